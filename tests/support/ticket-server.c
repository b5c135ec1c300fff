/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ticket-server.h"

#include <gnutls/gnutls.h>
#include <string.h>

#define GREETING "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n"
#define ANSWER "a4 OK\r\na5 OK\r\n* BYE\r\na6 OK\r\n"
#define LONGEST_WAIT_MS 20000

typedef struct
{
  gnutls_certificate_credentials_t credentials;
  gnutls_datum_t                   ticket_key;
} Keys;

static void
must (int result)
{
  if (result < 0)
    g_error ("the ticket server: %s", gnutls_strerror (result));
}

static void
prepare (SlTicketServer *self, Keys *keys)
{
  const gnutls_datum_t certificate
      = { (guchar *) self->certificate_pem, (unsigned int) strlen (self->certificate_pem) };
  const gnutls_datum_t key = { (guchar *) self->key_pem, (unsigned int) strlen (self->key_pem) };

  must (gnutls_certificate_allocate_credentials (&keys->credentials));
  must (gnutls_certificate_set_x509_key_mem (keys->credentials, &certificate, &key,
                                             GNUTLS_X509_FMT_PEM));
  must (gnutls_session_ticket_key_generate (&keys->ticket_key));
}

static void
talk (SlTicketServer *self, gnutls_session_t session)
{
  char    data[1024];
  ssize_t n_read;

  self->n_resumed += gnutls_session_is_resumed (session) != 0;
  gnutls_record_send (session, GREETING, strlen (GREETING));
  n_read = gnutls_record_recv (session, data, sizeof data);
  if (n_read > 0)
    {
      g_string_append_len (self->received, data, n_read);
      gnutls_record_send (session, ANSWER, strlen (ANSWER));
    }
  gnutls_bye (session, GNUTLS_SHUT_WR);
}

static void
serve (SlTicketServer *self, const Keys *keys, GSocketConnection *connection)
{
  gnutls_session_t session;

  must (gnutls_init (&session, GNUTLS_SERVER));
  must (gnutls_priority_set_direct (session, self->priority, NULL));
  must (gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, keys->credentials));
  must (gnutls_session_ticket_enable_server (session, &keys->ticket_key));
  gnutls_handshake_set_timeout (session, LONGEST_WAIT_MS);
  gnutls_record_set_timeout (session, LONGEST_WAIT_MS);
  g_socket_set_blocking (g_socket_connection_get_socket (connection), TRUE);
  gnutls_transport_set_int (session, g_socket_get_fd (g_socket_connection_get_socket (connection)));
  if (gnutls_handshake (session) == GNUTLS_E_SUCCESS)
    talk (self, session);
  gnutls_deinit (session);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
}

static gpointer
run (gpointer data)
{
  SlTicketServer *self = data;
  Keys            keys;

  prepare (self, &keys);
  while (TRUE)
    {
      g_autoptr (GSocketConnection) connection
          = g_socket_listener_accept (self->server.listener, NULL, self->server.stopping, NULL);

      if (connection == NULL)
        break;
      serve (self, &keys, connection);
    }
  gnutls_free (keys.ticket_key.data);
  gnutls_certificate_free_credentials (keys.credentials);
  return NULL;
}

/**
 * sl_ticket_server_new:
 * @certificate: what it shows, with its key
 * @priority: (nullable): which TLS it speaks, in GnuTLS's words; "NORMAL" by default
 *
 * Returns: (transfer full): a server that listens
 */
SlTicketServer *
sl_ticket_server_new (GTlsCertificate *certificate, const char *priority)
{
  SlTicketServer *self = g_new0 (SlTicketServer, 1);

  g_object_get (certificate, "certificate-pem", &self->certificate_pem, "private-key-pem",
                &self->key_pem, NULL);
  self->priority = g_strdup (priority != NULL ? priority : "NORMAL");
  self->received = g_string_new (NULL);
  sl_loopback_thread_start (&self->server, "ticket-server", run, self);
  self->port = self->server.port;
  return self;
}

/**
 * sl_ticket_server_stop:
 * @self: a server
 *
 * Waits until the present client has gone, then ends.
 */
void
sl_ticket_server_stop (SlTicketServer *self)
{
  sl_loopback_thread_stop (&self->server);
}

/**
 * sl_ticket_server_free:
 * @self: (transfer full) (nullable): a server
 */
void
sl_ticket_server_free (SlTicketServer *self)
{
  if (self == NULL)
    return;
  sl_loopback_thread_clear (&self->server);
  g_string_free (self->received, TRUE);
  g_free (self->certificate_pem);
  g_free (self->key_pem);
  g_free (self->priority);
  g_free (self);
}
