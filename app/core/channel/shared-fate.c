/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "shared-fate.h"

#include <string.h>

static const char *
domain_of (const char *mail_address)
{
  const char *at = mail_address != NULL ? strrchr (mail_address, '@') : NULL;

  return at != NULL ? at + 1 : NULL;
}

static gboolean
is_of_kind (const SlProvider *provider, const char *kind)
{
  return provider != NULL && g_strv_contains ((const char *const *) provider->kinds, kind);
}

/* "mail.example.org" is in "example.org". */
static gboolean
host_is_in_domain (const char *host, const char *domain)
{
  gsize host_length = strlen (host);
  gsize length = strlen (domain);

  return host_length >= length && g_ascii_strcasecmp (host + host_length - length, domain) == 0
         && (host_length == length || host[host_length - length - 1] == '.');
}

static gboolean
has_server_in_domain (const SlAccount *account, const char *domain)
{
  for (guint i = 0; i < account->servers->len; i++)
    {
      const SlServer *server = g_ptr_array_index (account->servers, i);

      if (host_is_in_domain (server->host, domain))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_server (const SlAccount *account, const char *host)
{
  for (guint i = 0; i < account->servers->len; i++)
    {
      const SlServer *server = g_ptr_array_index (account->servers, i);

      if (g_ascii_strcasecmp (server->host, host) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The account of the plan whose mail the channel is: of it the servers are known. */
static const SlAccount *
find_other_account (SlPlan *plan, const SlAccount *account, const char *mail_address)
{
  GPtrArray *accounts = sl_plan_get_accounts (plan);

  for (guint i = 0; i < accounts->len; i++)
    {
      const SlAccount *other = g_ptr_array_index (accounts, i);

      if (other != account && other->address != NULL
          && g_ascii_strcasecmp (other->address, mail_address) == 0)
        return other;
    }
  return NULL;
}

static gboolean
accounts_share_servers (SlProviderCatalogue *catalogue,
                        const SlAccount     *first,
                        const SlAccount     *second)
{
  const SlProvider *first_provider = sl_provider_catalogue_lookup_account (catalogue, first);
  const SlProvider *second_provider = sl_provider_catalogue_lookup_account (catalogue, second);

  for (guint i = 0; i < first->servers->len; i++)
    {
      const SlServer *server = g_ptr_array_index (first->servers, i);

      if (has_server (second, server->host))
        return TRUE;
    }
  return first_provider != NULL && first_provider == second_provider;
}

/* What the account depends on: for one at a domain of its own, whoever hosts that. */
static const SlProvider *
find_host (SlProviderCatalogue *catalogue, const SlAccount *account)
{
  const SlProvider *provider = sl_provider_catalogue_lookup_account (catalogue, account);

  if (provider != NULL || account->provider != NULL)
    return provider;
  return sl_provider_catalogue_lookup_host (catalogue, account->address);
}

/* Two domains whose mail is taken by the same host, whoever runs it. */
static gboolean
share_exchanger (SlProviderCatalogue *catalogue, const char *one_address, const char *other_address)
{
  SlMailExchangers  *exchangers = sl_provider_catalogue_get_exchangers (catalogue);
  g_autofree char   *one = sl_mail_domain_of (one_address);
  g_autofree char   *other = sl_mail_domain_of (other_address);
  const char *const *hosts;
  const char *const *other_hosts;

  if (exchangers == NULL)
    return FALSE;
  hosts = sl_mail_exchangers_lookup (exchangers, one);
  other_hosts = sl_mail_exchangers_lookup (exchangers, other);
  for (guint i = 0; hosts != NULL && other_hosts != NULL && hosts[i] != NULL; i++)
    if (g_strv_contains (other_hosts, hosts[i]))
      return TRUE;
  return FALSE;
}

/* Names are compared, nobody is asked: the rule works without a network. Who takes the mail of
 * which domain was asked before. */
static gboolean
is_same_mail_host (SlPlan              *plan,
                   SlProviderCatalogue *catalogue,
                   const SlAccount     *account,
                   const SlChannel     *channel)
{
  g_autofree char  *mail_address = sl_channel_get_mail_address (channel);
  const char       *own_domain = domain_of (account->address);
  const char       *domain = domain_of (mail_address);
  const SlAccount  *other;
  const SlProvider *provider = sl_provider_catalogue_lookup_channel (catalogue, channel);

  if (domain == NULL && channel->kind != SL_CHANNEL_MAIL)
    return FALSE;
  if (is_of_kind (provider, "mail") && find_host (catalogue, account) == provider)
    return TRUE;
  if (domain == NULL || *domain == '\0')
    return FALSE;
  if ((own_domain != NULL && g_ascii_strcasecmp (own_domain, domain) == 0)
      || has_server_in_domain (account, domain)
      || share_exchanger (catalogue, account->address, mail_address))
    return TRUE;
  other = find_other_account (plan, account, mail_address);
  return other != NULL && accounts_share_servers (catalogue, account, other);
}

/* The sign-in that both use, as the catalogue names it, or NULL. */
static const SlProvider *
find_shared_identity (SlProviderCatalogue *catalogue,
                      const SlProvider    *first,
                      const SlProvider    *second)
{
  for (guint i = 0; first->depends[i] != NULL; i++)
    {
      const SlProvider *service = sl_provider_catalogue_lookup (catalogue, first->depends[i]);

      if (is_of_kind (service, "identity")
          && g_strv_contains ((const char *const *) second->depends, first->depends[i]))
        return service;
    }
  return NULL;
}

/**
 * sl_shared_fate_find:
 * @plan: the plan
 * @catalogue: what is known of providers
 * @account: the account that fails
 * @channel: a channel
 * @shared_name: (out) (transfer none) (nullable): for %SL_FATE_PROVIDER and %SL_FATE_IDENTITY the
 * name of what they share, for %SL_FATE_SYSTEMS the account's provider; owned by @catalogue
 *
 * Returns: what @channel shares with @account, %SL_FATE_APART if nothing is known
 */
SlFate
sl_shared_fate_find (SlPlan              *plan,
                     SlProviderCatalogue *catalogue,
                     const SlAccount     *account,
                     const SlChannel     *channel,
                     const char         **shared_name)
{
  const SlProvider *account_provider = find_host (catalogue, account);
  const SlProvider *provider = sl_provider_catalogue_lookup_channel (catalogue, channel);
  const SlProvider *identity;

  *shared_name = NULL;
  if (is_same_mail_host (plan, catalogue, account, channel))
    return SL_FATE_MAIL_HOST;
  if (!sl_provider_shares_fate (account_provider, provider))
    return SL_FATE_APART;
  *shared_name = account_provider->name;
  if (account_provider == provider)
    return SL_FATE_PROVIDER;
  identity = find_shared_identity (catalogue, account_provider, provider);
  if (identity == NULL)
    return SL_FATE_SYSTEMS;
  *shared_name = identity->name;
  return SL_FATE_IDENTITY;
}
