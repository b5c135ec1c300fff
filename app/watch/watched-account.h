/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account.h"
#include "history.h"
#include "provider.h"
#include "tracker.h"
#include "usual-times.h"

/**
 * SlWatchedAccount:
 * @account: as in the plan
 * @provider: (nullable): what it depends on
 * @tracker: its state
 * @checks: (element-type SlCheckResult): its newest results, newest last; sign-ins and doors are
 *   bounded apart, so that doors never push out the last word about the secret
 * @usual: what its checks usually take
 * @last_address: (nullable): where its server last answered
 * @last_success: when a sign-in last worked, Unix seconds, 0 if never
 * @secret_changed: the secret is another one than the one that worked last
 * @refused: the present secret was refused and waits for a new one
 * @resting: an earlier attempt with the secret had no result, so it is not tried for some hours
 * @secret_missing: sign-in is configured, but no secret could be had
 * @keyring_silent: the newest lookup of the secret got no answer in time
 * @renewed: the user gave a new secret while a check was under way
 * @door_failed: the newest knock at a door failed
 * @force: the user allowed one more attempt with a refused secret
 *
 * Everything the engine remembers of one account while it runs. Owned by the watcher.
 */
typedef struct
{
  SlAccount  *account;
  SlProvider *provider;
  SlTracker  *tracker;
  GPtrArray  *checks;
  SlUsualTimes *usual;
  char       *last_address;
  gint64      last_success;
  gboolean    secret_changed;
  gboolean    refused;
  gboolean    resting;
  gboolean    secret_missing;
  gboolean    keyring_silent;
  gboolean    renewed;
  gboolean    door_failed;
  gboolean    force;
} SlWatchedAccount;

SlWatchedAccount *sl_watched_account_new (const SlAccount *account,
                                          SlProvider      *provider,
                                          SlHistory       *history,
                                          gint64           now);
void              sl_watched_account_free (SlWatchedAccount *watched);
gboolean          sl_watched_account_update (SlWatchedAccount *watched,
                                             const SlAccount  *account,
                                             SlProvider       *provider);
const char       *sl_watched_account_get_provider_id (const SlWatchedAccount *watched);
SlServer         *sl_watched_account_get_signin_server (const SlWatchedAccount *watched);
GPtrArray        *sl_watched_account_list_doors (const SlWatchedAccount *watched);
void              sl_watched_account_add_result (SlWatchedAccount *watched, SlCheckResult *result);
SlCheckResult    *sl_watched_account_find_newest (const SlWatchedAccount *watched, SlCheckKind kind);
gint64            sl_watched_account_get_failing_since (const SlWatchedAccount *watched);
int               sl_watched_account_get_usual_total_ms (const SlWatchedAccount *watched);
gboolean          sl_watched_account_was_refused_since (const SlWatchedAccount *watched, gint64 since);
