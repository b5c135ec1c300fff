/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "drill-log.h"
#include "practice.h"

/**
 * SlStopwatch:
 *
 * Measures a practice from the first notice of trouble to "I reached them", and keeps the result in
 * the log: at once when they were reached, else when the practice ends by itself. A practice that
 * is stopped, or in which nothing went wrong, leaves no result. Nothing ticks here: who shows the
 * running time counts for itself. Owned by whoever runs the practice.
 *
 * Signals: changed (): it began to run, or it stopped
 */
#define SL_TYPE_STOPWATCH (sl_stopwatch_get_type ())
G_DECLARE_FINAL_TYPE (SlStopwatch, sl_stopwatch, SL, STOPWATCH, GObject)

SlStopwatch *sl_stopwatch_new (SlPractice *practice, SlWatcher *watcher, SlDrillLog *log);
gboolean     sl_stopwatch_reach (SlStopwatch *self, const char *channel_id, GError **error);
gint64       sl_stopwatch_get_noticed_ms (SlStopwatch *self);
double       sl_stopwatch_get_reach_seconds (SlStopwatch *self);
