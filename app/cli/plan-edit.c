/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "plan-edit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *
make_user_name (const SlProvider *provider, const char *address)
{
  if (provider != NULL && g_str_equal (provider->user_name, "local-part"))
    return g_strndup (address, strcspn (address, "@"));
  return g_strdup (address);
}

/* The server as given or known, with the user name that signs in. */
static void
add_server (SlAccount *account, const SlServer *server, const SlProvider *provider)
{
  g_autofree char *user = server->user != NULL ? g_strdup (server->user)
                                               : make_user_name (provider, account->address);

  g_ptr_array_add (account->servers, sl_server_new_for_user (server, user));
}

static gboolean
is_known_already (SlPlan *plan, const char *address)
{
  GPtrArray *accounts = sl_plan_get_accounts (plan);

  for (guint i = 0; i < accounts->len; i++)
    {
      const SlAccount *account = g_ptr_array_index (accounts, i);

      if (account->address != NULL && g_ascii_strcasecmp (account->address, address) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
choose_server (SlAccount *account, const SlProvider *provider, const char *uri, GError **error)
{
  g_autoptr (SlServer) server = NULL;

  if (uri != NULL)
    {
      server = sl_server_new_from_uri (uri, error);
      if (server != NULL)
        add_server (account, server, provider);
      return server != NULL;
    }
  if (provider == NULL)
    {
      g_set_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_VALUE,
                   /* Translators: %s is a mail address */
                   _ ("Nothing is known of the provider of %s; add its server, such as "
                      "imaps://imap.example.org."),
                   account->address);
      return FALSE;
    }
  if (provider->servers->len > 0)
    add_server (account, g_ptr_array_index (provider->servers, 0), provider);
  return TRUE;
}

/**
 * sl_plan_edit_add_account:
 * @plan: the plan
 * @catalogue: what is known of providers
 * @address: the mail address
 * @uri: (nullable): the server to sign in to, or %NULL for the provider's first one
 * @name: (nullable): the user's name for it, or %NULL for the address
 * @error: set to %SL_PLAN_ERROR or %SL_SERVER_ERROR
 *
 * Adds an account; a server that names no user gets the user name that the provider wants.
 *
 * Returns: (transfer full) (nullable): the new account's id, or %NULL with @error set
 */
char *
sl_plan_edit_add_account (SlPlan              *plan,
                          SlProviderCatalogue *catalogue,
                          const char          *address,
                          const char          *uri,
                          const char          *name,
                          GError             **error)
{
  g_autofree char *id = sl_plan_make_id (plan, name != NULL ? name : address);
  g_autoptr (SlAccount) account = sl_account_new (id, name != NULL ? name : address);
  const SlProvider *provider = sl_provider_catalogue_lookup_address (catalogue, address);
  const char       *fault;

  account->address = g_strdup (address);
  account->provider = provider != NULL ? g_strdup (provider->id) : NULL;
  fault = sl_account_find_fault (account);
  if (fault != NULL)
    {
      g_set_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_VALUE, "“%s” %s.", account->name, fault);
      return NULL;
    }
  if (is_known_already (plan, address))
    {
      g_set_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_VALUE,
                   /* Translators: %s is a mail address */
                   _ ("%s is in the plan already."), address);
      return NULL;
    }
  if (!choose_server (account, provider, uri, error) || !sl_plan_set_account (plan, account, error))
    return NULL;
  return g_steal_pointer (&id);
}

/**
 * sl_plan_edit_set_online_account:
 * @plan: the plan
 * @account_id: an account of it
 * @online_account: what GNOME Online Accounts calls the account
 * @error: set to %SL_PLAN_ERROR
 *
 * Lets an account sign in with what GNOME Online Accounts holds, in place of a password.
 *
 * Returns: whether it does so now
 */
gboolean
sl_plan_edit_set_online_account (SlPlan     *plan,
                                 const char *account_id,
                                 const char *online_account,
                                 GError    **error)
{
  g_autoptr (SlAccount) account = sl_account_copy (sl_plan_get_account (plan, account_id));
  const char *fault;

  sl_sign_in_free (account->sign_in);
  account->sign_in = sl_sign_in_new_online_account (online_account);
  fault = sl_sign_in_find_fault (account->sign_in);
  if (fault == NULL)
    return sl_plan_set_account (plan, account, error);
  g_set_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_VALUE, "“%s” %s.", account->name, fault);
  return FALSE;
}

/**
 * sl_plan_edit_add_channel:
 * @plan: the plan
 * @name: such as "Signal group Team"
 * @address: a URI, what people type for one such as "+49 30 123456", or free text for a place
 * @kind: (nullable): a kind's word, or %NULL to guess it from @address
 * @instructions: (nullable): what to do there
 * @error: set to %SL_PLAN_ERROR
 *
 * Adds a channel that serves all accounts that name none.
 *
 * Returns: (transfer full) (nullable): the new channel's id, or %NULL with @error set
 */
char *
sl_plan_edit_add_channel (SlPlan     *plan,
                          const char *name,
                          const char *address,
                          const char *kind,
                          const char *instructions,
                          GError    **error)
{
  g_autofree char *id = sl_plan_make_id (plan, name);
  g_autofree char *complete = sl_channel_address_complete (address);
  SlChannelKind    channel_kind = sl_channel_kind_guess (complete);
  g_autoptr (SlChannel) channel = NULL;

  if (kind != NULL && !sl_channel_kind_from_nick (kind, &channel_kind))
    {
      g_set_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_VALUE,
                   /* Translators: %s is what the user typed; do not translate the words */
                   _ ("“%s” is no kind of channel; use phone, sms, chat, video, mail, web, "
                      "in-person or other."),
                   kind);
      return NULL;
    }
  if (*address == '\0')
    {
      g_set_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_VALUE,
                   /* Translators: %s is a channel */
                   _ ("“%s” needs an address, such as tel:+49301234567 or a place."), name);
      return NULL;
    }
  channel = sl_channel_new (id, name, channel_kind, complete);
  channel->instructions = g_strdup (instructions);
  return sl_plan_set_channel (plan, channel, error) ? g_steal_pointer (&id) : NULL;
}
