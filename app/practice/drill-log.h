/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "drill-result.h"

#include <gio/gio.h>

/**
 * SlDrillLog:
 *
 * What came of the last practices, in a file that outlives them: the practice writes it, the service
 * follows it. Written whole or not at all; a broken file is set aside and begun anew; only the
 * newest results are kept.
 *
 * Signals: changed (): somebody wrote it
 */
#define SL_TYPE_DRILL_LOG (sl_drill_log_get_type ())
G_DECLARE_FINAL_TYPE (SlDrillLog, sl_drill_log, SL, DRILL_LOG, GObject)

#define SL_DRILL_LOG_MAX_RESULTS 20

SlDrillLog          *sl_drill_log_new (const char *path);
SlDrillLog          *sl_drill_log_new_default (void);
void                 sl_drill_log_follow (SlDrillLog *self);
const SlDrillResult *sl_drill_log_get_newest (SlDrillLog *self);
gint64               sl_drill_log_get_reminded (SlDrillLog *self);
gboolean             sl_drill_log_add (SlDrillLog *self, SlDrillResult *result, GError **error);
gboolean             sl_drill_log_set_reminded (SlDrillLog *self, gint64 time, GError **error);
GVariant            *sl_drill_log_to_variant (SlDrillLog *self);
