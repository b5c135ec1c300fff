/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "deadline.h"

struct _SlDeadline
{
  GMainContext *context;
  GCancellable *inner;         /* ends the running call */
  GCancellable *outer;         /* the caller's, nullable */
  gulong        outer_handler; /* 0: it was cancelled before the check began */
  GSource      *outer_watch;   /* nullable */
  GSource      *check_clock;
  GSource      *step_clock;
  GAsyncResult *result; /* of the call being awaited */
  guint         step_ms;
};

static gboolean
on_time_over (gpointer user_data)
{
  SlDeadline *self = user_data;

  g_cancellable_cancel (self->inner);
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  SlDeadline *self = user_data;

  g_cancellable_cancel (self->inner);
  return G_SOURCE_REMOVE;
}

static void
do_nothing (GCancellable *cancellable, gpointer user_data)
{
}

/* The handler is there only to be disconnected: that waits for a cancellation in the caller's
 * thread to be over. GLib's source that is given back in the middle of one is never freed
 * (cancellable_source_dispose). */
static void
follow (SlDeadline *self, GCancellable *cancellable)
{
  self->outer = g_object_ref (cancellable);
  self->outer_handler = g_cancellable_connect (cancellable, G_CALLBACK (do_nothing), NULL, NULL);
  if (self->outer_handler == 0)
    {
      g_cancellable_cancel (self->inner);
      return;
    }
  self->outer_watch = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->outer_watch, G_SOURCE_FUNC (on_cancelled), self, NULL);
  g_source_attach (self->outer_watch, self->context);
}

static GSource *
attach_clock (SlDeadline *self, guint milliseconds)
{
  GSource *clock = g_timeout_source_new (milliseconds);

  g_source_set_callback (clock, on_time_over, self, NULL);
  g_source_attach (clock, self->context);
  return clock;
}

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/**
 * sl_deadline_new:
 * @cancellable: (nullable): the caller's way of ending the check
 * @step_ms: milliseconds for one step
 * @check_ms: milliseconds for all steps together
 *
 * Starts the clock of a check and takes over the thread's default main context.
 *
 * Returns: (transfer full): the deadline; free it in the same thread
 */
SlDeadline *
sl_deadline_new (GCancellable *cancellable, guint step_ms, guint check_ms)
{
  SlDeadline *self = g_new0 (SlDeadline, 1);

  self->context = g_main_context_new ();
  self->inner = g_cancellable_new ();
  self->step_ms = step_ms;
  g_main_context_push_thread_default (self->context);
  self->check_clock = attach_clock (self, check_ms);
  if (cancellable != NULL)
    follow (self, cancellable);
  return self;
}

/**
 * sl_deadline_free:
 * @self: (transfer full) (nullable): a deadline whose last call has ended
 */
void
sl_deadline_free (SlDeadline *self)
{
  if (self == NULL)
    return;
  clear_source (&self->step_clock);
  clear_source (&self->check_clock);
  if (self->outer != NULL)
    g_cancellable_disconnect (self->outer, self->outer_handler);
  clear_source (&self->outer_watch);
  /* What GIO still has to clean up behind a cancelled call is waiting here. */
  while (g_main_context_iteration (self->context, FALSE))
    continue;
  g_main_context_pop_thread_default (self->context);
  g_main_context_unref (self->context);
  g_clear_object (&self->result);
  g_clear_object (&self->outer);
  g_object_unref (self->inner);
  g_free (self);
}

/**
 * sl_deadline_start_step:
 * @self: a deadline
 *
 * Begins the next step; its time starts afresh, that of the check goes on.
 */
void
sl_deadline_start_step (SlDeadline *self)
{
  clear_source (&self->step_clock);
  self->step_clock = attach_clock (self, self->step_ms);
}

/**
 * sl_deadline_shorten_steps:
 * @self: a deadline
 * @step_ms: the longest time for the steps that follow, in milliseconds
 */
void
sl_deadline_shorten_steps (SlDeadline *self, guint step_ms)
{
  self->step_ms = MIN (self->step_ms, step_ms);
}

/**
 * sl_deadline_get_cancellable:
 * @self: a deadline
 *
 * Returns: (transfer none): what to hand to the call that will be awaited
 */
GCancellable *
sl_deadline_get_cancellable (SlDeadline *self)
{
  return self->inner;
}

/**
 * sl_deadline_on_ready:
 * @source: (nullable): not used
 * @result: the call's result
 * @user_data: the #SlDeadline
 *
 * The callback to hand to the call that will be awaited.
 */
void
sl_deadline_on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SlDeadline *self = user_data;

  g_set_object (&self->result, result);
}

/**
 * sl_deadline_await:
 * @self: a deadline whose cancellable and callback were handed to a call that has just begun
 *
 * Waits until the call has ended by itself, by the clock or by the caller.
 *
 * Returns: (transfer full): its result, to be given to its finish function
 */
GAsyncResult *
sl_deadline_await (SlDeadline *self)
{
  while (self->result == NULL)
    g_main_context_iteration (self->context, TRUE);
  return g_steal_pointer (&self->result);
}

/**
 * sl_deadline_explain:
 * @self: a deadline
 * @error: (inout) (nullable): what a finish function reported
 *
 * Tells the clock's work from the caller's: a cancellation the caller did not ask for becomes
 * %G_IO_ERROR_TIMED_OUT.
 */
void
sl_deadline_explain (const SlDeadline *self, GError **error)
{
  if (error == NULL || !g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (self->outer != NULL && g_cancellable_is_cancelled (self->outer))
    return;
  g_clear_error (error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                       "The server did not answer in time");
}
