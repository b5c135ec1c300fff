/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "clock.h"

G_DEFINE_INTERFACE (SlClock, sl_clock, G_TYPE_OBJECT)

static void
sl_clock_default_init (SlClockInterface *iface)
{
}

/**
 * sl_clock_get_unix_seconds:
 * @self: a clock
 *
 * Returns: the wall clock: seconds since 1970 in UTC; it may jump either way
 */
gint64
sl_clock_get_unix_seconds (SlClock *self)
{
  g_return_val_if_fail (SL_IS_CLOCK (self), 0);

  return SL_CLOCK_GET_IFACE (self)->get_unix_seconds (self);
}

/**
 * sl_clock_get_steady_ms:
 * @self: a clock
 *
 * Returns: milliseconds since some moment in the past, always above 0; it never goes back and goes
 *   on while the computer sleeps
 */
gint64
sl_clock_get_steady_ms (SlClock *self)
{
  g_return_val_if_fail (SL_IS_CLOCK (self), 0);

  return SL_CLOCK_GET_IFACE (self)->get_steady_ms (self);
}

/**
 * sl_clock_add_timer:
 * @self: a clock
 * @delay_ms: how long to wait, in milliseconds; a long wait may end up to two seconds late
 * @callback: called on the main thread; its return value is ignored
 * @user_data: for @callback
 *
 * Waits once.
 *
 * Returns: a number for sl_clock_remove_timer(), never 0; it is void once @callback was called
 */
guint
sl_clock_add_timer (SlClock *self, gint64 delay_ms, GSourceFunc callback, gpointer user_data)
{
  g_return_val_if_fail (SL_IS_CLOCK (self), 0);

  return SL_CLOCK_GET_IFACE (self)->add_timer (self, MAX (delay_ms, 0), callback, user_data);
}

/**
 * sl_clock_remove_timer:
 * @self: a clock
 * @timer_id: what sl_clock_add_timer() returned
 *
 * Gives up waiting.
 */
void
sl_clock_remove_timer (SlClock *self, guint timer_id)
{
  g_return_if_fail (SL_IS_CLOCK (self));

  SL_CLOCK_GET_IFACE (self)->remove_timer (self, timer_id);
}
