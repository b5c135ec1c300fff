/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "online-sign-in.h"

#include "online-accounts.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (sl - online - sign - in - error - quark, sl_online_sign_in_error)

/**
 * sl_online_sign_in_free:
 * @sign_in: (transfer full) (nullable): a sign-in
 */
void
sl_online_sign_in_free (SlOnlineSignIn *sign_in)
{
  if (sign_in == NULL)
    return;
  g_clear_pointer (&sign_in->server, sl_server_unref);
  g_clear_pointer (&sign_in->credential, sl_credential_free);
  g_free (sign_in);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Returns: (transfer full): the answer to what was begun with on_answer() and @answer */
static GAsyncResult *
await_answer (GAsyncResult **answer)
{
  while (*answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *answer;
}

static GPtrArray *
list_accounts (SlOnlineAccounts *online_accounts, GError **error)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  sl_online_accounts_list_async (online_accounts, TRUE, NULL, on_answer, &answer);
  result = await_answer (&answer);
  return sl_online_accounts_list_finish (online_accounts, result, error);
}

static SlCredential *
look_up (SlOnlineAccounts *online_accounts, const char *id, const SlServer *server, GError **error)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  sl_online_accounts_lookup_async (online_accounts, id, server, NULL, on_answer, &answer);
  result = await_answer (&answer);
  return sl_online_accounts_lookup_finish (online_accounts, result, error);
}

static gboolean
is_wanted (const SlOnlineAccount *account, const char *wanted)
{
  return g_str_equal (account->id, wanted)
         || (account->address != NULL && g_ascii_strcasecmp (account->address, wanted) == 0)
         || g_ascii_strcasecmp (account->identity, wanted) == 0;
}

static const SlOnlineAccount *
choose (GPtrArray *accounts, const char *wanted, GError **error)
{
  const SlOnlineAccount *chosen = NULL;

  for (guint i = 0; i < accounts->len; i++)
    {
      const SlOnlineAccount *account = accounts->pdata[i];

      if (!is_wanted (account, wanted))
        continue;
      if (chosen != NULL)
        {
          g_set_error (error, SL_ONLINE_SIGN_IN_ERROR, SL_ONLINE_SIGN_IN_ERROR_UNKNOWN,
                       /* Translators: what the user typed, then two accounts’ ids. */
                       _ ("“%s” is more than one of the Online Accounts; name it by its id, such "
                          "as %s or %s."),
                       wanted, chosen->id, account->id);
          return NULL;
        }
      chosen = account;
    }
  if (chosen == NULL)
    g_set_error (error, SL_ONLINE_SIGN_IN_ERROR, SL_ONLINE_SIGN_IN_ERROR_UNKNOWN,
                 /* Translators: %s is what the user typed. */
                 _ ("“%s” is none of the Online Accounts with mail."), wanted);
  return chosen;
}

static SlServer *
get_server (const SlOnlineAccount *account, GError **error)
{
  SlServer *server = account->incoming != NULL ? account->incoming : account->outgoing;

  if (server == NULL)
    g_set_error (
        error, SL_ONLINE_SIGN_IN_ERROR, SL_ONLINE_SIGN_IN_ERROR_UNKNOWN,
        /* Translators: %s is an account. */
        _ ("Online Accounts name no mail server for “%s” that can be signed in to safely."),
        account->identity);
  return server;
}

static SlOnlineSignIn *
find (SlOnlineAccounts *online_accounts, const char *wanted, gboolean with_secret, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GPtrArray) accounts = list_accounts (online_accounts, &failure);
  g_autoptr (SlOnlineSignIn) sign_in = g_new0 (SlOnlineSignIn, 1);
  const SlOnlineAccount *account = accounts != NULL ? choose (accounts, wanted, error) : NULL;
  SlServer              *server = account != NULL ? get_server (account, error) : NULL;

  if (accounts != NULL && server == NULL)
    return NULL;
  if (server != NULL)
    sign_in->server = sl_server_ref (server);
  if (server != NULL && with_secret)
    sign_in->credential = look_up (online_accounts, account->id, server, &failure);
  if (failure == NULL)
    return g_steal_pointer (&sign_in);
  g_set_error_literal (error, SL_ONLINE_SIGN_IN_ERROR, SL_ONLINE_SIGN_IN_ERROR_UNREACHABLE,
                       failure->message);
  return NULL;
}

/**
 * sl_online_sign_in_find:
 * @wanted: an account's id there, or its mail address
 * @with_secret: whether its password or access token is asked for as well
 * @error: set to #SlOnlineSignInError, one sentence
 *
 * Asks GNOME Online Accounts, and waits for the answer. It starts if it does not run; it is not
 * made to sign in.
 *
 * Returns: (transfer full) (nullable): the server and, if it was asked for, the credential
 */
SlOnlineSignIn *
sl_online_sign_in_find (const char *wanted, gboolean with_secret, GError **error)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (SlOnlineAccounts) online_accounts = NULL;

  if (connection == NULL)
    {
      g_set_error_literal (
          error, SL_ONLINE_SIGN_IN_ERROR, SL_ONLINE_SIGN_IN_ERROR_UNREACHABLE,
          _ ("There is no desktop session here, so there are no Online Accounts."));
      return NULL;
    }
  online_accounts = sl_online_accounts_new (connection);
  return find (online_accounts, wanted, with_secret, error);
}
