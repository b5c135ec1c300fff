/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "shared-fate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *
domain_of (const char *mail_address)
{
  const char *at = mail_address != NULL ? strrchr (mail_address, '@') : NULL;

  return at != NULL ? at + 1 : NULL;
}

static gboolean
is_mail_provider (const SlProvider *provider)
{
  return g_strv_contains ((const char *const *) provider->kinds, "mail");
}

/**
 * sl_shared_fate_is_same_mail_host:
 * @catalogue: what is known of providers
 * @account: an account
 * @channel: a channel
 *
 * Returns: whether @channel is mail that goes through the same domain or mail provider as @account
 */
gboolean
sl_shared_fate_is_same_mail_host (SlProviderCatalogue *catalogue,
                                  const SlAccount     *account,
                                  const SlChannel     *channel)
{
  g_autofree char  *mail_address = sl_channel_get_mail_address (channel);
  const char       *first = domain_of (account->address);
  const char       *second = domain_of (mail_address);
  const SlProvider *account_provider = sl_provider_catalogue_lookup_account (catalogue, account);
  const SlProvider *provider = sl_provider_catalogue_lookup_channel (catalogue, channel);

  if (second == NULL && channel->kind != SL_CHANNEL_MAIL)
    return FALSE;
  if (first != NULL && second != NULL && g_ascii_strcasecmp (first, second) == 0)
    return TRUE;
  return account_provider != NULL && account_provider == provider && is_mail_provider (provider);
}

/**
 * sl_shared_fate_explain:
 * @catalogue: what is known of providers
 * @account: the account that fails
 * @channel: a channel
 *
 * Returns: (transfer full) (nullable): one sentence why @channel probably fails too, or %NULL if
 *   nothing is known that they share
 */
char *
sl_shared_fate_explain (SlProviderCatalogue *catalogue,
                        const SlAccount     *account,
                        const SlChannel     *channel)
{
  const SlProvider *account_provider = sl_provider_catalogue_lookup_account (catalogue, account);
  const SlProvider *provider = sl_provider_catalogue_lookup_channel (catalogue, channel);

  if (sl_shared_fate_is_same_mail_host (catalogue, account, channel))
    return g_strdup (_ ("It goes through the same mail servers."));
  if (!sl_provider_shares_fate (account_provider, provider))
    return NULL;
  if (account_provider == provider)
    /* Translators: %s is a provider such as Microsoft 365. */
    return g_strdup_printf (_ ("It depends on %s too."), provider->name);
  /* Translators: both %s are providers such as Microsoft Teams and Microsoft 365. */
  return g_strdup_printf (_ ("%s uses the same sign-in as %s."), provider->name,
                          account_provider->name);
}
