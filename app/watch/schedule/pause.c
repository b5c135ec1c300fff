/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "pause.h"

#include "moment-words.h"

#include <glib/gi18n-lib.h>

#define KEPT_AS "pause"
#define LENGTH_KEPT_AS "pause-length"

/* The two clocks are read one after the other, and one of them only to the second. */
#define SAME_MOMENT_SECONDS 1

struct _SlPause
{
  GObject parent_instance;

  SlClock   *clock;
  SlHistory *history;
  gint64     until;   /* Unix seconds, 0: not paused, G_MAXINT64: until told otherwise */
  gint64     end_ms;  /* the same on the steady clock, which nobody can set */
  SlVerdict *verdict; /* nullable: what is said while it lasts */
  guint      timer_id;
};

G_DEFINE_FINAL_TYPE (SlPause, sl_pause, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sl_pause_dispose (GObject *object)
{
  SlPause *self = SL_PAUSE (object);

  if (self->timer_id != 0)
    sl_clock_remove_timer (self->clock, self->timer_id);
  self->timer_id = 0;
  G_OBJECT_CLASS (sl_pause_parent_class)->dispose (object);
}

static void
sl_pause_finalize (GObject *object)
{
  SlPause *self = SL_PAUSE (object);

  g_clear_pointer (&self->verdict, sl_verdict_unref);
  g_object_unref (self->clock);
  g_object_unref (self->history);
  G_OBJECT_CLASS (sl_pause_parent_class)->finalize (object);
}

static void
sl_pause_class_init (SlPauseClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_pause_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_pause_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SL_TYPE_PAUSE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_pause_init (SlPause *self)
{
}

static SlVerdict *
make_verdict (gint64 until, gint64 now)
{
  SlVerdict *verdict = sl_verdict_new (SL_STATE_PAUSED, SL_CAUSE_NONE);

  g_free (verdict->headline);
  g_free (verdict->advice);
  verdict->headline = g_strdup (_ ("Paused."));
  if (until == G_MAXINT64)
    {
      verdict->advice = g_strdup (_ ("Nothing is checked until you go on."));
    }
  else
    {
      g_autofree char *moment = sl_moment_to_words (until, now);

      /* Translators: %s is a time, such as "17:20" */
      verdict->advice = g_strdup_printf (_ ("Nothing is checked until %s."), moment);
    }
  return verdict;
}

static gboolean
on_timer (gpointer user_data)
{
  SlPause *self = SL_PAUSE (user_data);

  self->timer_id = 0;
  /* The clock may cut long waits: look again. */
  sl_pause_look (self);
  return G_SOURCE_REMOVE;
}

static void
wait_for_end (SlPause *self)
{
  if (self->timer_id != 0)
    sl_clock_remove_timer (self->clock, self->timer_id);
  self->timer_id = 0;
  if (self->until != 0 && self->until != G_MAXINT64)
    self->timer_id = sl_clock_add_timer (
        self->clock, self->end_ms - sl_clock_get_steady_ms (self->clock), on_timer, self);
}

static void
set_until (SlPause *self, gint64 until)
{
  if (until == self->until)
    return;
  self->until = until;
  g_clear_pointer (&self->verdict, sl_verdict_unref);
  if (until != 0)
    self->verdict = make_verdict (until, sl_clock_get_unix_seconds (self->clock));
  sl_history_keep (self->history, KEPT_AS, until);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Returns how long a kept pause still lasts, in seconds. */
static gint64
recall_rest (SlPause *self, gint64 until)
{
  gint64 rest = until - sl_clock_get_unix_seconds (self->clock);
  gint64 length = sl_history_recall (self->history, LENGTH_KEPT_AS);

  /* The wall clock may have been set back since. */
  return length > 0 ? MIN (rest, length) : rest;
}

static void
begin (SlPause *self, gint64 seconds)
{
  self->end_ms = sl_clock_get_steady_ms (self->clock) + seconds * 1000;
  set_until (self, sl_clock_get_unix_seconds (self->clock) + seconds);
  wait_for_end (self);
}

/**
 * sl_pause_new:
 * @clock: tells the time and waits
 * @history: keeps the pause over a restart
 *
 * Returns: (transfer full): the pause, as it was when the process ended
 */
SlPause *
sl_pause_new (SlClock *clock, SlHistory *history)
{
  SlPause *self = g_object_new (SL_TYPE_PAUSE, NULL);
  gint64   until = sl_history_recall (history, KEPT_AS);

  self->clock = g_object_ref (clock);
  self->history = g_object_ref (history);
  if (until == G_MAXINT64)
    set_until (self, until);
  else if (until != 0)
    begin (self, MAX (recall_rest (self, until), 0));
  sl_pause_look (self);
  return self;
}

/**
 * sl_pause_begin:
 * @self: a pause
 * @seconds: how long; 0: until sl_pause_end()
 *
 * It lasts so long whatever happens to the wall clock, as a clock is only set because it was wrong;
 * sleep counts, as it does for people.
 */
void
sl_pause_begin (SlPause *self, guint seconds)
{
  g_return_if_fail (SL_IS_PAUSE (self));

  /* First, so that a moment is never kept without its length. */
  sl_history_keep (self->history, LENGTH_KEPT_AS, seconds);
  if (seconds != 0)
    begin (self, seconds);
  else
    set_until (self, G_MAXINT64);
  wait_for_end (self);
}

/**
 * sl_pause_look:
 * @self: a pause
 *
 * The computer slept, or the wall clock was set: the end may be over, or be another moment.
 */
void
sl_pause_look (SlPause *self)
{
  gint64 rest_ms;
  gint64 until;

  g_return_if_fail (SL_IS_PAUSE (self));

  if (self->until == 0 || self->until == G_MAXINT64)
    return;
  rest_ms = self->end_ms - sl_clock_get_steady_ms (self->clock);
  until = sl_clock_get_unix_seconds (self->clock) + rest_ms / 1000;
  if (rest_ms <= 0)
    set_until (self, 0);
  else if (ABS (until - self->until) > SAME_MOMENT_SECONDS)
    set_until (self, until);
  wait_for_end (self);
}

/**
 * sl_pause_end:
 * @self: a pause
 */
void
sl_pause_end (SlPause *self)
{
  g_return_if_fail (SL_IS_PAUSE (self));

  set_until (self, 0);
  wait_for_end (self);
}

/**
 * sl_pause_get_until:
 * @self: a pause
 *
 * Returns: when it ends, Unix seconds; 0: there is none; %G_MAXINT64: when the user says so
 */
gint64
sl_pause_get_until (SlPause *self)
{
  g_return_val_if_fail (SL_IS_PAUSE (self), 0);

  return self->until;
}

/**
 * sl_pause_get_verdict:
 * @self: a pause
 *
 * Returns: (transfer none) (nullable): what is said of every account while it lasts
 */
SlVerdict *
sl_pause_get_verdict (SlPause *self)
{
  g_return_val_if_fail (SL_IS_PAUSE (self), NULL);

  return self->verdict;
}
