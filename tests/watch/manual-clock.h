/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clock.h"

/* A clock that stands still until the test moves it; its timers fire on the way, in order. */
#define MANUAL_TYPE_CLOCK (manual_clock_get_type ())
G_DECLARE_FINAL_TYPE (ManualClock, manual_clock, MANUAL, CLOCK, GObject)

#define MANUAL_CLOCK_START 1800000000 /* Unix seconds */

ManualClock *manual_clock_new (void);
void         manual_clock_advance (ManualClock *self, gint64 seconds);
void         manual_clock_jump_wall (ManualClock *self, gint64 seconds);
void         manual_clock_sleep (ManualClock *self, gint64 seconds);
guint        manual_clock_get_n_timers (ManualClock *self);
