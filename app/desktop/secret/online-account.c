/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "online-account.h"

#include "json-fields.h"

#include <string.h>

#define ACCOUNT_INTERFACE "org.gnome.OnlineAccounts.Account"
#define MAIL_INTERFACE "org.gnome.OnlineAccounts.Mail"
#define TOKEN_INTERFACE "org.gnome.OnlineAccounts.OAuth2Based"
#define PASSWORD_INTERFACE "org.gnome.OnlineAccounts.PasswordBased"

#define MAX_TEXT_BYTES 256

/**
 * sl_online_account_free:
 * @account: (transfer full) (nullable): an account
 */
void
sl_online_account_free (SlOnlineAccount *account)
{
  if (account == NULL)
    return;
  g_free (account->id);
  g_free (account->path);
  g_free (account->provider_type);
  g_free (account->provider_name);
  g_free (account->identity);
  g_free (account->address);
  g_clear_pointer (&account->incoming, sl_server_unref);
  g_clear_pointer (&account->outgoing, sl_server_unref);
  g_free (account);
}

/* A line that may be shown; what is too long or holds control characters is as good as absent. */
static char *
read_line (GVariant *properties, const char *name)
{
  const char *text = NULL;

  if (properties == NULL || !g_variant_lookup (properties, name, "&s", &text) || *text == '\0'
      || strlen (text) > MAX_TEXT_BYTES || !sl_json_line_is_valid (text))
    return NULL;
  return g_strdup (text);
}

static gboolean
read_flag (GVariant *properties, const char *name)
{
  gboolean flag = FALSE;

  return properties != NULL && g_variant_lookup (properties, name, "b", &flag) && flag;
}

/* How a server of one kind is described. */
typedef struct
{
  SlProtocol  protocol;
  const char *supported;
  const char *host;
  const char *user;
  const char *tls;
  const char *starttls;
} Keys;

static const Keys incoming_keys
    = { SL_PROTOCOL_IMAP, "ImapSupported", "ImapHost", "ImapUserName", "ImapUseSsl", "ImapUseTls" };
static const Keys outgoing_keys
    = { SL_PROTOCOL_SMTP, "SmtpSupported", "SmtpHost", "SmtpUserName", "SmtpUseSsl", "SmtpUseTls" };

/* There is no property for the port; a host may carry one, else it is the usual one. */
static SlServer *
read_server (GVariant *mail, const Keys *keys)
{
  g_autofree char *host = read_line (mail, keys->host);
  g_autofree char *user = read_line (mail, keys->user);
  g_autofree char *escaped = NULL;
  g_autofree char *uri = NULL;
  gboolean         tls = read_flag (mail, keys->tls);
  const char      *scheme = keys->protocol == SL_PROTOCOL_IMAP ? "imap" : "smtp";

  /* Neither means that passwords would travel in clear: that is no server for us. */
  if (!read_flag (mail, keys->supported) || host == NULL || user == NULL
      || (!tls && !read_flag (mail, keys->starttls)) || strpbrk (host, "@/?# ") != NULL)
    return NULL;
  escaped = g_uri_escape_string (user, NULL, FALSE);
  uri = g_strdup_printf ("%s%s://%s@%s", scheme, tls ? "s" : "", escaped, host);
  return sl_server_new_from_uri (uri, NULL);
}

/* Accounts of the kind "ms_graph" (from version 3.50 on) name no server, and their token opens
 * nothing but Microsoft Graph: the inbox is looked at there. Source: goamsgraphprovider.c, which
 * asks for Graph's scopes only. */
static SlServer *
read_graph (const SlOnlineAccount *account)
{
  g_autofree char *escaped = NULL;
  g_autofree char *uri = NULL;

  if (g_strcmp0 (account->provider_type, "ms_graph") != 0 || account->address == NULL)
    return NULL;
  escaped = g_uri_escape_string (account->address, NULL, FALSE);
  uri = g_strdup_printf ("https://%s@graph.microsoft.com", escaped);
  return sl_server_new_from_uri (uri, NULL);
}

/**
 * sl_online_account_new:
 * @path: its object on the bus
 * @interfaces: `a{sa{sv}}`: interfaces with their properties, as another process sent them
 *
 * Source: data/dbus-interfaces.xml of GNOME Online Accounts.
 *
 * Returns: (transfer full) (nullable): the account; %NULL if it is none, or has no mail
 */
SlOnlineAccount *
sl_online_account_new (const char *path, GVariant *interfaces)
{
  g_autoptr (GVariant) account
      = g_variant_lookup_value (interfaces, ACCOUNT_INTERFACE, G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) mail
      = g_variant_lookup_value (interfaces, MAIL_INTERFACE, G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) token = g_variant_lookup_value (interfaces, TOKEN_INTERFACE, NULL);
  g_autoptr (GVariant) password = g_variant_lookup_value (interfaces, PASSWORD_INTERFACE, NULL);
  g_autoptr (SlOnlineAccount) self = g_new0 (SlOnlineAccount, 1);

  self->id = read_line (account, "Id");
  if (self->id == NULL || mail == NULL)
    return NULL;
  self->path = g_strdup (path);
  self->provider_type = read_line (account, "ProviderType");
  self->provider_name = read_line (account, "ProviderName");
  self->identity = read_line (account, "PresentationIdentity");
  self->address = read_line (mail, "EmailAddress");
  if (self->provider_name == NULL)
    self->provider_name = g_strdup (self->provider_type != NULL ? self->provider_type : self->id);
  if (self->identity == NULL)
    self->identity = g_strdup (self->address != NULL ? self->address : self->id);
  self->incoming = read_server (mail, &incoming_keys);
  self->outgoing = read_server (mail, &outgoing_keys);
  if (self->incoming == NULL)
    self->incoming = read_graph (self);
  self->takes_token = token != NULL;
  self->takes_password = password != NULL;
  self->attention = read_flag (account, "AttentionNeeded");
  self->mail_disabled = read_flag (account, "MailDisabled");
  return g_steal_pointer (&self);
}

/**
 * sl_online_account_is_usable:
 * @account: an account
 *
 * Returns: whether a sign-in can be made with it: it has a server and gives out something to sign
 * in with
 */
gboolean
sl_online_account_is_usable (const SlOnlineAccount *account)
{
  return (account->incoming != NULL || account->outgoing != NULL)
         && (account->takes_token || account->takes_password);
}

static gboolean
is_same_server (const SlServer *own, const SlServer *server)
{
  return own != NULL && own->protocol == server->protocol && own->port == server->port
         && g_ascii_strcasecmp (own->host, server->host) == 0;
}

/**
 * sl_online_account_names_server:
 * @account: an account
 * @server: where its secret is about to be sent
 *
 * A plan may be edited, or come from elsewhere; the desktop's secret goes only where the desktop
 * says.
 *
 * Returns: whether it is one of the account's own servers
 */
gboolean
sl_online_account_names_server (const SlOnlineAccount *account, const SlServer *server)
{
  return is_same_server (account->incoming, server) || is_same_server (account->outgoing, server);
}
