/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "system-clock.h"

#include <time.h>

/* From here on a timer is rounded to whole seconds, so that the system can wake up for several
 * programs at once. */
#define COARSE_FROM_MS (10 * 1000)
/* A wait is cut here; whoever waits looks at the clock again and waits on. */
#define MAX_WAIT_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

struct _SlSystemClock
{
  GObject parent_instance;
};

static void sl_system_clock_clock_init (SlClockInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlSystemClock,
                               sl_system_clock,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SL_TYPE_CLOCK, sl_system_clock_clock_init))

static gint64
get_unix_seconds (SlClock *clock)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gint64
get_steady_ms (SlClock *clock)
{
  struct timespec now;

  /* Unlike g_get_monotonic_time() this one counts the hours of sleep. */
  if (clock_gettime (CLOCK_BOOTTIME, &now) != 0)
    return g_get_monotonic_time () / 1000 + 1;
  return (gint64) now.tv_sec * 1000 + now.tv_nsec / 1000000 + 1;
}

/* A one-shot source: what the callback returns does not matter. */
typedef struct
{
  GSourceFunc callback;
  gpointer    user_data;
} Timer;

static gboolean
on_timeout (gpointer user_data)
{
  Timer *timer = user_data;

  timer->callback (timer->user_data);
  return G_SOURCE_REMOVE;
}

static guint
add_timer (SlClock *clock, gint64 delay_ms, GSourceFunc callback, gpointer user_data)
{
  Timer *timer = g_new (Timer, 1);

  timer->callback = callback;
  timer->user_data = user_data;
  delay_ms = MIN (delay_ms, MAX_WAIT_MS);
  if (delay_ms >= COARSE_FROM_MS)
    return g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, (delay_ms + 999) / 1000, on_timeout,
                                       timer, g_free);
  return g_timeout_add_full (G_PRIORITY_DEFAULT, delay_ms, on_timeout, timer, g_free);
}

static void
remove_timer (SlClock *clock, guint timer_id)
{
  g_source_remove (timer_id);
}

static void
sl_system_clock_clock_init (SlClockInterface *iface)
{
  iface->get_unix_seconds = get_unix_seconds;
  iface->get_steady_ms = get_steady_ms;
  iface->add_timer = add_timer;
  iface->remove_timer = remove_timer;
}

static void
sl_system_clock_class_init (SlSystemClockClass *klass)
{
}

static void
sl_system_clock_init (SlSystemClock *self)
{
}

/**
 * sl_system_clock_new:
 *
 * Returns: (transfer full): the computer's clock
 */
SlSystemClock *
sl_system_clock_new (void)
{
  return g_object_new (SL_TYPE_SYSTEM_CLOCK, NULL);
}
