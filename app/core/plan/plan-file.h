/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan.h"

#include <gio/gio.h>

/**
 * SlPlanFile:
 *
 * Keeps a plan on disk: reads with a size limit, follows changes by others (signal "changed", no
 * arguments, in the thread-default main context of its creation), and writes atomically and durably.
 * A missing file is an empty plan. A broken file is an error that names it; it is copied aside once
 * (NAME.broken-DATE) and never overwritten: saving is refused until it is repaired or removed.
 * Saving is refused with %SL_PLAN_ERROR_CHANGED if the file changed since it was loaded.
 */
#define SL_TYPE_PLAN_FILE (sl_plan_file_get_type ())
G_DECLARE_FINAL_TYPE (SlPlanFile, sl_plan_file, SL, PLAN_FILE, GObject)

SlPlanFile *sl_plan_file_new (const char *path);
char       *sl_plan_file_default_path (void);
const char *sl_plan_file_get_path (SlPlanFile *self);
SlPlan     *sl_plan_file_load (SlPlanFile *self, GError **error);
gboolean    sl_plan_file_save (SlPlanFile *self, SlPlan *plan, GError **error);
void        sl_plan_file_follow (SlPlanFile *self);
