/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/**
 * SlWakeUp:
 *
 * Notices by the computer's own clocks that it was asleep, or that they were set. Costs nothing
 * between, and needs no system bus, of which a sandbox sees none.
 *
 * Signals: woke-up (): the computer was asleep. clock-set (): the wall clock was set, as it also is
 * after each sleep.
 */
#define SL_TYPE_WAKE_UP (sl_wake_up_get_type ())
G_DECLARE_FINAL_TYPE (SlWakeUp, sl_wake_up, SL, WAKE_UP, GObject)

SlWakeUp *sl_wake_up_new (void);
gboolean  sl_wake_up_is_working (SlWakeUp *self);
void      sl_wake_up_look (SlWakeUp *self, gint64 asleep_ms);
