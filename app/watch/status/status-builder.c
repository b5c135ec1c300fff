/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "status-builder.h"

static SlCheckResult *
ref_newest (const SlWatchedAccount *watched, SlCheckKind kind)
{
  SlCheckResult *result = sl_watched_account_find_newest (watched, kind);

  return result != NULL ? sl_check_result_ref (result) : NULL;
}

/**
 * sl_status_build:
 * @watched: an account
 * @sources: what else there is to say
 *
 * Returns: (transfer full): a snapshot of the account for tray, D-Bus, window and command line
 */
SlAccountStatus *
sl_status_build (const SlWatchedAccount *watched, const SlStatusSources *sources)
{
  SlVerdict *verdict
      = sources->paused != NULL ? sources->paused : sl_tracker_get_verdict (watched->tracker);
  SlAccountStatus *status
      = sl_account_status_new (watched->account->id, watched->account->name, verdict);
  const char *provider_id = sl_watched_account_get_provider_id (watched);

  status->provider = g_strdup (provider_id);
  status->provider_name = watched->provider != NULL ? g_strdup (watched->provider->name) : NULL;
  status->managed_by = g_strdup (watched->account->managed_by);
  status->since = sl_tracker_get_since (watched->tracker);
  status->checking = sources->checking;
  status->last_signin = ref_newest (watched, SL_CHECK_KIND_SIGNIN);
  status->last_door = ref_newest (watched, SL_CHECK_KIND_DOOR);
  status->last_success = watched->last_success;
  status->next_check = sources->next_check;
  status->refused = watched->refused;
  status->sign_in = sl_account_get_sign_in_kind (watched->account);
  if (sl_watched_account_get_signin_server (watched) != NULL && !watched->secret_missing
      && !watched->refused)
    status->signin_interval_seconds = sources->signin_interval_seconds;
  status->secret_missing = watched->secret_missing;
  status->muted_until = sl_tracker_get_muted_until (watched->tracker, sources->now);
  sl_feed_watcher_add_status (sources->feeds, provider_id, status->feeds);
  return status;
}
