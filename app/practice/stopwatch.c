/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-practice"

#include "stopwatch.h"

#include <glib/gi18n-lib.h>

#define USEC_PER_MS 1000

struct _SlStopwatch
{
  GObject     parent_instance;
  SlPractice *practice;
  SlWatcher  *watcher;
  SlDrillLog *log;
  gint64      noticed_ms; /* Unix, for others; 0: nothing went wrong yet */
  gint64      noticed_us; /* monotonic, to measure with */
  double      reach_seconds;
  gboolean    is_over;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SlStopwatch, sl_stopwatch, G_TYPE_OBJECT)

static void
sl_stopwatch_dispose (GObject *object)
{
  SlStopwatch *self = SL_STOPWATCH (object);

  if (self->practice != NULL)
    g_signal_handlers_disconnect_by_data (self->practice, self);
  if (self->watcher != NULL)
    g_signal_handlers_disconnect_by_data (self->watcher, self);
  g_clear_object (&self->practice);
  g_clear_object (&self->watcher);
  g_clear_object (&self->log);

  G_OBJECT_CLASS (sl_stopwatch_parent_class)->dispose (object);
}

static void
sl_stopwatch_class_init (SlStopwatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_stopwatch_dispose;
  changed_signal = g_signal_new ("changed", SL_TYPE_STOPWATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
sl_stopwatch_init (SlStopwatch *self)
{
  self->reach_seconds = SL_DRILL_NOT_REACHED;
}

static gboolean
is_trouble (SlState state)
{
  return state == SL_STATE_OUTAGE || state == SL_STATE_DEGRADED || state == SL_STATE_ACTION_NEEDED
         || state == SL_STATE_OFFLINE;
}

static void
on_transition (SlStopwatch *self, SlTransition *transition)
{
  if (self->noticed_ms != 0 || !is_trouble (transition->to))
    return;
  self->noticed_us = g_get_monotonic_time ();
  self->noticed_ms = g_get_real_time () / USEC_PER_MS;
  g_signal_emit (self, changed_signal, 0);
}

static SlDrillResult *
create_result (SlStopwatch *self, const char *channel_id)
{
  SlDrillResult *result = sl_drill_result_new (g_get_real_time () / G_USEC_PER_SEC,
                                               sl_practice_get_scenario (self->practice),
                                               sl_practice_get_title (self->practice));
  SlChannel     *channel = sl_plan_get_channel (sl_practice_get_plan (self->practice), channel_id);

  result->reach_seconds = self->reach_seconds;
  if (channel != NULL)
    {
      result->channel = g_strdup (channel->id);
      result->channel_name = g_strdup (channel->name);
    }
  return result;
}

static gboolean
keep (SlStopwatch *self, const char *channel_id, GError **error)
{
  if (sl_drill_log_add (self->log, create_result (self, channel_id), error))
    return TRUE;
  g_prefix_error (error, "%s ", _ ("The result of the practice could not be kept:"));
  return FALSE;
}

static void
on_ended (SlStopwatch *self)
{
  g_autoptr (GError) error = NULL;

  self->is_over = TRUE;
  if (self->noticed_ms != 0 && self->reach_seconds < 0 && !keep (self, "", &error))
    g_message ("%s", error->message);
}

/**
 * sl_stopwatch_new:
 * @practice: a practice that has not begun
 * @watcher: who watches it
 * @log: keeps the result
 *
 * Returns: (transfer full): a stopwatch that waits for trouble
 */
SlStopwatch *
sl_stopwatch_new (SlPractice *practice, SlWatcher *watcher, SlDrillLog *log)
{
  SlStopwatch *self = g_object_new (SL_TYPE_STOPWATCH, NULL);

  self->practice = g_object_ref (practice);
  self->watcher = g_object_ref (watcher);
  self->log = g_object_ref (log);
  g_signal_connect_swapped (watcher, "transition", G_CALLBACK (on_transition), self);
  g_signal_connect_swapped (practice, "ended", G_CALLBACK (on_ended), self);
  return self;
}

static gboolean
fail (GError **error, const char *sentence)
{
  g_set_error_literal (error, SL_PRACTICE_ERROR, SL_PRACTICE_ERROR_MOMENT, sentence);
  return FALSE;
}

/**
 * sl_stopwatch_reach:
 * @self: a stopwatch
 * @channel_id: the channel that reached them; empty or unknown: not said
 * @error: set to %SL_PRACTICE_ERROR_MOMENT, or why the result could not be kept
 *
 * Stops it and keeps the result. The first word counts: a later one changes nothing.
 *
 * Returns: whether the result is kept
 */
gboolean
sl_stopwatch_reach (SlStopwatch *self, const char *channel_id, GError **error)
{
  gboolean kept;

  if (self->reach_seconds >= 0)
    return TRUE;
  if (self->is_over)
    return fail (error, _ ("The practice is over."));
  if (self->noticed_ms == 0)
    return fail (error, _ ("Nothing has gone wrong yet: wait for the lantern."));
  self->reach_seconds = (g_get_monotonic_time () - self->noticed_us) / (double) G_USEC_PER_SEC;
  kept = keep (self, channel_id, error);
  g_signal_emit (self, changed_signal, 0);
  return kept;
}

/**
 * sl_stopwatch_get_noticed_ms:
 * @self: a stopwatch
 *
 * Returns: when the first trouble was noticed, in Unix milliseconds; 0: not yet
 */
gint64
sl_stopwatch_get_noticed_ms (SlStopwatch *self)
{
  return self->noticed_ms;
}

/**
 * sl_stopwatch_get_reach_seconds:
 * @self: a stopwatch
 *
 * Returns: from the first notice to "I reached them", or %SL_DRILL_NOT_REACHED
 */
double
sl_stopwatch_get_reach_seconds (SlStopwatch *self)
{
  return self->reach_seconds;
}
