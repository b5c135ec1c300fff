/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "drill-log.h"
#include "engine.h"
#include "watch-dbus.h"

/**
 * SlDrillCalls:
 *
 * The practice on the bus: what can be practised, its beginning and end, the stopwatch, and what came
 * of earlier ones. In the user's service it starts a practice and follows the log; in a practice it
 * runs the stopwatch. Owned by the service.
 *
 * Signals: quit (): somebody asked for the practice's end · practice-gone (): the practice that was
 * started has ended, in whatever way
 */
#define SL_TYPE_DRILL_CALLS (sl_drill_calls_get_type ())
G_DECLARE_FINAL_TYPE (SlDrillCalls, sl_drill_calls, SL, DRILL_CALLS, GObject)

SlDrillCalls *sl_drill_calls_new (SlDBusWatch *skeleton, SlEngine *engine);
SlDrillLog   *sl_drill_calls_get_log (SlDrillCalls *self);
