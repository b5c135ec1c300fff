/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "situation.h"

#include "health.h"

static void
add_troubled (GStrvBuilder *providers, GVariant *feeds)
{
  gsize n_feeds = feeds != NULL ? g_variant_n_children (feeds) : 0;

  for (gsize i = 0; i < n_feeds; i++)
    {
      g_autoptr (GVariant) feed = g_variant_get_child_value (feeds, i);
      const char   *provider = NULL, *nick = NULL;
      SlHealthState health = SL_HEALTH_UNKNOWN;

      g_variant_lookup (feed, "provider", "&s", &provider);
      g_variant_lookup (feed, "state", "&s", &nick);
      if (provider != NULL && sl_health_state_from_nick (nick, &health)
          && sl_health_state_is_trouble (health))
        g_strv_builder_add (providers, provider);
    }
}

static void
add_failing (GStrvBuilder *providers, SlAccountItem *item)
{
  g_autoptr (GVariant) feeds = sl_account_item_dup_feeds (item);
  SlState state = sl_account_item_get_state (item);
  SlCause cause = sl_account_item_get_cause (item);

  if (state == SL_STATE_OUTAGE
      && (cause == SL_CAUSE_PROVIDER || cause == SL_CAUSE_PROVIDER_UNCONFIRMED))
    g_strv_builder_add (providers, sl_account_item_get_text (item, "provider"));
  add_troubled (providers, feeds);
}

/**
 * sl_situation_list_unhealthy:
 * @client: the service; it may be absent, then nothing is known
 *
 * Returns: (transfer full) (array zero-terminated=1): ids of providers, of accounts and of
 * channels, that report trouble, or whose sign-in fails here
 */
char **
sl_situation_list_unhealthy (SlWatchClient *client)
{
  GListModel *accounts = sl_watch_client_get_accounts (client);
  g_autoptr (GVariant) channel_feeds = sl_watch_client_dup_channel_feeds (client);
  g_autoptr (GStrvBuilder) providers = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (SlAccountItem) item = g_list_model_get_item (accounts, i);

      add_failing (providers, item);
    }
  add_troubled (providers, channel_feeds);
  return g_strv_builder_end (providers);
}

/**
 * sl_situation_read:
 * @client: the service; it may be absent, then nothing is known
 * @account_id: the account that people cannot be reached with
 * @unhealthy: what sl_situation_list_unhealthy() returned; must live as long as the result
 *
 * Returns: what is known at this moment
 */
SlSituation
sl_situation_read (SlWatchClient *client, const char *account_id, char **unhealthy)
{
  SlAccountItem *item = sl_watch_client_lookup (client, account_id);
  SlState        state = item != NULL ? sl_account_item_get_state (item) : SL_STATE_UNKNOWN;
  SlSituation    situation = { (const char *const *) unhealthy, FALSE, FALSE };

  situation.fails = state == SL_STATE_OUTAGE || state == SL_STATE_ACTION_NEEDED
                    || state == SL_STATE_DEGRADED || state == SL_STATE_OFFLINE;
  situation.line_is_down
      = state == SL_STATE_OFFLINE || sl_watch_client_get_state (client) == SL_STATE_OFFLINE;
  return situation;
}
