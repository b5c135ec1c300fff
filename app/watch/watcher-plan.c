/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "watcher-private.h"

static void
schedule_account (SlWatcher *self, const SlWatchedAccount *watched)
{
  g_autoptr (GPtrArray) doors = sl_watched_account_list_doors (watched);
  const char *id = watched->account->id;

  if (doors->len > 0)
    sl_scheduler_add (self->scheduler, id, SL_DUTY_DOOR);
  if (sl_watched_account_get_signin_server (watched) != NULL)
    sl_scheduler_add (self->scheduler, id, SL_DUTY_SIGNIN);
}

static void
forget_account (SlWatcher *self, const char *account_id)
{
  sl_runner_cancel (self->runner, account_id);
  sl_scheduler_remove (self->scheduler, account_id);
}

/* Takes the account out of the old list if it is there, so that its state goes on. */
static SlWatchedAccount *
adopt_account (SlWatcher *self, GPtrArray *old_accounts, const SlAccount *account)
{
  SlProvider *provider = sl_provider_catalogue_lookup_account (self->catalogue, account);

  for (guint i = 0; i < old_accounts->len; i++)
    {
      SlWatchedAccount *watched = old_accounts->pdata[i];

      if (!g_str_equal (watched->account->id, account->id))
        continue;
      g_ptr_array_steal_index (old_accounts, i);
      if (sl_watched_account_update (watched, account, provider))
        forget_account (self, account->id);
      return watched;
    }
  return sl_watched_account_new (account, provider, self->history, sl_watcher_get_now (self));
}

static void
add_once (GPtrArray *providers, SlProvider *provider)
{
  if (provider != NULL && !g_ptr_array_find (providers, provider, NULL))
    g_ptr_array_add (providers, provider);
}

static SlProvider *
find_channel_provider (SlWatcher *self, const SlChannel *channel)
{
  SlProvider *provider = sl_provider_catalogue_lookup_channel (self->catalogue, channel);

  for (guint i = 0; provider != NULL && self->channel_feed_rule != NULL && i < provider->feeds->len;
       i++)
    if (!self->channel_feed_rule (((const SlProviderFeed *) provider->feeds->pdata[i])->url))
      return NULL;
  return provider;
}

static void
choose_feeds (SlWatcher *self, SlPlan *plan)
{
  g_autoptr (GPtrArray) providers = g_ptr_array_new ();
  g_autoptr (GPtrArray) channel_providers = g_ptr_array_new ();
  GPtrArray *channels = sl_plan_get_channels (plan);

  for (guint i = 0; i < self->accounts->len; i++)
    add_once (providers, ((SlWatchedAccount *) self->accounts->pdata[i])->provider);
  for (guint i = 0; i < channels->len; i++)
    add_once (channel_providers, find_channel_provider (self, channels->pdata[i]));
  sl_feed_watcher_set_providers (self->feeds, providers, channel_providers);
}

static void
schedule_feeds (SlWatcher *self, SlPlan *plan)
{
  g_autoptr (GPtrArray) old_urls = sl_feed_watcher_list_urls (self->feeds);
  g_autoptr (GPtrArray) urls = NULL;

  choose_feeds (self, plan);
  urls = sl_feed_watcher_list_urls (self->feeds);
  for (guint i = 0; i < old_urls->len; i++)
    {
      g_autofree char *key = sl_watcher_make_feed_key (old_urls->pdata[i]);

      if (!g_ptr_array_find_with_equal_func (urls, old_urls->pdata[i], g_str_equal, NULL))
        sl_scheduler_remove (self->scheduler, key);
    }
  for (guint i = 0; i < urls->len; i++)
    {
      g_autofree char *key = sl_watcher_make_feed_key (urls->pdata[i]);

      sl_scheduler_add (self->scheduler, key, SL_DUTY_FEED);
    }
  sl_watcher_pace_feeds (self);
}

/**
 * sl_watcher_limit_channel_feeds:
 * @self: a watcher, before it gets a plan
 * @rule: (nullable): which feeds of channels' providers may be read; %NULL: all
 */
void
sl_watcher_limit_channel_feeds (SlWatcher *self, SlFeedRule rule)
{
  g_return_if_fail (SL_IS_WATCHER (self));

  self->channel_feed_rule = rule;
}

/**
 * sl_watcher_set_plan:
 * @self: a watcher
 * @plan: the plan to follow from now on; it is not kept
 *
 * Takes over a plan. Accounts that stay keep their state; one whose servers changed is checked
 * anew.
 */
void
sl_watcher_set_plan (SlWatcher *self, SlPlan *plan)
{
  g_autoptr (GPtrArray) old_accounts = NULL;
  GPtrArray *accounts;

  g_return_if_fail (SL_IS_WATCHER (self));

  old_accounts = g_steal_pointer (&self->accounts);
  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_watched_account_free);
  accounts = sl_plan_get_accounts (plan);
  for (guint i = 0; i < accounts->len; i++)
    g_ptr_array_add (self->accounts, adopt_account (self, old_accounts, accounts->pdata[i]));
  for (guint i = 0; i < old_accounts->len; i++)
    forget_account (self, ((SlWatchedAccount *) old_accounts->pdata[i])->account->id);
  for (guint i = 0; i < self->accounts->len; i++)
    schedule_account (self, self->accounts->pdata[i]);
  schedule_feeds (self, plan);
  sl_watcher_emit_changed (self, "");
  /* No check will come that could tell of a new account. */
  if (self->connectivity == SL_CONNECTIVITY_LOCAL)
    sl_watcher_judge_all (self);
}
