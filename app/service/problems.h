/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/**
 * SlProblems:
 *
 * What the service has to do without, one sentence for each part: "notifications", "keyring",
 * "network", "plan", "storage", "autostart", "upgrade". Owned by the service.
 *
 * Signals: changed ()
 */
#define SL_TYPE_PROBLEMS (sl_problems_get_type ())
G_DECLARE_FINAL_TYPE (SlProblems, sl_problems, SL, PROBLEMS, GObject)

SlProblems *sl_problems_new (void);
void        sl_problems_set (SlProblems *self, const char *part, const char *sentence);
GVariant   *sl_problems_to_variant (SlProblems *self);
