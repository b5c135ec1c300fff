/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/**
 * SlClock:
 *
 * The only way the engine learns the time or waits for a moment, so that a test can turn hours in
 * no time. Two clocks in one: the wall clock, which people read and which may jump, and a steady one
 * that only goes forward, also while the computer sleeps, for everything that measures.
 */
#define SL_TYPE_CLOCK (sl_clock_get_type ())
G_DECLARE_INTERFACE (SlClock, sl_clock, SL, CLOCK, GObject)

struct _SlClockInterface
{
  GTypeInterface parent;

  gint64 (*get_unix_seconds) (SlClock *self);
  gint64 (*get_steady_ms) (SlClock *self);
  guint (*add_timer) (SlClock *self, gint64 delay_ms, GSourceFunc callback, gpointer user_data);
  void (*remove_timer) (SlClock *self, guint timer_id);
};

gint64 sl_clock_get_unix_seconds (SlClock *self);
gint64 sl_clock_get_steady_ms (SlClock *self);
guint  sl_clock_add_timer (SlClock *self, gint64 delay_ms, GSourceFunc callback, gpointer user_data);
void   sl_clock_remove_timer (SlClock *self, guint timer_id);
