/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "watcher-private.h"

#include "check-plan.h"
#include "diagnosis.h"
#include "evidence-builder.h"
#include "quiet-hours.h"

#include <malloc.h>
#include <string.h>

#define IDENTITY_SECONDS (60 * 60) /* a refusal is explained by what fails in the same hour */

static gboolean
is_quiet (SlWatcher *self)
{
  return sl_pause_get_until (self->pause) != 0
         || sl_clock_get_steady_ms (self->seams.clock) < self->woke_quiet_until_ms
         || sl_quiet_hours_contain (self->quiet_from_minute, self->quiet_to_minute,
                                    sl_watcher_get_now (self));
}

static gboolean
is_feed_urgent (SlWatcher *self, const char *url)
{
  if (sl_feed_watcher_has_trouble (self->feeds, url))
    return TRUE;
  for (guint i = 0; i < self->accounts->len; i++)
    {
      const SlWatchedAccount *watched = self->accounts->pdata[i];
      SlState                 state = sl_tracker_get_state (watched->tracker);

      if (state >= SL_STATE_DEGRADED
          && sl_feed_watcher_serves (self->feeds, url,
                                     sl_watched_account_get_provider_id (watched)))
        return TRUE;
    }
  return FALSE;
}

/* Whether people may need another way to talk now. What waits for the user, such as a new password,
 * may wait for days. */
static gboolean
are_channels_needed (SlWatcher *self)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      const SlWatchedAccount *watched = self->accounts->pdata[i];
      SlState                 state = sl_tracker_get_state (watched->tracker);

      if (state == SL_STATE_DEGRADED || state == SL_STATE_OUTAGE)
        return TRUE;
    }
  return FALSE;
}

/**
 * sl_watcher_pace_feeds:
 * @self: a watcher
 *
 * Reads the page of an account that is in trouble more often, and those that only channels need
 * seldom until somebody needs a channel.
 */
void
sl_watcher_pace_feeds (SlWatcher *self)
{
  g_autoptr (GPtrArray) urls = sl_feed_watcher_list_urls (self->feeds);
  SlFeedPace channel_pace = are_channels_needed (self) ? SL_FEED_PACE_USUAL : SL_FEED_PACE_CHANNEL;

  for (guint i = 0; i < urls->len; i++)
    {
      const char      *url = urls->pdata[i];
      g_autofree char *key = sl_watcher_make_feed_key (url);
      SlFeedPace       pace = channel_pace;

      if (sl_feed_watcher_serves_account (self->feeds, url))
        pace = is_feed_urgent (self, url) ? SL_FEED_PACE_INCIDENT : SL_FEED_PACE_USUAL;
      sl_scheduler_set_pace (self->scheduler, key, pace);
    }
}

static SlTransition *
take_verdict (SlWatcher *self, SlWatchedAccount *watched, SlVerdict *verdict)
{
  const char    *provider_id = sl_watched_account_get_provider_id (watched);
  SlTrackerFacts facts = {
    .now = sl_watcher_get_now (self),
    .account_name = watched->account->name,
    .provider = provider_id,
    .important = watched->account->important,
    .quiet = is_quiet (self),
    .provider_posted = sl_feed_watcher_get_admitted (self->feeds, provider_id),
  };

  return sl_tracker_take (watched->tracker, verdict, &facts);
}

/* Nothing answers, and nobody has told yet whether it is the user's own line. */
static gboolean
must_ask_for_line (const SlWatchedAccount *watched, const SlEvidence *evidence)
{
  const SlCheckResult *newest
      = evidence->checks->len > 0 ? evidence->checks->pdata[evidence->checks->len - 1] : NULL;

  return evidence->baseline == SL_BASELINE_UNKNOWN && newest != NULL
         && sl_watched_account_get_failing_since (watched) != 0
         && (sl_outcome_get_info (newest->outcome)->door || newest->outcome == SL_OUTCOME_TIMEOUT);
}

/* The server refused, or cannot sign in: is it the whole identity service? A refused secret is not
 * tried again, so the question is not asked for ever. */
static gboolean
must_ask_for_identity (SlWatcher *self, const SlWatchedAccount *watched)
{
  const SlCheckResult *newest = sl_watched_account_find_newest (watched, SL_CHECK_KIND_SIGNIN);

  if (!self->started || sl_pause_get_until (self->pause) != 0
      || self->connectivity == SL_CONNECTIVITY_LOCAL)
    return FALSE;
  if (newest == NULL || sl_outcome_is_good (newest->outcome)
      || sl_outcome_get_info (newest->outcome)->door)
    return FALSE;
  return sl_tracker_get_state (watched->tracker) == SL_STATE_OUTAGE
         || ABS (sl_watcher_get_now (self) - newest->time) <= IDENTITY_SECONDS;
}

/* Nobody is sent to change a password while the answer that may clear it is under way. */
static gboolean
is_too_early (SlWatcher *self, const SlWatchedAccount *watched, const SlVerdict *verdict)
{
  return verdict->state == SL_STATE_ACTION_NEEDED && verdict->cause == SL_CAUSE_CREDENTIAL
         && sl_tracker_get_state (watched->tracker) != SL_STATE_ACTION_NEEDED
         && sl_identity_watcher_is_asking (self->identity, watched->provider);
}

static void
judge (SlWatcher *self, SlWatchedAccount *watched)
{
  SlEvidenceSources sources = { sl_watcher_get_now (self),
                                self->connectivity,
                                self->connectivity_since,
                                self->accounts,
                                self->feeds,
                                self->line,
                                self->identity };
  g_autoptr (SlEvidence) evidence = sl_evidence_build (watched, &sources);
  g_autoptr (SlVerdict) verdict = sl_diagnose (evidence);
  g_autoptr (SlTransition) transition = NULL;
  g_autofree char *id = g_strdup (watched->account->id);

  if (must_ask_for_identity (self, watched))
    sl_identity_watcher_ask (self->identity, watched->provider);
  if (is_too_early (self, watched, verdict))
    {
      sl_watcher_emit_changed (self, id);
      return;
    }
  transition = take_verdict (self, watched, verdict);
  sl_scheduler_set_confirm (self->scheduler, id, verdict->pending);
  if (must_ask_for_line (watched, evidence))
    sl_line_probe_ask (self->line, evidence->host);
  if (transition != NULL)
    sl_watcher_pace_feeds (self);
  sl_watcher_emit_changed (self, id);
  if (transition != NULL)
    sl_watcher_emit_transition (self, transition);
}

/**
 * sl_watcher_judge_all:
 * @self: a watcher
 *
 * Looks at all accounts anew, because something changed that concerns them all. A listener may
 * change the plan, so the accounts are looked up one by one.
 */
void
sl_watcher_judge_all (SlWatcher *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->accounts->len; i++)
    g_ptr_array_add (ids, g_strdup (((SlWatchedAccount *) self->accounts->pdata[i])->account->id));
  for (guint i = 0; i < ids->len; i++)
    {
      SlWatchedAccount *watched = sl_watcher_find_account (self, ids->pdata[i]);

      if (watched != NULL)
        judge (self, watched);
    }
}

/**
 * sl_watcher_hurry_feeds:
 * @self: a watcher
 * @watched: an account that fails, or that the user asks about
 *
 * Reads its provider's feeds now: that helps to tell whose fault a failure is, and shows whether
 * the line works. Those of the channels too, because one of them may be needed in a minute.
 */
void
sl_watcher_hurry_feeds (SlWatcher *self, const SlWatchedAccount *watched)
{
  g_autoptr (GPtrArray) urls = sl_feed_watcher_list_urls (self->feeds);

  for (guint i = 0; i < urls->len; i++)
    {
      g_autofree char *key = sl_watcher_make_feed_key (urls->pdata[i]);

      if (sl_feed_watcher_serves (self->feeds, urls->pdata[i],
                                  sl_watched_account_get_provider_id (watched))
          || !sl_feed_watcher_serves_account (self->feeds, urls->pdata[i]))
        sl_scheduler_tell_good_news (self->scheduler, key, SL_DUTY_FEED, FALSE);
    }
}

static void
on_result (SlCheckJob *job, SlCheckResult *result, gpointer user_data)
{
  SlWatcher        *self = SL_WATCHER (user_data);
  SlWatchedAccount *watched = sl_watcher_find_account (self, sl_check_job_get_account_id (job));

  if (watched == NULL || result->outcome == SL_OUTCOME_CANCELLED)
    return;
  sl_history_add_check (self->history, watched->account->id, result);
  if (!sl_outcome_is_good (result->outcome) && sl_watched_account_get_failing_since (watched) == 0)
    sl_watcher_hurry_feeds (self, watched);
  sl_watched_account_add_result (watched, result);
  judge (self, watched);
}

static void
on_job_finished (SlCheckJob *job, gpointer user_data)
{
  SlWatcher        *self = SL_WATCHER (user_data);
  SlWatchedAccount *watched = sl_watcher_find_account (self, sl_check_job_get_account_id (job));

  g_signal_handlers_disconnect_by_data (job, self);
  if (watched == NULL)
    return;
  if (sl_check_job_is_cancelled (job))
    {
      sl_scheduler_abandon (self->scheduler, watched->account->id);
    }
  else
    {
      sl_check_plan_settle (job, watched, self->scheduler, &self->intervals, self->tools.budget,
                            sl_watcher_get_now (self));
      sl_scheduler_release (self->scheduler, watched->account->id);
    }
  if (watched->renewed)
    sl_scheduler_tell_secret_changed (self->scheduler, watched->account->id);
  watched->renewed = FALSE;
  judge (self, watched);
}

static void
run_duties (SlWatcher *self, SlWatchedAccount *watched, guint duties)
{
  g_autoptr (SlCheckJob) job
      = sl_check_job_new (&self->tools, watched->account->id, watched->force);

  watched->force = FALSE;
  sl_check_plan_fill (job, watched, duties);
  g_signal_connect (job, "result", G_CALLBACK (on_result), self);
  g_signal_connect (job, "finished", G_CALLBACK (on_job_finished), self);
  sl_runner_run (self->runner, job);
  sl_watcher_emit_changed (self, sl_check_job_get_account_id (job));
}

static void
on_due (SlScheduler *scheduler, const char *key, guint duties, gpointer user_data)
{
  SlWatcher        *self = SL_WATCHER (user_data);
  SlWatchedAccount *watched = sl_watcher_find_account (self, key);

  if (g_str_has_prefix (key, SL_FEED_KEY_PREFIX))
    sl_feed_watcher_fetch (self->feeds, key + strlen (SL_FEED_KEY_PREFIX));
  else if (watched != NULL)
    run_duties (self, watched, duties);
}

static gboolean
on_trim (gpointer user_data)
{
  SlWatcher *self = SL_WATCHER (user_data);

  self->trim_id = 0;
  malloc_trim (0);
  return G_SOURCE_REMOVE;
}

/* The service idles for minutes: what the checks needed goes back to the system. */
static void
trim_when_idle (SlWatcher *self)
{
  if (self->trim_id == 0 && !sl_runner_is_busy (self->runner, NULL)
      && !sl_feed_watcher_is_busy (self->feeds))
    self->trim_id = g_idle_add_full (G_PRIORITY_LOW, on_trim, self, NULL);
}

static void
on_runner_idle (SlRunner *runner, gpointer user_data)
{
  trim_when_idle (SL_WATCHER (user_data));
}

static void
tell_feed_recovered (SlWatcher *self, const char *url)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      const SlWatchedAccount *watched = self->accounts->pdata[i];

      if (sl_feed_watcher_serves (self->feeds, url, sl_watched_account_get_provider_id (watched)))
        sl_scheduler_tell_good_news (self->scheduler, watched->account->id, SL_DUTY_SIGNIN, TRUE);
    }
}

static void
on_feed_read (SlFeedWatcher *feeds,
              const char    *url,
              SlOutcome      outcome,
              guint          retry_after_seconds,
              gboolean       recovered,
              gpointer       user_data)
{
  SlWatcher       *self = SL_WATCHER (user_data);
  g_autofree char *key = sl_watcher_make_feed_key (url);

  if (self->seams.feed.take_received_bytes != NULL)
    sl_watcher_add_feed_bytes (self, self->seams.feed.take_received_bytes (self->seams.feed.data));
  sl_scheduler_report (self->scheduler, key, SL_DUTY_FEED, outcome, retry_after_seconds);
  sl_watcher_pace_feeds (self);
  if (recovered)
    tell_feed_recovered (self, url);
  sl_watcher_judge_all (self);
  /* No verdict is new, but another channel may be suggested. */
  if (!sl_feed_watcher_serves_account (self->feeds, url))
    sl_watcher_emit_changed (self, "");
  trim_when_idle (self);
}

static void
on_line_probed (SlLineProbe *line, gpointer user_data)
{
  sl_watcher_judge_all (SL_WATCHER (user_data));
  trim_when_idle (SL_WATCHER (user_data));
}

static void
on_identity_answered (SlIdentityWatcher *identity, gpointer user_data)
{
  sl_watcher_judge_all (SL_WATCHER (user_data));
  trim_when_idle (SL_WATCHER (user_data));
}

/**
 * sl_watcher_connect_parts:
 * @self: a watcher whose parts are made
 *
 * From now on what is due is done, and what is found is judged.
 */
void
sl_watcher_connect_parts (SlWatcher *self)
{
  g_signal_connect (self->scheduler, "due", G_CALLBACK (on_due), self);
  g_signal_connect (self->runner, "idle", G_CALLBACK (on_runner_idle), self);
  g_signal_connect (self->feeds, "read", G_CALLBACK (on_feed_read), self);
  g_signal_connect (self->line, "over", G_CALLBACK (on_line_probed), self);
  g_signal_connect (self->identity, "over", G_CALLBACK (on_identity_answered), self);
}
