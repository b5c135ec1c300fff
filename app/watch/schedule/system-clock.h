/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clock.h"

/**
 * SlSystemClock:
 *
 * The computer's own clock; its timers are sources of the main context.
 */
#define SL_TYPE_SYSTEM_CLOCK (sl_system_clock_get_type ())
G_DECLARE_FINAL_TYPE (SlSystemClock, sl_system_clock, SL, SYSTEM_CLOCK, GObject)

SlSystemClock *sl_system_clock_new (void);
