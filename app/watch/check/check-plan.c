/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "check-plan.h"

/* After a refused sign-in servers answer late on purpose (Dovecot up to 15 s, and for some time).
 */
#define PENALTY_SECONDS 60

static void
add_check (SlCheckJob *job, const SlWatchedAccount *watched, SlServer *server, SlCheckKind kind)
{
  SlCheckTerms terms = { .pin = sl_account_find_pin (watched->account, server->host) };

  terms.after_refusal = sl_watched_account_was_refused_since (watched, sl_check_job_get_now (job)
                                                                           - PENALTY_SECONDS);
  sl_usual_times_read (watched->usual, kind, server->protocol, terms.usual_ms);
  sl_check_job_add (job, server, kind, &terms);
}

/**
 * sl_check_plan_fill:
 * @job: an empty job of the account
 * @watched: the account
 * @duties: what is due, bits of 1 << SlDuty
 *
 * Puts into a job what is due: the other servers' doors first, the sign-in last, so that the newest
 * result is the one that says most. A sign-in opens its own door, so that door is not knocked at.
 */
void
sl_check_plan_fill (SlCheckJob *job, const SlWatchedAccount *watched, guint duties)
{
  SlServer *signin = sl_watched_account_get_signin_server (watched);
  g_autoptr (GPtrArray) doors = sl_watched_account_list_doors (watched);
  gboolean signs_in = signin != NULL && (duties & SL_DUTY_BIT (SL_DUTY_SIGNIN)) != 0;

  for (guint i = 0; (duties & SL_DUTY_BIT (SL_DUTY_DOOR)) != 0 && i < doors->len; i++)
    {
      if (!signs_in || doors->pdata[i] != signin)
        add_check (job, watched, doors->pdata[i], SL_CHECK_KIND_DOOR);
    }
  if (signs_in)
    add_check (job, watched, signin, SL_CHECK_KIND_SIGNIN);
}

/* What a result says of the door: a sign-in that failed behind it found it open. */
static SlOutcome
door_outcome (const SlCheckResult *result)
{
  const SlOutcomeInfo *info = sl_outcome_get_info (result->outcome);

  if (result->kind == SL_CHECK_KIND_DOOR || info->door || info->cause == SL_CAUSE_THROTTLED
      || result->outcome == SL_OUTCOME_CANCELLED || result->stage < SL_STAGE_AUTHENTICATION)
    return result->outcome;
  return SL_OUTCOME_OK;
}

/* The doors come due together: the worst of them decides, and the longest wait. */
static void
report_doors (SlCheckJob *job, SlWatchedAccount *watched, SlScheduler *scheduler)
{
  GPtrArray *results = sl_check_job_get_results (job);
  SlOutcome  worst = SL_OUTCOME_OK;
  guint      wait_seconds = 0;

  if (results->len == 0)
    return;
  for (guint i = 0; i < results->len; i++)
    {
      const SlCheckResult *result = results->pdata[i];
      SlOutcome            outcome = door_outcome (result);

      if (!sl_outcome_is_good (outcome))
        worst = outcome;
      wait_seconds = MAX (wait_seconds, result->retry_after_seconds);
    }
  sl_scheduler_report (scheduler, watched->account->id, SL_DUTY_DOOR, worst, wait_seconds);
  if (worst == SL_OUTCOME_CANCELLED)
    return;
  if (watched->door_failed && sl_outcome_is_good (worst))
    sl_scheduler_tell_good_news (scheduler, watched->account->id, SL_DUTY_SIGNIN, FALSE);
  watched->door_failed = !sl_outcome_is_good (worst);
}

static const SlCheckResult *
find_signin (SlCheckJob *job)
{
  GPtrArray *results = sl_check_job_get_results (job);

  for (guint i = 0; i < results->len; i++)
    {
      if (((SlCheckResult *) results->pdata[i])->kind == SL_CHECK_KIND_SIGNIN)
        return results->pdata[i];
    }
  return NULL;
}

/* The budget remembers a refusal that the history has lost: the diagnosis must know it, too. */
static void
recall_refusal (SlWatchedAccount *watched, SlScheduler *scheduler, gint64 now)
{
  SlCheckResult *newest = sl_watched_account_find_newest (watched, SL_CHECK_KIND_SIGNIN);
  SlOutcome      outcome = SL_OUTCOME_AUTH_REJECTED;
  SlServer      *server = sl_watched_account_get_signin_server (watched);

  watched->refused = TRUE;
  if (newest != NULL && sl_outcome_get_info (newest->outcome)->refused)
    {
      outcome = newest->outcome;
    }
  else if (server != NULL)
    {
      g_autoptr (SlCheckResult) refusal = sl_check_result_new (
          SL_CHECK_KIND_SIGNIN, server->protocol, outcome, SL_STAGE_AUTHENTICATION);

      refusal->time = now;
      sl_watched_account_add_result (watched, refusal);
    }
  sl_scheduler_report (scheduler, watched->account->id, SL_DUTY_SIGNIN, outcome, 0);
}

static void
report_signin (SlWatchedAccount *watched, SlScheduler *scheduler, const SlCheckResult *signin)
{
  if (signin->outcome != SL_OUTCOME_CANCELLED)
    watched->refused = sl_outcome_get_info (signin->outcome)->refused;
  sl_scheduler_report (scheduler, watched->account->id, SL_DUTY_SIGNIN, signin->outcome,
                       signin->retry_after_seconds);
}

/* A store of secrets that did not answer may have lost one question: it is asked again soon, and then
 * as often as the doors are knocked at. */
static void
ask_store_again (SlWatchedAccount          *watched,
                 SlScheduler               *scheduler,
                 const SlScheduleIntervals *intervals)
{
  guint delay_ms = watched->keyring_silent ? intervals->door_ms : intervals->confirm_ms;

  watched->keyring_silent = TRUE;
  sl_scheduler_defer (scheduler, watched->account->id, SL_DUTY_SIGNIN, delay_ms);
}

/**
 * sl_check_plan_settle:
 * @job: a finished job
 * @watched: its account
 * @scheduler: learns what was done, and plans the next turn
 * @intervals: how often things happen
 * @budget: says when a sign-in is possible again
 * @now: Unix seconds
 *
 * Draws the conclusions of a job for what comes next.
 */
void
sl_check_plan_settle (SlCheckJob                *job,
                      SlWatchedAccount          *watched,
                      SlScheduler               *scheduler,
                      const SlScheduleIntervals *intervals,
                      SlBudget                  *budget,
                      gint64                     now)
{
  const SlCheckResult *signin = find_signin (job);
  const char          *id = watched->account->id;
  gint64               allowed_at;

  report_doors (job, watched, scheduler);
  if (!sl_check_job_wanted_secret (job))
    return;

  watched->secret_missing = sl_check_job_lacks_secret (job);
  watched->resting = sl_check_job_get_answer (job) == SL_BUDGET_RESTING;
  if (!watched->secret_missing && (signin == NULL || !sl_outcome_is_good (signin->outcome)))
    watched->secret_changed = sl_check_job_has_changed_secret (job);
  if (sl_check_job_got_no_answer (job))
    {
      ask_store_again (watched, scheduler, intervals);
      return;
    }
  watched->keyring_silent = FALSE;
  if (signin != NULL)
    {
      report_signin (watched, scheduler, signin);
      return;
    }
  if (sl_check_job_get_answer (job) == SL_BUDGET_REFUSED)
    {
      recall_refusal (watched, scheduler, now);
      return;
    }
  allowed_at = sl_budget_get_allowed_at (budget, id, now);
  sl_scheduler_defer (scheduler, id, SL_DUTY_SIGNIN,
                      MAX ((allowed_at - now) * 1000, (gint64) intervals->signin_ms));
}
