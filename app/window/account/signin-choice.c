/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "signin-choice.h"

#include <glib/gi18n-lib.h>

/**
 * sl_signin_choice_new:
 * @kind: how to sign in
 * @label: (transfer full): what the user reads
 *
 * Returns: (transfer full): the choice
 */
SlSigninChoice *
sl_signin_choice_new (SlSigninChoiceKind kind, char *label)
{
  SlSigninChoice *choice = g_new0 (SlSigninChoice, 1);

  choice->kind = kind;
  choice->label = label;
  return choice;
}

/**
 * sl_signin_choice_free:
 * @choice: (transfer full): a choice
 */
void
sl_signin_choice_free (SlSigninChoice *choice)
{
  g_free (choice->label);
  g_free (choice->online_account);
  g_clear_pointer (&choice->server, sl_server_unref);
  g_free (choice->address);
  g_free (choice->hint);
  g_free (choice);
}

static const char *
get_text (GVariant *account, const char *name)
{
  const char *text = NULL;

  g_variant_lookup (account, name, "&s", &text);
  return text;
}

static gboolean
get_flag (GVariant *account, const char *name)
{
  gboolean flag = FALSE;

  return g_variant_lookup (account, name, "b", &flag) && flag;
}

/**
 * sl_signin_choice_new_online_account:
 * @account: one of ListOnlineAccounts, an a{sv}
 *
 * Returns: (transfer full) (nullable): the choice; %NULL if no sign-in can be made with it
 */
SlSigninChoice *
sl_signin_choice_new_online_account (GVariant *account)
{
  const char     *id = get_text (account, "id");
  const char     *identity = get_text (account, "identity");
  const char     *provider = get_text (account, "provider-name");
  const char     *uri = get_text (account, "incoming");
  SlSigninChoice *choice;

  if (uri == NULL)
    uri = get_text (account, "outgoing");
  if (id == NULL || identity == NULL || provider == NULL || uri == NULL
      || !get_flag (account, "usable"))
    return NULL;
  choice = sl_signin_choice_new (
      SL_SIGNIN_CHOICE_ONLINE_ACCOUNT,
      /* Translators: an account of the desktop's Online Accounts: who, and the provider */
      g_strdup_printf (_ ("%s (Online Accounts, %s)"), identity, provider));
  choice->online_account = g_strdup (id);
  choice->server = sl_server_new_from_uri (uri, NULL);
  choice->address = g_strdup (get_text (account, "address"));
  if (get_flag (account, "mail-disabled"))
    choice->hint = g_strdup (_ ("Mail is switched off for it in Settings, under Online Accounts."));
  else if (get_flag (account, "attention"))
    choice->hint
        = g_strdup (_ ("It wants you to sign in again first: open Online Accounts in Settings."));
  return choice;
}
