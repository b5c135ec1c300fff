/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "answer-limit.h"

struct _SlAnswerLimit
{
  GCancellable *inner;        /* ends the calls */
  GCancellable *outer;        /* the caller's, nullable */
  gulong        outer_signal; /* 0: none */
  GSource      *clock;        /* NULL once it has struck */
};

static gboolean
on_time_over (gpointer user_data)
{
  SlAnswerLimit *self = user_data;

  g_clear_pointer (&self->clock, g_source_unref);
  g_cancellable_cancel (self->inner);
  return G_SOURCE_REMOVE;
}

static void
on_cancelled (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/**
 * sl_answer_limit_new:
 * @cancellable: (nullable): the caller's way of ending the calls
 * @limit_ms: milliseconds for all calls together
 *
 * Starts the clock.
 *
 * Returns: (transfer full): the limit
 */
SlAnswerLimit *
sl_answer_limit_new (GCancellable *cancellable, guint limit_ms)
{
  SlAnswerLimit *self = g_new0 (SlAnswerLimit, 1);

  self->inner = g_cancellable_new ();
  self->clock = g_timeout_source_new (limit_ms);
  g_source_set_callback (self->clock, on_time_over, self, NULL);
  g_source_attach (self->clock, g_main_context_get_thread_default ());
  if (cancellable != NULL)
    {
      self->outer = g_object_ref (cancellable);
      self->outer_signal = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled),
                                                  g_object_ref (self->inner), g_object_unref);
    }
  return self;
}

/**
 * sl_answer_limit_free:
 * @self: (transfer full) (nullable): a limit whose last call has ended
 */
void
sl_answer_limit_free (SlAnswerLimit *self)
{
  if (self == NULL)
    return;
  if (self->clock != NULL)
    {
      g_source_destroy (self->clock);
      g_source_unref (self->clock);
    }
  g_cancellable_disconnect (self->outer, self->outer_signal);
  g_clear_object (&self->outer);
  g_object_unref (self->inner);
  g_free (self);
}

/**
 * sl_answer_limit_get_cancellable:
 * @self: a limit
 *
 * Returns: (transfer none): what to hand to the calls
 */
GCancellable *
sl_answer_limit_get_cancellable (SlAnswerLimit *self)
{
  return self->inner;
}

/**
 * sl_answer_limit_is_over:
 * @self: a limit
 *
 * Returns: whether a call that ended as cancelled did so because its time was over, and not because
 *   the caller wanted it
 */
gboolean
sl_answer_limit_is_over (const SlAnswerLimit *self)
{
  return self->clock == NULL && !g_cancellable_is_cancelled (self->outer);
}
