/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server.h"

#include <gio/gio.h>

/**
 * SlOnlineAccount:
 * @id: as GNOME Online Accounts calls it; what a plan names
 * @path: its object on the bus
 * @provider_type: such as "google", "imap_smtp", "ms_graph"
 * @provider_name: for people, such as "Google"
 * @identity: for people: who signs in, often a mail address
 * @address: (nullable): the mail address
 * @incoming: (nullable): the IMAP server with its user; %NULL: none that is encrypted
 * @outgoing: (nullable): the same for sending
 * @takes_token: GNOME gives out an access token for it
 * @takes_password: GNOME gives out a password for it
 * @attention: GNOME wants the user to sign in again
 * @mail_disabled: the user switched mail off for it
 *
 * A mail account of the user's desktop. Immutable.
 */
typedef struct
{
  char     *id;
  char     *path;
  char     *provider_type;
  char     *provider_name;
  char     *identity;
  char     *address;
  SlServer *incoming;
  SlServer *outgoing;
  gboolean  takes_token;
  gboolean  takes_password;
  gboolean  attention;
  gboolean  mail_disabled;
} SlOnlineAccount;

SlOnlineAccount *sl_online_account_new (const char *path, GVariant *interfaces);
void             sl_online_account_free (SlOnlineAccount *account);
gboolean         sl_online_account_is_usable (const SlOnlineAccount *account);
gboolean         sl_online_account_names_server (const SlOnlineAccount *account, const SlServer *server);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlOnlineAccount, sl_online_account_free)
