/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "watched-account.h"

/* Enough for the diagnosis to see a streak and for a median; small enough to keep for 64 accounts.
 */
#define MAX_CHECKS_OF_A_KIND 24
/* What was found longer ago than this before a restart is no evidence any more. */
#define FRESH_SECONDS (60 * 60)
/* What is usual is learnt from the last two weeks, or from so many checks. */
#define USUAL_SECONDS (14 * 24 * 60 * 60)
#define USUAL_CHECKS 1000

static void
learn (SlWatchedAccount *watched, const SlCheckResult *result)
{
  sl_usual_times_add (watched->usual, result);
  if (result->address == NULL)
    return;
  g_free (watched->last_address);
  watched->last_address = g_strdup (result->address);
}

static void
restore_usual (SlWatchedAccount *watched, SlHistory *history, gint64 now)
{
  g_autoptr (GPtrArray) past
      = sl_history_list_checks (history, watched->account->id, now - USUAL_SECONDS, USUAL_CHECKS);

  for (guint i = 0; i < past->len; i++)
    learn (watched, past->pdata[i]);
}

static void
restore_checks (SlWatchedAccount *watched, SlHistory *history, gint64 now)
{
  const char *id = watched->account->id;
  g_autoptr (SlCheckResult) signin = sl_history_find_last_signin (history, id);
  g_autoptr (GPtrArray) recent
      = sl_history_list_checks (history, id, now - FRESH_SECONDS, 2 * MAX_CHECKS_OF_A_KIND);

  /* A refusal stands until there is a new secret, however long ago it was. */
  if (signin != NULL && signin->time < now - FRESH_SECONDS
      && sl_outcome_get_info (signin->outcome)->refused)
    sl_watched_account_add_result (watched, signin);
  for (guint i = 0; i < recent->len; i++)
    sl_watched_account_add_result (watched, recent->pdata[i]);
}

/**
 * sl_watched_account_new:
 * @account: an account of the plan
 * @provider: (nullable): what it depends on
 * @history: where its past is
 * @now: Unix seconds
 *
 * Returns: (transfer full): the account with what is known of it from before
 */
SlWatchedAccount *
sl_watched_account_new (const SlAccount *account,
                        SlProvider      *provider,
                        SlHistory       *history,
                        gint64           now)
{
  SlWatchedAccount *watched = g_new0 (SlWatchedAccount, 1);

  watched->account = sl_account_copy (account);
  watched->provider = provider != NULL ? sl_provider_ref (provider) : NULL;
  watched->tracker = sl_tracker_new (account->id, history);
  watched->checks = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_check_result_unref);
  watched->last_success = sl_history_get_last_success (history, account->id);
  watched->usual = sl_usual_times_new ();
  restore_checks (watched, history, now);
  sl_usual_times_free (watched->usual);
  watched->usual = sl_usual_times_new ();
  restore_usual (watched, history, now);
  return watched;
}

/**
 * sl_watched_account_free:
 * @watched: (transfer full): a watched account
 */
void
sl_watched_account_free (SlWatchedAccount *watched)
{
  sl_account_free (watched->account);
  g_clear_pointer (&watched->provider, sl_provider_unref);
  sl_tracker_free (watched->tracker);
  g_ptr_array_unref (watched->checks);
  sl_usual_times_free (watched->usual);
  g_free (watched->last_address);
  g_free (watched);
}

static gboolean
have_same_servers (const SlAccount *first, const SlAccount *second)
{
  if (first->servers->len != second->servers->len)
    return FALSE;
  for (guint i = 0; i < first->servers->len; i++)
    {
      const SlServer  *one = first->servers->pdata[i];
      const SlServer  *other = second->servers->pdata[i];
      g_autofree char *one_uri = sl_server_to_uri (one);
      g_autofree char *other_uri = sl_server_to_uri (other);

      if (!g_str_equal (one_uri, other_uri))
        return FALSE;
    }
  return TRUE;
}

static gboolean
have_same_pins (const SlAccount *first, const SlAccount *second)
{
  if (first->pins->len != second->pins->len)
    return FALSE;
  for (guint i = 0; i < first->pins->len; i++)
    {
      const SlPin *one = first->pins->pdata[i];
      const SlPin *other = sl_account_find_pin (second, one->host);

      if (other == NULL || !g_str_equal (one->key, other->key))
        return FALSE;
    }
  return TRUE;
}

/**
 * sl_watched_account_update:
 * @watched: a watched account
 * @account: the same account in a new plan
 * @provider: (nullable): what it depends on now
 *
 * Takes over a new name, provider, servers, accepted keys or sign-in. What was found of other
 * servers, or with another sign-in, is forgotten.
 *
 * Returns: whether these are others, so that everything is to be checked anew
 */
gboolean
sl_watched_account_update (SlWatchedAccount *watched,
                           const SlAccount  *account,
                           SlProvider       *provider)
{
  gboolean same = have_same_servers (watched->account, account)
                  && sl_sign_in_equal (watched->account->sign_in, account->sign_in)
                  && have_same_pins (watched->account, account)
                  && (account->servers->len > 0 || watched->provider == provider);

  sl_account_free (watched->account);
  watched->account = sl_account_copy (account);
  if (provider != NULL)
    sl_provider_ref (provider);
  g_clear_pointer (&watched->provider, sl_provider_unref);
  watched->provider = provider;
  if (same)
    return FALSE;
  g_ptr_array_set_size (watched->checks, 0);
  sl_usual_times_free (watched->usual);
  watched->usual = sl_usual_times_new ();
  g_clear_pointer (&watched->last_address, g_free);
  watched->refused = FALSE;
  watched->resting = FALSE;
  watched->secret_missing = FALSE;
  return TRUE;
}

/**
 * sl_watched_account_get_provider_id:
 * @watched: a watched account
 *
 * Returns: (transfer none) (nullable): id of the provider it depends on
 */
const char *
sl_watched_account_get_provider_id (const SlWatchedAccount *watched)
{
  return watched->provider != NULL ? watched->provider->id : watched->account->provider;
}

/**
 * sl_watched_account_get_signin_server:
 * @watched: a watched account
 *
 * Returns: (transfer none) (nullable): where it signs in
 */
SlServer *
sl_watched_account_get_signin_server (const SlWatchedAccount *watched)
{
  return sl_account_get_signin_server (watched->account);
}

/**
 * sl_watched_account_list_doors:
 * @watched: a watched account
 *
 * Returns: (transfer container) (element-type SlServer): the servers to knock at: the
 * account's own, or its provider's if it is watched without an account
 */
GPtrArray *
sl_watched_account_list_doors (const SlWatchedAccount *watched)
{
  GPtrArray *doors = g_ptr_array_new ();
  GPtrArray *servers = watched->account->servers;

  if (servers->len == 0 && watched->provider != NULL)
    servers = watched->provider->servers;
  for (guint i = 0; i < servers->len; i++)
    g_ptr_array_add (doors, servers->pdata[i]);
  return doors;
}

static void
forget_oldest (SlWatchedAccount *watched, SlCheckKind kind)
{
  guint n_of_kind = 0;
  guint oldest = watched->checks->len;

  for (guint i = watched->checks->len; i-- > 0;)
    {
      if (((SlCheckResult *) watched->checks->pdata[i])->kind != kind)
        continue;
      n_of_kind++;
      oldest = i;
    }
  if (n_of_kind > MAX_CHECKS_OF_A_KIND)
    g_ptr_array_remove_index (watched->checks, oldest);
}

/**
 * sl_watched_account_add_result:
 * @watched: a watched account
 * @result: what a check found; not older than those before
 */
void
sl_watched_account_add_result (SlWatchedAccount *watched, SlCheckResult *result)
{
  g_ptr_array_add (watched->checks, sl_check_result_ref (result));
  forget_oldest (watched, result->kind);
  learn (watched, result);
  if (result->kind == SL_CHECK_KIND_SIGNIN && sl_outcome_is_good (result->outcome))
    {
      watched->last_success = result->time;
      watched->secret_changed = FALSE;
    }
}

/**
 * sl_watched_account_find_newest:
 * @watched: a watched account
 * @kind: door or sign-in
 *
 * Returns: (transfer none) (nullable): the newest result of that kind that was not cancelled
 */
SlCheckResult *
sl_watched_account_find_newest (const SlWatchedAccount *watched, SlCheckKind kind)
{
  for (guint i = watched->checks->len; i-- > 0;)
    {
      SlCheckResult *result = watched->checks->pdata[i];

      if (result->kind == kind && result->outcome != SL_OUTCOME_CANCELLED)
        return result;
    }
  return NULL;
}

/**
 * sl_watched_account_get_failing_since:
 * @watched: a watched account
 *
 * Returns: when the first of the newest failures in a row was found, Unix seconds; 0 if the newest
 *   check did not fail
 */
gint64
sl_watched_account_get_failing_since (const SlWatchedAccount *watched)
{
  gint64 since = 0;

  for (guint i = watched->checks->len; i-- > 0;)
    {
      const SlCheckResult *result = watched->checks->pdata[i];

      if (result->outcome == SL_OUTCOME_CANCELLED)
        continue;
      if (sl_outcome_is_good (result->outcome))
        break;
      since = result->time;
    }
  return since;
}

/**
 * sl_watched_account_get_usual_total_ms:
 * @watched: a watched account
 *
 * Returns: the median of what its sign-ins take, in milliseconds; 0 if there were too few
 */
int
sl_watched_account_get_usual_total_ms (const SlWatchedAccount *watched)
{
  SlServer *server = sl_watched_account_get_signin_server (watched);
  int       usual_ms[SL_N_STAGES];

  if (server == NULL)
    return 0;
  sl_usual_times_read (watched->usual, SL_CHECK_KIND_SIGNIN, server->protocol, usual_ms);
  return usual_ms[SL_STAGE_DONE];
}

/**
 * sl_watched_account_was_refused_since:
 * @watched: a watched account
 * @since: Unix seconds
 *
 * Returns: whether a sign-in was refused since then
 */
gboolean
sl_watched_account_was_refused_since (const SlWatchedAccount *watched, gint64 since)
{
  for (guint i = watched->checks->len; i-- > 0;)
    {
      const SlCheckResult *result = watched->checks->pdata[i];

      if (result->time >= since && sl_outcome_get_info (result->outcome)->refused)
        return TRUE;
    }
  return FALSE;
}
