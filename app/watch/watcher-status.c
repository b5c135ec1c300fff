/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "watcher-private.h"

#include "check-permission.h"
#include "status-builder.h"

#include <glib/gi18n-lib.h>

/* Checking now */

static gboolean
has_feed (SlWatcher *self, const SlWatchedAccount *watched)
{
  return watched->provider != NULL && watched->provider->feeds->len > 0;
}

static gboolean
check_one (SlWatcher *self, SlWatchedAccount *watched, gboolean force, GError **error)
{
  SlPermissionSources sources = {
    .now = sl_watcher_get_now (self),
    .force = force,
    .cut_off = self->connectivity == SL_CONNECTIVITY_LOCAL,
    .has_feed = has_feed (self, watched),
    .runner = self->runner,
    .scheduler = self->scheduler,
    .budget = self->tools.budget,
  };

  if (!sl_check_permission_ask (watched, &sources, error))
    return FALSE;
  watched->force = force;
  sl_scheduler_ask_now (self->scheduler, watched->account->id);
  sl_watcher_hurry_feeds (self, watched);
  return TRUE;
}

/* Whoever can be checked is; it is an error only if nobody can. */
static gboolean
check_all (SlWatcher *self, gboolean force, GError **error)
{
  g_autoptr (GError) first_error = NULL;
  guint n_begun = 0;

  for (guint i = 0; i < self->accounts->len; i++)
    n_begun += check_one (self, self->accounts->pdata[i], force,
                          first_error == NULL ? &first_error : NULL);
  if (n_begun > 0)
    return TRUE;
  if (first_error != NULL)
    g_propagate_error (error, g_steal_pointer (&first_error));
  else
    g_set_error (error, SL_WATCH_ERROR, SL_WATCH_ERROR_NOTHING,
                 _ ("There is nothing to check yet: add an account first."));
  return FALSE;
}

/**
 * sl_watcher_check_now:
 * @self: a watcher
 * @account_id: (nullable): which account; %NULL or "": all
 * @force: also if its secret was refused before; the user was asked
 * @error: set to a #SlWatchError with one sentence for the user
 *
 * Checks now instead of waiting for the next turn, also while paused. @force permits one more
 * attempt with a refused secret; the limit of three refusals a day stands.
 *
 * Returns: whether a check was begun
 */
gboolean
sl_watcher_check_now (SlWatcher *self, const char *account_id, gboolean force, GError **error)
{
  SlWatchedAccount *watched;

  g_return_val_if_fail (SL_IS_WATCHER (self), FALSE);

  if (account_id == NULL || *account_id == '\0')
    return check_all (self, force, error);
  watched = sl_watcher_find_account (self, account_id);
  if (watched != NULL)
    return check_one (self, watched, force, error);
  g_set_error (error, SL_WATCH_ERROR, SL_WATCH_ERROR_UNKNOWN_ACCOUNT,
               /* Translators: %s is what should be an account's id. */
               _ ("The plan has no account “%s”."), account_id);
  return FALSE;
}

/* Quiet */

/**
 * sl_watcher_pause:
 * @self: a watcher
 * @seconds: how long; 0: until sl_watcher_resume()
 *
 * No checks by themselves and no notices, also over a restart.
 */
void
sl_watcher_pause (SlWatcher *self, guint seconds)
{
  g_return_if_fail (SL_IS_WATCHER (self));

  sl_pause_begin (self->pause, seconds);
}

/**
 * sl_watcher_resume:
 * @self: a watcher
 */
void
sl_watcher_resume (SlWatcher *self)
{
  g_return_if_fail (SL_IS_WATCHER (self));

  sl_pause_end (self->pause);
}

/**
 * sl_watcher_get_paused_until:
 * @self: a watcher
 *
 * Returns: no checks before, Unix seconds; 0: not paused; %G_MAXINT64: until resumed
 */
gint64
sl_watcher_get_paused_until (SlWatcher *self)
{
  g_return_val_if_fail (SL_IS_WATCHER (self), 0);

  return sl_pause_get_until (self->pause);
}

/**
 * sl_watcher_mute:
 * @self: a watcher
 * @account_id: which account
 * @seconds: how long; 0: tell again; %G_MAXUINT: until told otherwise
 * @error: set to %SL_WATCH_ERROR_UNKNOWN_ACCOUNT
 *
 * No notices about one account, also over a restart.
 *
 * Returns: whether there is such an account
 */
gboolean
sl_watcher_mute (SlWatcher *self, const char *account_id, guint seconds, GError **error)
{
  SlWatchedAccount *watched;
  gint64            until = 0;

  g_return_val_if_fail (SL_IS_WATCHER (self), FALSE);

  watched = sl_watcher_find_account (self, account_id);
  if (watched == NULL)
    {
      g_set_error (error, SL_WATCH_ERROR, SL_WATCH_ERROR_UNKNOWN_ACCOUNT,
                   /* Translators: %s is what should be an account's id. */
                   _ ("The plan has no account “%s”."), account_id);
      return FALSE;
    }
  if (seconds == G_MAXUINT)
    until = G_MAXINT64;
  else if (seconds > 0)
    until = sl_watcher_get_now (self) + (gint64) seconds;
  sl_tracker_mute (watched->tracker, until);
  sl_watcher_emit_changed (self, account_id);
  return TRUE;
}

/* Answers */

static gint64
get_next_check (SlWatcher *self, const SlWatchedAccount *watched)
{
  gint64 due_ms = sl_scheduler_get_next_due_ms (self->scheduler, watched->account->id);
  gint64 wait_ms;

  if (due_ms == SL_SCHEDULE_NEVER)
    return 0;
  wait_ms = MAX (due_ms - sl_clock_get_steady_ms (self->seams.clock), 0);
  return sl_watcher_get_now (self) + wait_ms / 1000;
}

/* Metered lines and savers of power make it three times as long, as core/schedule.c does. */
static gint64
get_signin_interval_seconds (SlWatcher *self)
{
  gint64 factor = self->metered ? SL_SCHEDULE_METERED_FACTOR : 1;

  return self->intervals.signin_ms / 1000 * factor;
}

static SlAccountStatus *
make_status (SlWatcher *self, const SlWatchedAccount *watched)
{
  SlStatusSources sources = {
    .now = sl_watcher_get_now (self),
    .feeds = self->feeds,
    .checking = sl_runner_is_busy (self->runner, watched->account->id),
    .next_check = get_next_check (self, watched),
    .signin_interval_seconds = get_signin_interval_seconds (self),
    .paused = sl_pause_get_verdict (self->pause),
  };

  return sl_status_build (watched, &sources);
}

/**
 * sl_watcher_list_accounts:
 * @self: a watcher
 *
 * Returns: (transfer full) (element-type SlAccountStatus): all accounts in the plan's order
 */
GPtrArray *
sl_watcher_list_accounts (SlWatcher *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_account_status_unref);

  g_return_val_if_fail (SL_IS_WATCHER (self), list);

  for (guint i = 0; i < self->accounts->len; i++)
    g_ptr_array_add (list, make_status (self, self->accounts->pdata[i]));
  return list;
}

/**
 * sl_watcher_get_account:
 * @self: a watcher
 * @account_id: which account
 *
 * Returns: (transfer full) (nullable): its status now, %NULL if the plan does not have it
 */
SlAccountStatus *
sl_watcher_get_account (SlWatcher *self, const char *account_id)
{
  SlWatchedAccount *watched;

  g_return_val_if_fail (SL_IS_WATCHER (self), NULL);

  watched = sl_watcher_find_account (self, account_id);
  return watched != NULL ? make_status (self, watched) : NULL;
}

/* The first of the accounts that are worst; NULL if there is none. */
static SlWatchedAccount *
find_worst (SlWatcher *self)
{
  SlWatchedAccount *worst = NULL;

  for (guint i = 0; i < self->accounts->len; i++)
    {
      SlWatchedAccount *watched = self->accounts->pdata[i];

      if (worst == NULL
          || sl_tracker_get_state (watched->tracker) > sl_tracker_get_state (worst->tracker))
        worst = watched;
    }
  return worst;
}

/**
 * sl_watcher_get_state:
 * @self: a watcher
 *
 * Returns: the lantern: the worst state of all accounts; unknown if there is none
 */
SlState
sl_watcher_get_state (SlWatcher *self)
{
  SlWatchedAccount *worst;

  g_return_val_if_fail (SL_IS_WATCHER (self), SL_STATE_UNKNOWN);

  if (sl_pause_get_until (self->pause) != 0)
    return SL_STATE_PAUSED;
  worst = find_worst (self);
  return worst != NULL ? sl_tracker_get_state (worst->tracker) : SL_STATE_UNKNOWN;
}

/**
 * sl_watcher_dup_headline:
 * @self: a watcher
 *
 * Returns: (transfer full): one sentence about all accounts together, for a tool tip
 */
char *
sl_watcher_dup_headline (SlWatcher *self)
{
  SlVerdict        *paused;
  SlWatchedAccount *worst;

  g_return_val_if_fail (SL_IS_WATCHER (self), NULL);

  paused = sl_pause_get_verdict (self->pause);
  if (paused != NULL)
    return g_strdup (paused->headline);
  worst = find_worst (self);
  if (worst == NULL)
    return g_strdup (_ ("No account is watched yet."));
  if (sl_tracker_get_state (worst->tracker) == SL_STATE_OK && self->accounts->len == 2)
    return g_strdup (_ ("Both accounts work."));
  if (sl_tracker_get_state (worst->tracker) == SL_STATE_OK && self->accounts->len > 2)
    return g_strdup_printf (
        /* Translators: %u is the number of accounts, at least 3. */
        ngettext ("%u account works.", "All %u accounts work.", self->accounts->len),
        self->accounts->len);
  return g_strdup (sl_tracker_get_verdict (worst->tracker)->headline);
}

/**
 * sl_watcher_get_storage_problem:
 * @self: a watcher
 *
 * Returns: (transfer none) (nullable): one sentence if the history or the record of sign-in
 * attempts cannot be kept, or was damaged
 */
const char *
sl_watcher_get_storage_problem (SlWatcher *self)
{
  const char *problem;

  g_return_val_if_fail (SL_IS_WATCHER (self), NULL);

  problem = sl_budget_get_problem (self->tools.budget);
  return problem != NULL ? problem : sl_history_get_problem (self->history);
}

/**
 * sl_watcher_list_channel_feeds:
 * @self: a watcher
 *
 * Returns: (transfer full) (element-type SlFeedStatus): what the status pages of the providers say
 * on which the plan's channels depend, but for those of accounts
 */
GPtrArray *
sl_watcher_list_channel_feeds (SlWatcher *self)
{
  GPtrArray *feeds = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_feed_status_free);

  g_return_val_if_fail (SL_IS_WATCHER (self), feeds);

  sl_feed_watcher_add_channel_status (self->feeds, feeds);
  return feeds;
}

/**
 * sl_watcher_list_troubled_providers:
 * @self: a watcher
 *
 * Returns: (transfer full) (array zero-terminated=1): the ids of the accounts' and the channels'
 *   providers whose status pages report trouble
 */
char **
sl_watcher_list_troubled_providers (SlWatcher *self)
{
  g_return_val_if_fail (SL_IS_WATCHER (self), NULL);

  return sl_feed_watcher_list_troubled (self->feeds);
}

/**
 * sl_watcher_add_feed_bytes:
 * @self: a watcher
 * @bytes: what else was received of status pages, such as by a search for one
 */
void
sl_watcher_add_feed_bytes (SlWatcher *self, guint64 bytes)
{
  g_return_if_fail (SL_IS_WATCHER (self));

  sl_feed_traffic_add (&self->traffic, self->history, bytes, sl_watcher_get_now (self));
}

/**
 * sl_watcher_get_feed_bytes:
 * @self: a watcher
 * @today: (out): what reading status pages cost today, in bytes received, headers included
 * @yesterday: (out): the same of the day before
 */
void
sl_watcher_get_feed_bytes (SlWatcher *self, guint64 *today, guint64 *yesterday)
{
  g_return_if_fail (SL_IS_WATCHER (self));

  sl_feed_traffic_get (&self->traffic, sl_watcher_get_now (self), today, yesterday);
}
