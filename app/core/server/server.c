/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "server.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* clang-format off */
G_DEFINE_QUARK (sl-server-error-quark, sl_server_error)
/* clang-format on */

#define MAX_URI_BYTES 2048
#define MAX_HOST_BYTES 253 /* RFC 1035, 2.3.4, without the root's dot */
#define MAX_LABEL_BYTES 63 /* RFC 1035, 2.3.4 */

/* Ports: RFC 8314, 3.2 and 3.3 (993, 995, 465); RFC 3501, 2.1 (143); RFC 1939, 3 (110);
 * RFC 6409, 3.1 (587); RFC 9110, 4.2.2 (443). */
typedef struct
{
  const char *scheme;
  SlProtocol  protocol;
  SlSecurity  security;
  guint16     port;
} Scheme;

static const Scheme schemes[] = {
  { "imaps", SL_PROTOCOL_IMAP, SL_SECURITY_TLS, 993 },
  { "imap", SL_PROTOCOL_IMAP, SL_SECURITY_STARTTLS, 143 },
  { "pop3s", SL_PROTOCOL_POP3, SL_SECURITY_TLS, 995 },
  { "pop3", SL_PROTOCOL_POP3, SL_SECURITY_STARTTLS, 110 },
  { "smtps", SL_PROTOCOL_SMTP, SL_SECURITY_TLS, 465 },
  { "smtp", SL_PROTOCOL_SMTP, SL_SECURITY_STARTTLS, 587 },
  { "jmap", SL_PROTOCOL_JMAP, SL_SECURITY_TLS, 443 },
  { "https", SL_PROTOCOL_HTTPS, SL_SECURITY_TLS, 443 },
};

/* The parts of a URI, still percent-encoded. */
typedef struct
{
  char *scheme;
  char *user;
  char *password;
  char *host;
  int   port;
  char *path;
  char *query;
  char *fragment;
} Parts;

static void
parts_clear (Parts *parts)
{
  g_free (parts->scheme);
  g_free (parts->user);
  g_free (parts->password);
  g_free (parts->host);
  g_free (parts->path);
  g_free (parts->query);
  g_free (parts->fragment);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

static const Scheme *
find_scheme (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strcasecmp (schemes[i].scheme, name) == 0)
      return &schemes[i];
  return NULL;
}

static const Scheme *
find_kind (SlProtocol protocol, SlSecurity security)
{
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (schemes[i].protocol == protocol && schemes[i].security == security)
      return &schemes[i];
  return find_kind (protocol, SL_SECURITY_TLS);
}

static gboolean
speaks_http (SlProtocol protocol)
{
  return protocol == SL_PROTOCOL_JMAP || protocol == SL_PROTOCOL_HTTPS;
}

static gboolean
label_is_valid (const char *label)
{
  gsize length = strlen (label);

  if (length == 0 || length > MAX_LABEL_BYTES || label[0] == '-' || label[length - 1] == '-')
    return FALSE;
  /* The underscore is not in RFC 1123, but real servers carry it. */
  return strspn (label, "abcdefghijklmnopqrstuvwxyz0123456789-_") == length;
}

/**
 * sl_server_clean_host:
 * @host: a host name or address literal as somebody wrote it
 *
 * Source: RFC 1123, 2.1; RFC 5890 for names that are not ASCII.
 *
 * Returns: (transfer full) (nullable): it in lower-case ASCII, without a dot at its end; %NULL if
 * it is neither
 */
char *
sl_server_clean_host (const char *host)
{
  g_autofree char *ascii = NULL;
  g_autofree char *lower = NULL;
  g_auto (GStrv) labels = NULL;
  gsize length;

  if (!g_utf8_validate (host, -1, NULL))
    return NULL;
  ascii = g_hostname_is_non_ascii (host) ? g_hostname_to_ascii (host) : g_strdup (host);
  if (ascii == NULL)
    return NULL;
  lower = g_ascii_strdown (ascii, -1);
  if (g_hostname_is_ip_address (lower) && strchr (lower, '%') == NULL)
    return g_steal_pointer (&lower);
  length = strlen (lower);
  if (length > 0 && lower[length - 1] == '.')
    lower[--length] = '\0';
  if (length == 0 || length > MAX_HOST_BYTES)
    return NULL;
  labels = g_strsplit (lower, ".", -1);
  for (guint i = 0; labels[i] != NULL; i++)
    if (!label_is_valid (labels[i]))
      return NULL;
  return g_steal_pointer (&lower);
}

/* A control character in a user name could end the command line it is sent in. */
static gboolean
user_is_valid (const char *user)
{
  if (*user == '\0' || !g_utf8_validate (user, -1, NULL))
    return FALSE;
  for (const char *p = user; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static SlServer *
server_alloc (const Scheme *scheme, char *host, guint16 port, char *user, char *path)
{
  SlServer *server = g_atomic_rc_box_new0 (SlServer);

  server->protocol = scheme->protocol;
  server->security = scheme->security;
  server->host = host;
  server->port = port != 0 ? port : scheme->port;
  server->user = user;
  server->path = path;
  return server;
}

/**
 * sl_server_new:
 * @protocol: what it speaks
 * @security: how it is encrypted; what speaks HTTP is always %SL_SECURITY_TLS
 * @host: host name, lower-cased here, or address literal without brackets
 * @port: TCP port, 0 for the usual one
 * @user: (nullable): user name, decoded, UTF-8
 *
 * Returns: (transfer full): the server
 */
SlServer *
sl_server_new (
    SlProtocol protocol, SlSecurity security, const char *host, guint16 port, const char *user)
{
  g_return_val_if_fail (host != NULL, NULL);

  return server_alloc (find_kind (protocol, security), g_ascii_strdown (host, -1), port,
                       g_strdup (user), NULL);
}

/**
 * sl_server_new_with_path:
 * @protocol: what it speaks
 * @security: how it is encrypted; what speaks HTTP is always %SL_SECURITY_TLS
 * @host: host name, lower-cased here, or address literal without brackets
 * @port: TCP port, 0 for the usual one
 * @user: (nullable): user name, decoded, UTF-8
 * @path: (nullable): path and query, beginning with "/"; "", "/" and %NULL are the same, and what
 *   speaks no HTTP has none
 *
 * Returns: (transfer full): the server
 */
SlServer *
sl_server_new_with_path (SlProtocol  protocol,
                         SlSecurity  security,
                         const char *host,
                         guint16     port,
                         const char *user,
                         const char *path)
{
  SlServer *server = sl_server_new (protocol, security, host, port, user);

  if (path != NULL && *path != '\0' && !g_str_equal (path, "/") && speaks_http (protocol))
    server->path = g_strdup (path);
  return server;
}

/**
 * sl_server_new_for_user:
 * @server: a server, such as a provider's
 * @user: (nullable): user name, decoded, UTF-8
 *
 * Returns: (transfer full): the same server, path included, for that user
 */
SlServer *
sl_server_new_for_user (const SlServer *server, const char *user)
{
  return server_alloc (find_kind (server->protocol, server->security), g_strdup (server->host),
                       server->port, g_strdup (user), g_strdup (server->path));
}

static gboolean
split_uri (const char *uri, Parts *parts, GError **error)
{
  const GUriFlags  flags = G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED;
  const char      *colon = strstr (uri, "://");
  g_autofree char *scheme = NULL;

  if (colon == NULL || strlen (uri) > MAX_URI_BYTES)
    {
      g_set_error_literal (error, SL_SERVER_ERROR, SL_SERVER_ERROR_SYNTAX,
                           _ ("This is not a server address; write it as imaps://user@host"));
      return FALSE;
    }
  scheme = g_strndup (uri, colon - uri);
  if (find_scheme (scheme) == NULL)
    {
      g_autofree char *shown = g_utf8_make_valid (scheme, MIN (strlen (scheme), 32));

      g_set_error (error, SL_SERVER_ERROR, SL_SERVER_ERROR_SCHEME,
                   /* Translators: %s is what stands before "://" in an address. */
                   _ ("“%s” is not a kind of server; use imaps, imap, pop3s, pop3, smtps, smtp, "
                      "jmap or https"),
                   shown);
      return FALSE;
    }
  if (g_uri_split_with_user (uri, flags, &parts->scheme, &parts->user, &parts->password, NULL,
                             &parts->host, &parts->port, &parts->path, &parts->query,
                             &parts->fragment, NULL))
    return TRUE;
  /* The address itself is not repeated: a mistyped one may hold a password. */
  g_set_error_literal (error, SL_SERVER_ERROR, SL_SERVER_ERROR_SYNTAX,
                       _ ("This is not a server address; write it as imaps://user@host, with %40 "
                          "for an @ in the user name and a port from 1 to 65535"));
  return FALSE;
}

static gboolean
parse_host (const Parts *parts, char **host, GError **error)
{
  g_autofree char *decoded = g_uri_unescape_string (parts->host != NULL ? parts->host : "", "/");

  *host = decoded != NULL ? sl_server_clean_host (decoded) : NULL;
  if (*host != NULL && parts->port != 0)
    return TRUE;
  g_clear_pointer (host, g_free);
  g_set_error_literal (error, SL_SERVER_ERROR, SL_SERVER_ERROR_SYNTAX,
                       parts->port == 0
                           ? _ ("The server's port must be a number from 1 to 65535")
                           : _ ("The server's host name is missing or not valid; write the address "
                                "as imaps://user@host, with %40 for an @ in the user name"));
  return FALSE;
}

static gboolean
parse_user (const Parts *parts, char **user, GError **error)
{
  *user = NULL;
  if (parts->password != NULL)
    {
      g_set_error_literal (error, SL_SERVER_ERROR, SL_SERVER_ERROR_PASSWORD,
                           _ ("A server address must not hold a password, because others could "
                              "read it; leave it out"));
      return FALSE;
    }
  if (parts->user == NULL || *parts->user == '\0')
    return TRUE;
  *user = g_uri_unescape_string (parts->user, NULL);
  if (*user != NULL && user_is_valid (*user))
    return TRUE;
  g_clear_pointer (user, g_free);
  g_set_error_literal (error, SL_SERVER_ERROR, SL_SERVER_ERROR_SYNTAX,
                       _ ("The user name in the server address is not valid text"));
  return FALSE;
}

static gboolean
parse_path (const Scheme *scheme, const Parts *parts, char **path, GError **error)
{
  const char *given = parts->path != NULL ? parts->path : "";
  gboolean    plain = (*given == '\0' || g_str_equal (given, "/")) && parts->query == NULL;

  *path = NULL;
  if ((!plain && !speaks_http (scheme->protocol)) || parts->fragment != NULL)
    {
      g_set_error_literal (error, SL_SERVER_ERROR, SL_SERVER_ERROR_SYNTAX,
                           _ ("Nothing may follow the host and port in a mail server's address"));
      return FALSE;
    }
  if (plain)
    return TRUE;
  *path = g_strconcat (*given == '\0' ? "/" : given, parts->query != NULL ? "?" : NULL,
                       parts->query, NULL);
  return TRUE;
}

/**
 * sl_server_new_from_uri:
 * @uri: such as "imaps://ann%40example.org@imap.example.org:993"
 * @error: set to an #SlServerError; the message never repeats a part that may be secret
 *
 * Reads a server's address. imaps, pop3s and smtps mean TLS from the first byte, imap, pop3 and
 * smtp mean STARTTLS; jmap and https may carry a path and query. A missing port is the usual one.
 *
 * Source: RFC 3986, 3; RFC 8314, 3.
 *
 * Returns: (transfer full) (nullable): the server, or %NULL with @error set
 */
SlServer *
sl_server_new_from_uri (const char *uri, GError **error)
{
  g_auto (Parts) parts = { .port = -1 };
  g_autofree char *host = NULL;
  g_autofree char *user = NULL;
  g_autofree char *path = NULL;
  const Scheme    *scheme;

  g_return_val_if_fail (uri != NULL, NULL);

  if (!split_uri (uri, &parts, error))
    return NULL;
  scheme = find_scheme (parts.scheme);
  if (!parse_user (&parts, &user, error) || !parse_host (&parts, &host, error)
      || !parse_path (scheme, &parts, &path, error))
    return NULL;
  return server_alloc (scheme, g_steal_pointer (&host), parts.port > 0 ? parts.port : 0,
                       g_steal_pointer (&user), g_steal_pointer (&path));
}

/**
 * sl_server_to_uri:
 * @server: a server
 *
 * Returns: (transfer full): its address as sl_server_new_from_uri() reads it; the usual port is
 * left out
 */
char *
sl_server_to_uri (const SlServer *server)
{
  const Scheme *scheme = find_kind (server->protocol, server->security);
  gboolean      is_ipv6 = strchr (server->host, ':') != NULL;
  GString      *uri = g_string_new (scheme->scheme);

  g_string_append (uri, "://");
  if (server->user != NULL)
    {
      g_string_append_uri_escaped (uri, server->user, NULL, FALSE);
      g_string_append_c (uri, '@');
    }
  g_string_append_printf (uri, is_ipv6 ? "[%s]" : "%s", server->host);
  if (server->port != scheme->port)
    g_string_append_printf (uri, ":%u", server->port);
  if (server->path != NULL)
    g_string_append (uri, server->path);
  return g_string_free (uri, FALSE);
}

/**
 * sl_server_list_to_uris:
 * @servers: (element-type SlServer): servers
 *
 * Returns: (transfer full): their addresses, as sl_server_to_uri() writes them, in this order
 */
char **
sl_server_list_to_uris (GPtrArray *servers)
{
  char **uris = g_new0 (char *, servers->len + 1);

  for (guint i = 0; i < servers->len; i++)
    uris[i] = sl_server_to_uri (g_ptr_array_index (servers, i));
  return uris;
}

/**
 * sl_server_ref:
 * @server: a server
 *
 * Returns: (transfer full): @server with one more reference; may be called in any thread
 */
SlServer *
sl_server_ref (SlServer *server)
{
  return g_atomic_rc_box_acquire (server);
}

static void
server_clear (gpointer data)
{
  SlServer *server = data;

  g_free (server->host);
  g_free (server->user);
  g_free (server->path);
}

/**
 * sl_server_unref:
 * @server: (transfer full): a server
 *
 * Gives up one reference; may be called in any thread.
 */
void
sl_server_unref (SlServer *server)
{
  g_atomic_rc_box_release_full (server, server_clear);
}

/**
 * sl_server_default_port:
 * @protocol: what it speaks
 * @security: how it is encrypted
 *
 * Returns: the usual TCP port
 */
guint16
sl_server_default_port (SlProtocol protocol, SlSecurity security)
{
  return find_kind (protocol, security)->port;
}
