/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protocol.h"

/**
 * SlServer:
 * @protocol: what it speaks
 * @security: implicit TLS or STARTTLS
 * @host: lower-case host name or address literal without brackets
 * @port: TCP port
 * @user: (nullable): user name, decoded, UTF-8; %NULL for a door that is only knocked at
 * @path: (nullable): only for https and jmap: the path and query, beginning with "/"
 *
 * One server to check. An immutable value; written as a URI
 * (imaps:// imap:// pop3s:// pop3:// smtps:// smtp:// jmap:// https://, user@host:port, user URI-encoded).
 * imap://, pop3:// and smtp:// mean STARTTLS. A password in the URI is an error.
 */
typedef struct
{
  SlProtocol protocol;
  SlSecurity security;
  char      *host;
  guint16    port;
  char      *user;
  char      *path;
} SlServer;

typedef enum
{
  SL_SERVER_ERROR_SCHEME,   /* no such scheme */
  SL_SERVER_ERROR_SYNTAX,   /* not a URI, no host, bad port */
  SL_SERVER_ERROR_PASSWORD, /* the URI holds a password: it would show in process lists */
} SlServerError;

#define SL_SERVER_ERROR (sl_server_error_quark ())
GQuark sl_server_error_quark (void);

SlServer *sl_server_new (SlProtocol protocol, SlSecurity security, const char *host, guint16 port, const char *user);
SlServer *sl_server_new_with_path (SlProtocol protocol, SlSecurity security, const char *host, guint16 port, const char *user, const char *path);
SlServer *sl_server_new_for_user (const SlServer *server, const char *user);
SlServer *sl_server_new_from_uri (const char *uri, GError **error);
char     *sl_server_to_uri (const SlServer *server);
char     **sl_server_list_to_uris (GPtrArray *servers);
SlServer *sl_server_ref (SlServer *server);
void      sl_server_unref (SlServer *server);
char     *sl_server_clean_host (const char *host);
guint16   sl_server_default_port (SlProtocol protocol, SlSecurity security);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlServer, sl_server_unref)
