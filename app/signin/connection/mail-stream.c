/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "mail-stream.h"

#include "certificate-reader.h"
#include "certificate-rule.h"
#include "line-reader.h"
#include "opening-stream.h"
#include "road-note.h"
#include "shared-trust.h"
#include "signin-error.h"

#define READ_BYTES 4096

struct _SlMailStream
{
  const SlCheckRequest *request;
  SlDeadline           *deadline;
  SlLineReader         *reader;

  GSocketConnection *connection; /* nullable */
  SlOpeningStream   *opening;    /* nullable: between the socket and TLS */
  GIOStream         *tls;        /* nullable: a GTlsConnection */
  gboolean           encrypted;

  SlRoadNote  road;
  SlStageFunc on_stage;
  gpointer    on_stage_data;
};

/**
 * sl_mail_stream_new:
 * @request: where to connect and whom to trust; must outlive the stream
 * @deadline: the check's clock; must outlive the stream
 *
 * Returns: (transfer full): a stream that is not connected
 */
SlMailStream *
sl_mail_stream_new (const SlCheckRequest *request, SlDeadline *deadline)
{
  SlMailStream *self = g_new0 (SlMailStream, 1);

  self->request = request;
  self->deadline = deadline;
  self->reader = sl_line_reader_new ();
  sl_road_note_init (&self->road);
  return self;
}

/**
 * sl_mail_stream_free:
 * @self: (transfer full) (nullable): a stream
 */
void
sl_mail_stream_free (SlMailStream *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->tls);
  g_clear_object (&self->opening);
  g_clear_object (&self->connection);
  sl_line_reader_free (self->reader);
  sl_road_note_clear (&self->road);
  g_free (self);
}

/* Connecting */

static void
on_connection_event (GSocketClient      *client,
                     GSocketClientEvent  event,
                     GSocketConnectable *connectable,
                     GIOStream          *stream,
                     gpointer            user_data)
{
  SlMailStream *self = user_data;

  sl_road_note_on_event (&self->road, event, stream);
  /* Of several addresses the later ones are tried in the stage "connect" as well. */
  if (event == G_SOCKET_CLIENT_RESOLVING)
    self->on_stage (SL_STAGE_DNS, self->on_stage_data);
  else if (event == G_SOCKET_CLIENT_CONNECTING)
    self->on_stage (SL_STAGE_CONNECT, self->on_stage_data);
}

/**
 * sl_mail_stream_connect:
 * @self: a stream that is not connected
 * @on_stage: called in this thread when the next stage begins
 * @user_data: for @on_stage
 * @error: set to an error of GIO's resolver or sockets
 *
 * Finds the server and connects. All its addresses are tried, IPv6 and IPv4 side by side, so that
 * one broken family does not look like an outage.
 *
 * Source: RFC 8305 as done by GSocketClient.
 *
 * Returns: whether there is a connection
 */
gboolean
sl_mail_stream_connect (SlMailStream *self,
                        SlStageFunc   on_stage,
                        gpointer      user_data,
                        GError      **error)
{
  const SlServer *server = self->request->server;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GAsyncResult) result = NULL;

  self->on_stage = on_stage;
  self->on_stage_data = user_data;
  if (self->request->proxy_resolver != NULL)
    g_socket_client_set_proxy_resolver (client, self->request->proxy_resolver);
  g_signal_connect (client, "event", G_CALLBACK (on_connection_event), self);
  sl_deadline_start_step (self->deadline);
  g_socket_client_connect_to_host_async (client, server->host, server->port,
                                         sl_deadline_get_cancellable (self->deadline),
                                         sl_deadline_on_ready, self->deadline);
  result = sl_deadline_await (self->deadline);
  self->connection = g_socket_client_connect_to_host_finish (client, result, error);
  g_signal_handlers_disconnect_by_data (client, self);
  if (self->connection != NULL)
    return TRUE;
  sl_deadline_explain (self->deadline, error);
  if (error != NULL)
    sl_road_note_explain (&self->road, error);
  return FALSE;
}

/**
 * sl_mail_stream_describe_road:
 * @self: a stream that was told to connect
 * @result: (inout): learns which addresses were tried, and of a proxy
 */
void
sl_mail_stream_describe_road (const SlMailStream *self, SlCheckResult *result)
{
  sl_road_note_write (&self->road, result);
}

/* Encryption */

/* GIO asks here only when something is wrong; the same rule decides again after the handshake. */
static gboolean
on_accept_certificate (GTlsConnection      *connection,
                       GTlsCertificate     *certificate,
                       GTlsCertificateFlags errors,
                       gpointer             user_data)
{
  SlMailStream *self = user_data;

  return sl_certificate_rule_check (certificate, errors, self->request->pinned_key, NULL);
}

static GTlsDatabase *
ref_trust (const SlMailStream *self)
{
  if (self->request->trust != NULL)
    return sl_shared_trust_new (self->request->trust);
  return g_object_ref (sl_shared_trust_get_system ());
}

/**
 * sl_mail_stream_prepare_tls:
 * @self: a connected stream
 * @error: set to %SL_SIGNIN_ERROR_INJECTED, or to an error of GIO
 *
 * Makes everything ready for the handshake. Apart from it, because loading certificates takes our
 * time, not the server's. Bytes that came in clear behind the reply to STARTTLS would be taken for
 * encrypted ones afterwards, so they end the check.
 *
 * Source: RFC 3501, 6.2.1; the attack: CVE-2011-0411.
 *
 * Returns: whether the handshake may begin
 */
gboolean
sl_mail_stream_prepare_tls (SlMailStream *self, GError **error)
{
  const SlServer *server = self->request->server;
  GIOStream      *connection = G_IO_STREAM (self->connection);
  g_autoptr (GSocketConnectable) identity = g_network_address_new (server->host, server->port);
  g_autoptr (GIOStream) base = NULL;
  g_autoptr (GTlsDatabase) trust = ref_trust (self);

  if (!sl_line_reader_is_empty (self->reader))
    {
      g_set_error_literal (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_INJECTED,
                           "The server sent something in clear behind its reply to STARTTLS");
      return FALSE;
    }
  self->opening = sl_opening_stream_new (g_io_stream_get_input_stream (connection));
  base = g_simple_io_stream_new (G_INPUT_STREAM (self->opening),
                                 g_io_stream_get_output_stream (connection));
  /* With the database named at once GIO does not read the system's certificates first. */
  self->tls = G_IO_STREAM (g_initable_new (
      g_tls_backend_get_client_connection_type (g_tls_backend_get_default ()), NULL, error,
      "base-io-stream", base, "server-identity", identity, "database", trust, NULL));
  if (self->tls == NULL)
    return FALSE;
  if (self->request->client_certificate != NULL)
    g_tls_connection_set_certificate (G_TLS_CONNECTION (self->tls),
                                      self->request->client_certificate);
  g_signal_connect (self->tls, "accept-certificate", G_CALLBACK (on_accept_certificate), self);
  return TRUE;
}

static void
replace_error (GError **error, GQuark domain, int code, const char *message)
{
  g_clear_error (error);
  g_set_error_literal (error, domain, code, message);
}

/* A handshake fails for many reasons; the certificate and the first bytes tell the true one. */
static void
explain_failed_handshake (SlMailStream *self, GError **error)
{
  GTlsConnection      *tls = G_TLS_CONNECTION (self->tls);
  GTlsCertificateFlags errors = g_tls_connection_get_peer_certificate_errors (tls);

  sl_deadline_explain (self->deadline, error);
  if ((*error)->domain != G_TLS_ERROR)
    return;
  if (g_error_matches (*error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE) && errors != 0)
    {
      g_clear_error (error);
      sl_certificate_rule_check (g_tls_connection_get_peer_certificate (tls), errors,
                                 self->request->pinned_key, error);
    }
  else if (sl_opening_stream_was_cut (self->opening))
    replace_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED,
                   "The server cut the connection");
  else if (sl_opening_stream_is_http (self->opening))
    replace_error (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_HTTP,
                   "A web server answered where TLS was due");
  else if (self->request->server->security == SL_SECURITY_STARTTLS
           && !sl_opening_stream_is_tls (self->opening))
    replace_error (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_INJECTED,
                   "The server went on in clear after its reply to STARTTLS");
}

static gboolean
check_handshake (SlMailStream *self, GError **error)
{
  GTlsConnection *tls = G_TLS_CONNECTION (self->tls);

  switch (g_tls_connection_get_protocol_version (tls))
    {
    case G_TLS_PROTOCOL_VERSION_TLS_1_2:
    case G_TLS_PROTOCOL_VERSION_TLS_1_3:
      break;
    case G_TLS_PROTOCOL_VERSION_UNKNOWN:
    case G_TLS_PROTOCOL_VERSION_SSL_3_0:
    case G_TLS_PROTOCOL_VERSION_TLS_1_0:
    case G_TLS_PROTOCOL_VERSION_TLS_1_1:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_0:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_2:
    default:
      g_set_error_literal (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_TLS_VERSION,
                           "The server offers nothing newer than TLS 1.1");
      return FALSE;
    }
  return sl_certificate_rule_check (g_tls_connection_get_peer_certificate (tls),
                                    g_tls_connection_get_peer_certificate_errors (tls),
                                    self->request->pinned_key, error);
}

/**
 * sl_mail_stream_shake_hands:
 * @self: a stream that is prepared for TLS
 * @error: set to an error of #SlSigninError or GIO
 *
 * Encrypts the connection, and asks the certificate rule, also when the session was resumed and GIO
 * therefore did not ask.
 *
 * Returns: whether the connection is encrypted and the server is the right one
 */
gboolean
sl_mail_stream_shake_hands (SlMailStream *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) handshake_error = NULL;

  sl_deadline_start_step (self->deadline);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (self->tls), G_PRIORITY_DEFAULT,
                                    sl_deadline_get_cancellable (self->deadline),
                                    sl_deadline_on_ready, self->deadline);
  result = sl_deadline_await (self->deadline);
  if (!g_tls_connection_handshake_finish (G_TLS_CONNECTION (self->tls), result, &handshake_error))
    {
      explain_failed_handshake (self, &handshake_error);
      g_propagate_error (error, g_steal_pointer (&handshake_error));
      return FALSE;
    }
  self->encrypted = check_handshake (self, error);
  return self->encrypted;
}

/**
 * sl_mail_stream_is_encrypted:
 * @self: a stream
 *
 * Returns: whether a secret may be sent over it
 */
gboolean
sl_mail_stream_is_encrypted (const SlMailStream *self)
{
  return self->encrypted;
}

/* Talking */

static GIOStream *
get_stream (const SlMailStream *self)
{
  return self->encrypted ? self->tls : G_IO_STREAM (self->connection);
}

/**
 * sl_mail_stream_send:
 * @self: a connected stream
 * @data: one or more whole lines
 * @length: bytes in @data
 * @error: set to an error of GIO
 *
 * Sends everything at once and begins a new step: the answer has the step's whole time.
 *
 * Returns: whether all was handed to the system
 */
gboolean
sl_mail_stream_send (SlMailStream *self, const char *data, gsize length, GError **error)
{
  GOutputStream *output = g_io_stream_get_output_stream (get_stream (self));
  g_autoptr (GAsyncResult) result = NULL;

  sl_deadline_start_step (self->deadline);
  sl_line_reader_start_reply (self->reader);
  g_output_stream_write_all_async (output, data, length, G_PRIORITY_DEFAULT,
                                   sl_deadline_get_cancellable (self->deadline),
                                   sl_deadline_on_ready, self->deadline);
  result = sl_deadline_await (self->deadline);
  if (g_output_stream_write_all_finish (output, result, NULL, error))
    return TRUE;
  sl_deadline_explain (self->deadline, error);
  return FALSE;
}

/**
 * sl_mail_stream_start_reply:
 * @self: a stream
 *
 * Begins a step without sending: the server speaks next, and its reply is measured afresh.
 */
void
sl_mail_stream_start_reply (SlMailStream *self)
{
  sl_deadline_start_step (self->deadline);
  sl_line_reader_start_reply (self->reader);
}

static gboolean
read_more (SlMailStream *self, GError **error)
{
  GInputStream *input = g_io_stream_get_input_stream (get_stream (self));
  g_autoptr (GAsyncResult) result = NULL;
  char   buffer[READ_BYTES];
  gssize n_read;

  g_input_stream_read_async (input, buffer, sizeof buffer, G_PRIORITY_DEFAULT,
                             sl_deadline_get_cancellable (self->deadline), sl_deadline_on_ready,
                             self->deadline);
  result = sl_deadline_await (self->deadline);
  n_read = g_input_stream_read_finish (input, result, error);
  if (n_read < 0)
    {
      sl_deadline_explain (self->deadline, error);
      return FALSE;
    }
  if (n_read == 0)
    {
      g_set_error_literal (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_CLOSED,
                           "The server ended the connection");
      return FALSE;
    }
  sl_line_reader_feed (self->reader, buffer, (gsize) n_read);
  return TRUE;
}

/**
 * sl_mail_stream_read_line:
 * @self: a connected stream
 * @error: set to an error of #SlSigninError or GIO
 *
 * Reads the next line within the time of the step.
 *
 * Returns: (transfer full) (nullable): the line without its end, no known encoding, or %NULL
 */
char *
sl_mail_stream_read_line (SlMailStream *self, GError **error)
{
  char *line = NULL;

  while (sl_line_reader_take_line (self->reader, &line, error))
    {
      if (line != NULL)
        return line;
      if (!read_more (self, error))
        return NULL;
    }
  return NULL;
}

/**
 * sl_mail_stream_close:
 * @self: a stream
 *
 * Ends the connection, with TLS's own goodbye where there is time for it.
 */
void
sl_mail_stream_close (SlMailStream *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (self->connection == NULL)
    return;
  if (self->encrypted)
    {
      sl_deadline_start_step (self->deadline);
      g_io_stream_close_async (self->tls, G_PRIORITY_DEFAULT,
                               sl_deadline_get_cancellable (self->deadline), sl_deadline_on_ready,
                               self->deadline);
      result = sl_deadline_await (self->deadline);
      g_io_stream_close_finish (self->tls, result, NULL);
    }
  g_io_stream_close (G_IO_STREAM (self->connection), NULL, NULL);
}

/* What was found */

/**
 * sl_mail_stream_dup_address:
 * @self: a stream
 * @remote: the server's address, else our own
 *
 * Returns: (transfer full) (nullable): the IP address, %NULL if there was no connection
 */
char *
sl_mail_stream_dup_address (const SlMailStream *self, gboolean remote)
{
  g_autoptr (GSocketAddress) address = NULL;
  GInetAddress *inet_address;

  if (self->connection == NULL)
    return NULL;
  address = remote ? g_socket_connection_get_remote_address (self->connection, NULL)
                   : g_socket_connection_get_local_address (self->connection, NULL);
  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return NULL;
  inet_address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  return g_inet_address_to_string (inet_address);
}

/**
 * sl_mail_stream_get_tls_version:
 * @self: a stream
 *
 * Returns: (transfer none) (nullable): such as "TLS 1.3", %NULL without encryption
 */
const char *
sl_mail_stream_get_tls_version (const SlMailStream *self)
{
  if (!self->encrypted)
    return NULL;
  return g_tls_connection_get_protocol_version (G_TLS_CONNECTION (self->tls))
                 == G_TLS_PROTOCOL_VERSION_TLS_1_3
             ? "TLS 1.3"
             : "TLS 1.2";
}

/**
 * sl_mail_stream_read_binding:
 * @self: an encrypted stream
 * @binding: (inout): set; its data is freed before
 *
 * Reads what ties a sign-in to this connection. TLS 1.2 has its own kind of it, which TLS 1.3 left
 * out.
 *
 * Source: RFC 5929, 3; RFC 9266, 2.
 */
void
sl_mail_stream_read_binding (const SlMailStream *self, SlChannelBinding *binding)
{
  GTlsConnection *tls = G_TLS_CONNECTION (self->tls);
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  binding->exporter = g_tls_connection_get_protocol_version (tls) == G_TLS_PROTOCOL_VERSION_TLS_1_3;
  g_clear_pointer (&binding->base64, g_free);
  if (g_tls_connection_get_channel_binding_data (
          tls,
          binding->exporter ? G_TLS_CHANNEL_BINDING_TLS_EXPORTER : G_TLS_CHANNEL_BINDING_TLS_UNIQUE,
          data, &error))
    binding->base64 = g_base64_encode (data->data, data->len);
  else
    g_debug ("The connection gives no channel binding: %s", error->message);
}

/**
 * sl_mail_stream_dup_key:
 * @self: an encrypted stream
 *
 * Returns: (transfer full) (nullable): the server's key, see sl_certificate_reader_dup_key()
 */
char *
sl_mail_stream_dup_key (const SlMailStream *self)
{
  return sl_certificate_reader_dup_key (
      g_tls_connection_get_peer_certificate (G_TLS_CONNECTION (self->tls)));
}

/**
 * sl_mail_stream_read_certificate:
 * @self: a stream whose handshake came to a certificate
 *
 * Returns: (transfer full) (nullable): what the server's certificate says of itself, %NULL if there
 *   was none
 */
SlCertificateFacts *
sl_mail_stream_read_certificate (const SlMailStream *self)
{
  GTlsCertificate *certificate = NULL;

  if (self->tls != NULL)
    certificate = g_tls_connection_get_peer_certificate (G_TLS_CONNECTION (self->tls));
  return certificate != NULL ? sl_certificate_reader_read (certificate) : NULL;
}
