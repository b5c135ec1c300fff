/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "wake-up.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

/* The timer is never meant to run out: a day in 2106, which 32 bits can hold. */
#define FAR_AWAY_SECONDS 4294967295

/* Clocks are read one after the other; a nap this short needs no quiet. */
#define SHORTEST_SLEEP_MS 1000

struct _SlWakeUp
{
  GObject parent_instance;

  int    timer; /* -1: there is none */
  guint  source;
  gint64 asleep_ms; /* since the computer was started */
};

static guint woke_up_signal;
static guint clock_set_signal;

G_DEFINE_FINAL_TYPE (SlWakeUp, sl_wake_up, G_TYPE_OBJECT)

static void
sl_wake_up_finalize (GObject *object)
{
  SlWakeUp *self = SL_WAKE_UP (object);

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->timer >= 0)
    close (self->timer);
  G_OBJECT_CLASS (sl_wake_up_parent_class)->finalize (object);
}

static void
sl_wake_up_class_init (SlWakeUpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_wake_up_finalize;
  woke_up_signal = g_signal_new ("woke-up", SL_TYPE_WAKE_UP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  clock_set_signal = g_signal_new ("clock-set", SL_TYPE_WAKE_UP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static gint64
read_clock_ms (clockid_t id)
{
  struct timespec now = { 0, 0 };

  clock_gettime (id, &now);
  return (gint64) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* One clock counts the hours of sleep, the other does not. */
static gint64
read_asleep_ms (void)
{
  return read_clock_ms (CLOCK_BOOTTIME) - read_clock_ms (CLOCK_MONOTONIC);
}

/* A timer on the wall clock that is cancelled when that clock is set, as it is after each sleep. */
static gboolean
arm (SlWakeUp *self)
{
  const struct itimerspec far_away = { { 0, 0 }, { FAR_AWAY_SECONDS, 0 } };

  return timerfd_settime (self->timer, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &far_away, NULL)
         == 0;
}

static gboolean
on_timer (gint fd, GIOCondition condition, gpointer user_data)
{
  SlWakeUp *self = user_data;
  guint64   n_expired;

  if (read (fd, &n_expired, sizeof n_expired) < 0 && errno != ECANCELED && errno != EAGAIN)
    g_message ("The clock is not watched any more: %s", g_strerror (errno));
  else if (arm (self))
    {
      g_signal_emit (self, clock_set_signal, 0);
      sl_wake_up_look (self, read_asleep_ms ());
      return G_SOURCE_CONTINUE;
    }
  self->source = 0;
  return G_SOURCE_REMOVE;
}

static void
sl_wake_up_init (SlWakeUp *self)
{
  self->asleep_ms = read_asleep_ms ();
  self->timer = timerfd_create (CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
  if (self->timer >= 0 && arm (self))
    self->source = g_unix_fd_add (self->timer, G_IO_IN, on_timer, self);
}

/**
 * sl_wake_up_new:
 *
 * Returns: (transfer full): begins to watch
 *
 * Source: timerfd_create(2), TFD_TIMER_CANCEL_ON_SET; clock_gettime(2), CLOCK_BOOTTIME.
 */
SlWakeUp *
sl_wake_up_new (void)
{
  return g_object_new (SL_TYPE_WAKE_UP, NULL);
}

/**
 * sl_wake_up_is_working:
 * @self: the watch
 *
 * Returns: whether a sleep would be noticed
 */
gboolean
sl_wake_up_is_working (SlWakeUp *self)
{
  g_return_val_if_fail (SL_IS_WAKE_UP (self), FALSE);

  return self->source != 0;
}

/**
 * sl_wake_up_look:
 * @self: the watch
 * @asleep_ms: how long the computer has slept since it was started
 *
 * Emits "woke-up" if it slept since the last look. A wall clock that was only set is no sleep.
 */
void
sl_wake_up_look (SlWakeUp *self, gint64 asleep_ms)
{
  gint64 slept_ms;

  g_return_if_fail (SL_IS_WAKE_UP (self));

  slept_ms = asleep_ms - self->asleep_ms;
  if (slept_ms < SHORTEST_SLEEP_MS)
    return;
  self->asleep_ms = asleep_ms;
  g_signal_emit (self, woke_up_signal, 0);
}
