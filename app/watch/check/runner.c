/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "runner.h"

struct _SlRunner
{
  GObject parent_instance;

  GPtrArray *running; /* SlCheckJob */
  GPtrArray *waiting; /* SlCheckJob, the first one goes next */
};

G_DEFINE_FINAL_TYPE (SlRunner, sl_runner, G_TYPE_OBJECT)

enum
{
  SIGNAL_IDLE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void start_waiting (SlRunner *self);

static void
on_job_finished (SlCheckJob *job, gpointer user_data)
{
  g_autoptr (SlRunner) self = g_object_ref (SL_RUNNER (user_data));

  g_signal_handlers_disconnect_by_func (job, on_job_finished, self);
  g_ptr_array_remove (self->running, job);
  start_waiting (self);
  if (self->running->len == 0 && self->waiting->len == 0)
    g_signal_emit (self, signals[SIGNAL_IDLE], 0);
}

static void
sl_runner_dispose (GObject *object)
{
  SlRunner *self = SL_RUNNER (object);

  g_ptr_array_set_size (self->waiting, 0);
  for (guint i = 0; i < self->running->len; i++)
    {
      g_signal_handlers_disconnect_by_func (self->running->pdata[i], on_job_finished, self);
      sl_check_job_detach (self->running->pdata[i]);
    }
  g_ptr_array_set_size (self->running, 0);
  G_OBJECT_CLASS (sl_runner_parent_class)->dispose (object);
}

static void
sl_runner_finalize (GObject *object)
{
  SlRunner *self = SL_RUNNER (object);

  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->running);
  G_OBJECT_CLASS (sl_runner_parent_class)->finalize (object);
}

static void
sl_runner_class_init (SlRunnerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_runner_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_runner_finalize;
  signals[SIGNAL_IDLE] = g_signal_new ("idle", SL_TYPE_RUNNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 0);
}

static void
sl_runner_init (SlRunner *self)
{
  self->running = g_ptr_array_new_with_free_func (g_object_unref);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * sl_runner_new:
 *
 * Returns: (transfer full): an idle runner
 */
SlRunner *
sl_runner_new (void)
{
  return g_object_new (SL_TYPE_RUNNER, NULL);
}

static SlCheckJob *
find_job (GPtrArray *jobs, const char *account_id)
{
  for (guint i = 0; i < jobs->len; i++)
    {
      if (g_str_equal (sl_check_job_get_account_id (jobs->pdata[i]), account_id))
        return jobs->pdata[i];
    }
  return NULL;
}

/* The first job in line whose account has none running. */
static SlCheckJob *
take_next (SlRunner *self)
{
  for (guint i = 0; i < self->waiting->len; i++)
    {
      if (find_job (self->running, sl_check_job_get_account_id (self->waiting->pdata[i])) == NULL)
        return g_ptr_array_steal_index (self->waiting, i);
    }
  return NULL;
}

static void
start_waiting (SlRunner *self)
{
  while (self->running->len < SL_RUNNER_MAX_JOBS)
    {
      SlCheckJob *job = take_next (self);

      if (job == NULL)
        return;
      g_ptr_array_add (self->running, job);
      g_signal_connect (job, "finished", G_CALLBACK (on_job_finished), self);
      sl_check_job_start (job);
    }
}

/**
 * sl_runner_run:
 * @self: a runner
 * @job: a job that was not started
 *
 * Starts a job, now or when its turn comes.
 */
void
sl_runner_run (SlRunner *self, SlCheckJob *job)
{
  g_return_if_fail (SL_IS_RUNNER (self));
  g_return_if_fail (SL_IS_CHECK_JOB (job));

  g_ptr_array_add (self->waiting, g_object_ref (job));
  start_waiting (self);
}

/**
 * sl_runner_is_busy:
 * @self: a runner
 * @account_id: (nullable): an account; %NULL: any
 *
 * Returns: whether a job of the account runs or waits
 */
gboolean
sl_runner_is_busy (SlRunner *self, const char *account_id)
{
  g_return_val_if_fail (SL_IS_RUNNER (self), FALSE);

  if (account_id == NULL)
    return self->running->len > 0 || self->waiting->len > 0;
  return find_job (self->running, account_id) != NULL
         || find_job (self->waiting, account_id) != NULL;
}

static void
give_up (SlRunner *self, const char *account_id, void (*end_job) (SlCheckJob *))
{
  g_autoptr (GPtrArray) running = NULL;

  for (guint i = self->waiting->len; i-- > 0;)
    {
      const char *id = sl_check_job_get_account_id (self->waiting->pdata[i]);

      if (account_id == NULL || g_str_equal (id, account_id))
        g_ptr_array_remove_index (self->waiting, i);
    }
  running = g_ptr_array_copy (self->running, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
  g_ptr_array_set_free_func (running, g_object_unref);
  for (guint i = 0; i < running->len; i++)
    {
      const char *id = sl_check_job_get_account_id (running->pdata[i]);

      if (account_id == NULL || g_str_equal (id, account_id))
        end_job (running->pdata[i]);
    }
}

/**
 * sl_runner_cancel:
 * @self: a runner
 * @account_id: (nullable): an account; %NULL: all
 *
 * Gives up jobs: those that wait are dropped and say nothing more, those that run finish soon.
 */
void
sl_runner_cancel (SlRunner *self, const char *account_id)
{
  g_return_if_fail (SL_IS_RUNNER (self));

  give_up (self, account_id, sl_check_job_cancel);
}

/**
 * sl_runner_conclude:
 * @self: a runner
 *
 * Gives up all jobs, but lets a sign-in under way get its answer.
 */
void
sl_runner_conclude (SlRunner *self)
{
  g_return_if_fail (SL_IS_RUNNER (self));

  give_up (self, NULL, sl_check_job_conclude);
}
