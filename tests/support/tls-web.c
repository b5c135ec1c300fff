/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A web server that speaks TLS. It is encrypted here because SoupServer, up to 3.6 at least, frees
 * a connection whose handshake is under way when it ends, and uses it once the handshake has ended
 * (soup-server-connection.c, tls_connection_handshake_ready_cb). */
#include "tls-web.h"

#define KEY "sl-tls-web"

typedef struct
{
  SoupServer      *server; /* not owned: it owns this */
  GTlsCertificate *certificate;
  GSocketService  *service;
  GCancellable    *cancellable;
} TlsWeb;

static void
tls_web_free (gpointer data)
{
  TlsWeb *self = data;

  g_cancellable_cancel (self->cancellable);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_object_unref (self->cancellable);
  g_object_unref (self->certificate);
  g_free (self);
}

/* A client that does not like the certificate is let go. */
static void
on_handshake_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GSocketConnection) connection = user_data;
  GTlsConnection *tls = G_TLS_CONNECTION (source);
  TlsWeb         *self;
  g_autoptr (GSocketAddress) local = NULL;
  g_autoptr (GSocketAddress) remote = NULL;

  /* Whoever is cancelled must not look at what is gone. */
  if (!g_tls_connection_handshake_finish (tls, result, NULL))
    return;
  self = g_object_get_data (G_OBJECT (connection), KEY);
  local = g_socket_connection_get_local_address (connection, NULL);
  remote = g_socket_connection_get_remote_address (connection, NULL);
  if (local != NULL && remote != NULL)
    soup_server_accept_iostream (self->server, G_IO_STREAM (tls), local, remote, NULL);
}

static gboolean
on_incoming (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source_object,
             gpointer           user_data)
{
  TlsWeb *self = user_data;
  g_autoptr (GIOStream) tls
      = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);

  g_assert_nonnull (tls);
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (tls), FALSE);
  g_object_set_data (G_OBJECT (connection), KEY, self);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (tls), G_PRIORITY_DEFAULT, self->cancellable,
                                    on_handshake_ready, g_object_ref (connection));
  return TRUE;
}

/**
 * sl_tls_web_listen:
 * @server: answers the requests; it need not listen itself
 * @certificate: with its key
 *
 * Listens on 127.0.0.1 until sl_tls_web_stop() or until the server is finalized.
 *
 * Returns: the port
 */
guint16
sl_tls_web_listen (SoupServer *server, GTlsCertificate *certificate)
{
  TlsWeb *self = g_new0 (TlsWeb, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) got = NULL;
  g_autoptr (GError) error = NULL;

  /* Nobody is told this port: a server that does not listen keeps no connection alive. */
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  self->server = server;
  self->certificate = g_object_ref (certificate);
  self->service = g_socket_service_new ();
  self->cancellable = g_cancellable_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &got, &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_incoming), self);
  g_object_set_data_full (G_OBJECT (server), KEY, self, tls_web_free);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got));
}

/**
 * sl_tls_web_stop:
 * @server: whether it listens or not
 *
 * Ends its connections and stops listening, with TLS and without.
 */
void
sl_tls_web_stop (SoupServer *server)
{
  g_object_set_data (G_OBJECT (server), KEY, NULL);
  soup_server_disconnect (server);
}
