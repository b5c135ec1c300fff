/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/**
 * SlDrillLauncher:
 *
 * Starts a practice in a process of its own, so that it cannot disturb the user's watch, and ends it.
 * At most one at a time; it does not outlive this process, even if that is killed. Owned by the
 * service.
 *
 * Signals: gone (): the practice has ended, in whatever way
 */
#define SL_TYPE_DRILL_LAUNCHER (sl_drill_launcher_get_type ())
G_DECLARE_FINAL_TYPE (SlDrillLauncher, sl_drill_launcher, SL, DRILL_LAUNCHER, GObject)

SlDrillLauncher *sl_drill_launcher_new (void);
gboolean         sl_drill_launcher_start (SlDrillLauncher *self, const char *scenario, double speed, GError **error);
gboolean         sl_drill_launcher_stop (SlDrillLauncher *self);
