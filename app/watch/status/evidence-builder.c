/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "evidence-builder.h"

#include "baseline.h"

static gboolean
takes_only_app_passwords (const SlProvider *provider)
{
  return provider != NULL && provider->signin != NULL
         && g_strv_contains ((const char *const *) provider->signin, "app-password")
         && !g_strv_contains ((const char *const *) provider->signin, "password");
}

static void
name_account (SlEvidence *evidence, const SlWatchedAccount *watched)
{
  SlServer *signin = sl_watched_account_get_signin_server (watched);
  g_autoptr (GPtrArray) doors = sl_watched_account_list_doors (watched);
  const SlServer *server = signin != NULL || doors->len == 0 ? signin : doors->pdata[0];

  evidence->account_name = g_strdup (watched->account->name);
  evidence->address = g_strdup (watched->account->address);
  evidence->provider = g_strdup (sl_watched_account_get_provider_id (watched));
  evidence->provider_name = watched->provider != NULL ? g_strdup (watched->provider->name) : NULL;
  evidence->host = server != NULL ? g_strdup (server->host) : NULL;
  evidence->app_password_only = takes_only_app_passwords (watched->provider);
  evidence->sign_in = sl_account_get_sign_in_kind (watched->account);
  evidence->signin_configured = signin != NULL && !watched->secret_missing;
}

static void
add_checks (SlEvidence *evidence, const SlWatchedAccount *watched, gboolean only_good)
{
  for (guint i = 0; i < watched->checks->len; i++)
    {
      SlCheckResult *result = watched->checks->pdata[i];

      if (!only_good || sl_outcome_is_good (result->outcome))
        sl_evidence_add_check (evidence, result);
    }
}

static void
add_other (SlEvidence *evidence, const SlWatchedAccount *other, SlCheckKind kind)
{
  const SlCheckResult *result = sl_watched_account_find_newest (other, kind);

  if (result != NULL)
    sl_evidence_add_other (evidence, sl_watched_account_get_provider_id (other), result->outcome,
                           result->time);
}

static gboolean
is_same_provider (const SlWatchedAccount *first, const SlWatchedAccount *second)
{
  const char *one = sl_watched_account_get_provider_id (first);
  const char *other = sl_watched_account_get_provider_id (second);

  return one == NULL || other == NULL || g_str_equal (one, other);
}

static void
weigh_result (SlBaselineFacts *facts, const SlCheckResult *result)
{
  if (result == NULL)
    return;
  if (sl_baseline_is_answer (result->outcome))
    facts->reached = MAX (facts->reached, result->time);
  else if (sl_baseline_is_silence (result->outcome))
    facts->failed = MAX (facts->failed, result->time);
}

static SlBaseline
judge_baseline (const SlWatchedAccount *watched, const SlEvidenceSources *sources)
{
  SlBaselineFacts facts = { .now = sources->now };

  facts.failing_since = sl_watched_account_get_failing_since (watched);
  sl_feed_watcher_get_contact (sources->feeds, &facts.reached, &facts.failed);
  sl_line_probe_get_contact (sources->line, &facts.reached, &facts.failed);
  for (guint i = 0; i < sources->accounts->len; i++)
    {
      const SlWatchedAccount *other = sources->accounts->pdata[i];

      if (other == watched || is_same_provider (watched, other))
        continue;
      weigh_result (&facts, sl_watched_account_find_newest (other, SL_CHECK_KIND_SIGNIN));
      weigh_result (&facts, sl_watched_account_find_newest (other, SL_CHECK_KIND_DOOR));
    }
  /* What answered before the desktop began to doubt the line proves nothing. */
  if (sources->connectivity != SL_CONNECTIVITY_FULL
      && sources->connectivity != SL_CONNECTIVITY_UNKNOWN)
    facts.failing_since = MAX (facts.failing_since, sources->connectivity_since);
  return sl_baseline_judge (&facts);
}

static void
add_surroundings (SlEvidence              *evidence,
                  const SlWatchedAccount  *watched,
                  const SlEvidenceSources *sources)
{
  evidence->baseline = judge_baseline (watched, sources);
  evidence->identity = sl_identity_watcher_judge (sources->identity, watched->provider,
                                                  evidence->baseline == SL_BASELINE_REACHABLE);
  sl_feed_watcher_add_evidence (sources->feeds, evidence->provider, evidence);
  for (guint i = 0; i < sources->accounts->len; i++)
    {
      const SlWatchedAccount *other = sources->accounts->pdata[i];

      if (other == watched)
        continue;
      add_other (evidence, other, SL_CHECK_KIND_SIGNIN);
      add_other (evidence, other, SL_CHECK_KIND_DOOR);
    }
}

/**
 * sl_evidence_build:
 * @watched: an account
 * @sources: everything else that is known
 *
 * Collects what the diagnosis may look at. Without any route nothing of what was found before
 * counts but that mail once worked: what fails then, fails for that reason.
 *
 * Returns: (transfer full): the evidence
 */
SlEvidence *
sl_evidence_build (const SlWatchedAccount *watched, const SlEvidenceSources *sources)
{
  SlEvidence *evidence = sl_evidence_new ();
  gboolean    cut_off = sources->connectivity == SL_CONNECTIVITY_LOCAL;

  evidence->now = sources->now;
  evidence->connectivity = sources->connectivity;
  evidence->identity = SL_IDENTITY_UNKNOWN;
  evidence->last_success = watched->last_success;
  evidence->secret_changed = watched->secret_changed;
  evidence->previous_state = sl_tracker_get_state (watched->tracker);
  evidence->state_since = sl_tracker_get_since (watched->tracker);
  evidence->usual_total_ms = sl_watched_account_get_usual_total_ms (watched);
  evidence->last_address = g_strdup (watched->last_address);
  name_account (evidence, watched);
  add_checks (evidence, watched, cut_off);
  if (cut_off)
    evidence->baseline = SL_BASELINE_UNREACHABLE;
  else
    add_surroundings (evidence, watched, sources);
  return evidence;
}
