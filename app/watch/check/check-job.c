/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "check-job.h"

#include <string.h>

typedef struct
{
  SlServer   *server;
  SlCheckKind kind;
  char       *pinned_key; /* nullable */
  int         usual_ms[SL_N_STAGES];
  gboolean    after_refusal;
} Step;

struct _SlCheckJob
{
  GObject parent_instance;

  const SlCheckTools *tools; /* NULL once detached */
  char               *account_id;
  gboolean            force;
  GQueue              steps;   /* Step */
  GPtrArray          *results; /* SlCheckResult */
  Step               *step;    /* the one under way */
  GCancellable       *cancellable;
  SlCredential       *credential; /* for the sign-in under way, or why there is none */
  gboolean            presenting; /* the budget waits for the result */
  gboolean            wanted_secret;
  gboolean            lacks_secret;
  gboolean            got_no_answer; /* from who keeps the secrets */
  gboolean            changed_secret;
  SlBudgetAnswer      answer;
};

G_DEFINE_FINAL_TYPE (SlCheckJob, sl_check_job, G_TYPE_OBJECT)

enum
{
  SIGNAL_RESULT,
  SIGNAL_FINISHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void begin_next_step (SlCheckJob *self);

static void
step_free (gpointer data)
{
  Step *step = data;

  sl_server_unref (step->server);
  g_free (step->pinned_key);
  g_free (step);
}

static void
sl_check_job_finalize (GObject *object)
{
  SlCheckJob *self = SL_CHECK_JOB (object);

  g_queue_clear_full (&self->steps, step_free);
  g_ptr_array_unref (self->results);
  g_clear_pointer (&self->step, step_free);
  g_clear_pointer (&self->credential, sl_credential_free);
  g_object_unref (self->cancellable);
  g_free (self->account_id);
  G_OBJECT_CLASS (sl_check_job_parent_class)->finalize (object);
}

static void
sl_check_job_class_init (SlCheckJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_check_job_finalize;
  signals[SIGNAL_RESULT] = g_signal_new ("result", SL_TYPE_CHECK_JOB, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_FINISHED] = g_signal_new ("finished", SL_TYPE_CHECK_JOB, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_check_job_init (SlCheckJob *self)
{
  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->steps);
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_check_result_unref);
}

/**
 * sl_check_job_new:
 * @tools: what it needs; they outlive the job
 * @account_id: whose checks
 * @force: the user asked for a sign-in, knowing that the secret was refused before
 *
 * Returns: (transfer full): a job without checks
 */
SlCheckJob *
sl_check_job_new (const SlCheckTools *tools, const char *account_id, gboolean force)
{
  SlCheckJob *self = g_object_new (SL_TYPE_CHECK_JOB, NULL);

  self->tools = tools;
  self->account_id = g_strdup (account_id);
  self->force = force;
  return self;
}

/**
 * sl_check_job_add:
 * @self: a job that was not started
 * @server: where
 * @kind: door or sign-in
 * @terms: on which terms; copied
 */
void
sl_check_job_add (SlCheckJob *self, SlServer *server, SlCheckKind kind, const SlCheckTerms *terms)
{
  Step *step;

  g_return_if_fail (SL_IS_CHECK_JOB (self));

  step = g_new0 (Step, 1);
  step->server = sl_server_ref (server);
  step->kind = kind;
  step->pinned_key = terms->pin != NULL ? g_strdup (terms->pin->key) : NULL;
  step->after_refusal = terms->after_refusal;
  memcpy (step->usual_ms, terms->usual_ms, sizeof step->usual_ms);
  g_queue_push_tail (&self->steps, step);
}

/* The check itself could not be made: that says nothing of the server. */
static SlCheckResult *
make_cancelled_result (SlCheckJob *self)
{
  SlStage stage = self->presenting ? SL_STAGE_AUTHENTICATION : SL_STAGE_NETWORK;

  return sl_check_result_new (self->step->kind, self->step->server->protocol, SL_OUTCOME_CANCELLED,
                              stage);
}

static void
take_result (SlCheckJob *self, SlCheckResult *result)
{
  g_ptr_array_add (self->results, sl_check_result_ref (result));
  g_signal_emit (self, signals[SIGNAL_RESULT], 0, result);
}

static void
settle_attempt (SlCheckJob *self, const SlCheckResult *result)
{
  sl_budget_finish (self->tools->budget, self->account_id, result,
                    sl_clock_get_unix_seconds (self->tools->clock));
  if (sl_outcome_get_info (result->outcome)->refused)
    sl_secret_source_report_refused (self->tools->secrets, self->account_id,
                                     self->credential->secret);
}

/* The reason comes after the door's result, which says whether silence means anything: without an
 * open door it may be the user's own line. */
static void
report_absent (SlCheckJob *self, const SlCheckResult *door)
{
  const SlCredential *absent = self->credential;
  g_autoptr (SlCheckResult) result = NULL;

  if (absent->unreachable && !sl_outcome_is_good (door->outcome))
    return;
  result = sl_credential_to_result (absent, self->step->server->protocol);
  result->time = door->time;
  take_result (self, result);
}

static void
on_check_ready (GObject *source, GAsyncResult *async_result, gpointer user_data)
{
  g_autoptr (SlCheckJob) self = SL_CHECK_JOB (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SlCheckResult) result = NULL;
  gint64 now;

  if (self->tools == NULL)
    return;
  result = self->tools->backend->run_finish (async_result, &error);
  now = sl_clock_get_unix_seconds (self->tools->clock);
  if (result == NULL)
    {
      g_debug ("A check of “%s” came to nothing: %s", self->account_id,
               error != NULL ? error->message : "no reason");
      result = make_cancelled_result (self);
    }
  if (result->time == 0)
    result->time = now;
  if (self->presenting)
    settle_attempt (self, result);
  self->presenting = FALSE;
  take_result (self, result);
  if (self->credential != NULL && self->credential->secret == NULL)
    report_absent (self, result);
  begin_next_step (self);
}

static void
run_check (SlCheckJob *self, const SlCredential *credential)
{
  SlSecret *secret = credential != NULL ? credential->secret : NULL;
  g_autoptr (SlCheckRequest) request
      = sl_check_request_new (self->step->server, self->step->kind, secret);

  request->polite = FALSE;
  request->is_token = credential != NULL && credential->is_token;
  request->pinned_key = g_strdup (self->step->pinned_key);
  request->after_refusal = self->step->after_refusal;
  memcpy (request->usual_ms, self->step->usual_ms, sizeof request->usual_ms);
  if (self->tools->trust != NULL)
    g_set_object (&request->trust, self->tools->trust);
  self->tools->backend->run_async (self->tools->backend->data, request, self->cancellable,
                                   on_check_ready, g_object_ref (self));
}

static void
knock_instead (SlCheckJob *self)
{
  self->step->kind = SL_CHECK_KIND_DOOR;
  run_check (self, NULL);
}

static void
on_secret_ready (GObject *source, GAsyncResult *async_result, gpointer user_data)
{
  g_autoptr (SlCheckJob) self = SL_CHECK_JOB (user_data);
  g_autoptr (GError) error = NULL;
  SlCredential *credential
      = sl_secret_source_lookup_finish (SL_SECRET_SOURCE (source), async_result, &error);

  g_clear_pointer (&self->credential, sl_credential_free);
  self->credential = credential;

  if (self->tools == NULL)
    return;
  if (error != NULL)
    g_message ("The password of “%s” cannot be looked up: %s", self->account_id, error->message);
  self->lacks_secret = credential == NULL;
  self->got_no_answer = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  if (credential == NULL || credential->secret == NULL
      || g_cancellable_is_cancelled (self->cancellable))
    {
      knock_instead (self);
      return;
    }

  /* A token is another one every hour without anybody having changed anything. */
  self->changed_secret
      = !credential->is_token
        && sl_budget_is_changed (self->tools->budget, self->account_id, credential->secret);
  self->answer = sl_budget_begin (self->tools->budget, self->account_id, credential->secret,
                                  self->force, sl_clock_get_unix_seconds (self->tools->clock));
  if (self->answer != SL_BUDGET_ALLOWED)
    {
      knock_instead (self);
      return;
    }
  self->presenting = TRUE;
  run_check (self, credential);
}

static void
begin_signin (SlCheckJob *self)
{
  self->wanted_secret = TRUE;
  sl_secret_source_lookup_async (self->tools->secrets, self->account_id, self->cancellable,
                                 on_secret_ready, g_object_ref (self));
}

static void
begin_next_step (SlCheckJob *self)
{
  g_clear_pointer (&self->step, step_free);
  g_clear_pointer (&self->credential, sl_credential_free);
  if (!g_cancellable_is_cancelled (self->cancellable))
    self->step = g_queue_pop_head (&self->steps);
  if (self->step == NULL)
    g_signal_emit (self, signals[SIGNAL_FINISHED], 0);
  else if (self->step->kind == SL_CHECK_KIND_SIGNIN)
    begin_signin (self);
  else
    run_check (self, NULL);
}

/**
 * sl_check_job_start:
 * @self: a job
 *
 * Begins the checks. "finished" follows in any case, at the earliest before this returns if there
 * is nothing to do.
 */
void
sl_check_job_start (SlCheckJob *self)
{
  g_return_if_fail (SL_IS_CHECK_JOB (self));

  begin_next_step (self);
}

/**
 * sl_check_job_cancel:
 * @self: a job
 *
 * Gives up the check under way and drops the others; "finished" follows.
 */
void
sl_check_job_cancel (SlCheckJob *self)
{
  g_return_if_fail (SL_IS_CHECK_JOB (self));

  g_cancellable_cancel (self->cancellable);
}

/**
 * sl_check_job_conclude:
 * @self: a job
 *
 * Like sl_check_job_cancel(), but a sign-in under way may still get its answer: without it the
 * secret would have to rest for hours, as nobody would know what the server thought of it.
 */
void
sl_check_job_conclude (SlCheckJob *self)
{
  g_return_if_fail (SL_IS_CHECK_JOB (self));

  if (!self->presenting)
    {
      g_cancellable_cancel (self->cancellable);
      return;
    }
  g_queue_clear_full (&self->steps, step_free);
}

/**
 * sl_check_job_detach:
 * @self: a job
 *
 * Gives up the job and lets go of its tools, which are about to go. A check under way ends by
 * itself and nobody hears of it; what the budget was told stands.
 */
void
sl_check_job_detach (SlCheckJob *self)
{
  g_return_if_fail (SL_IS_CHECK_JOB (self));

  self->tools = NULL;
  g_cancellable_cancel (self->cancellable);
}

/**
 * sl_check_job_is_cancelled:
 * @self: a job
 *
 * Returns: whether it was given up, so that what it left undone is still due
 */
gboolean
sl_check_job_is_cancelled (SlCheckJob *self)
{
  g_return_val_if_fail (SL_IS_CHECK_JOB (self), FALSE);

  return g_cancellable_is_cancelled (self->cancellable);
}

/**
 * sl_check_job_get_now:
 * @self: a job that was not detached
 *
 * Returns: the time of its clock, Unix seconds
 */
gint64
sl_check_job_get_now (SlCheckJob *self)
{
  return sl_clock_get_unix_seconds (self->tools->clock);
}

/**
 * sl_check_job_get_account_id:
 * @self: a job
 *
 * Returns: (transfer none): whose checks
 */
const char *
sl_check_job_get_account_id (SlCheckJob *self)
{
  g_return_val_if_fail (SL_IS_CHECK_JOB (self), NULL);

  return self->account_id;
}

/**
 * sl_check_job_wanted_secret:
 * @self: a job
 *
 * Returns: whether a sign-in was attempted, so that the answers below mean something
 */
gboolean
sl_check_job_wanted_secret (SlCheckJob *self)
{
  g_return_val_if_fail (SL_IS_CHECK_JOB (self), FALSE);

  return self->wanted_secret;
}

/**
 * sl_check_job_lacks_secret:
 * @self: a job
 *
 * Returns: whether no secret could be had for the sign-in
 */
gboolean
sl_check_job_lacks_secret (SlCheckJob *self)
{
  g_return_val_if_fail (SL_IS_CHECK_JOB (self), FALSE);

  return self->lacks_secret;
}

/**
 * sl_check_job_got_no_answer:
 * @self: a job
 *
 * Returns: whether the store of secrets did not answer in time, so that asking again may help
 */
gboolean
sl_check_job_got_no_answer (SlCheckJob *self)
{
  g_return_val_if_fail (SL_IS_CHECK_JOB (self), FALSE);

  return self->got_no_answer;
}

/**
 * sl_check_job_has_changed_secret:
 * @self: a job
 *
 * Returns: whether the secret is another one than the one that worked last
 */
gboolean
sl_check_job_has_changed_secret (SlCheckJob *self)
{
  g_return_val_if_fail (SL_IS_CHECK_JOB (self), FALSE);

  return self->changed_secret;
}

/**
 * sl_check_job_get_answer:
 * @self: a job
 *
 * Returns: what the budget said to the sign-in
 */
SlBudgetAnswer
sl_check_job_get_answer (SlCheckJob *self)
{
  g_return_val_if_fail (SL_IS_CHECK_JOB (self), SL_BUDGET_NO_RECORD);

  return self->answer;
}

/**
 * sl_check_job_get_results:
 * @self: a job
 *
 * Returns: (transfer none) (element-type SlCheckResult): what was found so far
 */
GPtrArray *
sl_check_job_get_results (SlCheckJob *self)
{
  g_return_val_if_fail (SL_IS_CHECK_JOB (self), NULL);

  return self->results;
}
