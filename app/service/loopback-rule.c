/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "loopback-rule.h"

/* Source: RFC 6761, 6.3: names below localhost are this computer too; GLib never asks a server for
 * them. */
static gboolean
is_loopback_host (const char *host)
{
  return g_strcmp0 (host, "localhost") == 0 || g_strcmp0 (host, "127.0.0.1") == 0
         || g_strcmp0 (host, "::1") == 0 || (host != NULL && g_str_has_suffix (host, ".localhost"));
}

/**
 * sl_loopback_rule_allows_address:
 * @address: a web address
 *
 * Returns: whether it is on this computer
 */
gboolean
sl_loopback_rule_allows_address (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && is_loopback_host (g_uri_get_host (uri));
}

static gboolean
are_loopback_addresses (char **addresses)
{
  for (guint i = 0; addresses != NULL && addresses[i] != NULL; i++)
    {
      if (!sl_loopback_rule_allows_address (addresses[i]))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_loopback_provider (const SlProvider *provider)
{
  for (guint i = 0; i < provider->feeds->len; i++)
    {
      const SlProviderFeed *feed = g_ptr_array_index (provider->feeds, i);

      if (!sl_loopback_rule_allows_address (feed->url))
        return FALSE;
    }
  return are_loopback_addresses (provider->doors)
         && are_loopback_addresses (provider->identity_doors);
}

static gboolean
is_loopback_account (const SlAccount *account, SlProviderCatalogue *catalogue)
{
  SlProvider *provider = sl_provider_catalogue_lookup_account (catalogue, account);

  for (guint i = 0; i < account->servers->len; i++)
    {
      const SlServer *server = g_ptr_array_index (account->servers, i);

      if (!is_loopback_host (server->host))
        return FALSE;
    }
  return provider == NULL || is_loopback_provider (provider);
}

/**
 * sl_loopback_rule_allows:
 * @plan: a plan
 * @catalogue: the providers that the plan's accounts may belong to
 *
 * Shortened intervals, which are for tests, must never meet a real server or status page.
 *
 * Returns: whether everything that would be watched is on this computer
 */
gboolean
sl_loopback_rule_allows (SlPlan *plan, SlProviderCatalogue *catalogue)
{
  GPtrArray *accounts = sl_plan_get_accounts (plan);

  for (guint i = 0; i < accounts->len; i++)
    {
      if (!is_loopback_account (g_ptr_array_index (accounts, i), catalogue))
        return FALSE;
    }
  return TRUE;
}
