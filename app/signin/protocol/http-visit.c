/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RFC 9110 HTTP semantics · RFC 9112 HTTP/1.1 · RFC 9113 HTTP/2, both by libsoup */
#define G_LOG_DOMAIN "sl-signin"

#include "http-visit.h"

#include "certificate-reader.h"
#include "certificate-rule.h"
#include "http-credential.h"
#include "http-error.h"
#include "road-note.h"
#include "shared-trust.h"
#include "signin-error.h"

#include <libsoup/soup.h>
#include <string.h>

#define USER_AGENT "StormLantern/" SL_VERSION

#define MOST_REDIRECTS 5
#define CHUNK_BYTES (16 * 1024)

struct _SlHttpVisit
{
  SlConversation       *conversation;
  SoupSession          *session;
  const SlHttpQuestion *question; /* the one under way */
  SlSecret             *credential;
  GError               *distrust; /* nullable: why this server may not be told anything */
  SlCertificateFacts   *facts;    /* nullable: of the certificate that is the reason */
  GUri                 *address;  /* of the request under way, nullable */
  SlRoadNote            road;
  gboolean              arrived; /* the request under way was sent to the server itself */
};

/**
 * sl_http_visit_new:
 * @conversation: one that has not begun; must outlive the visit
 *
 * Returns: (transfer full): a visit that is not connected
 */
SlHttpVisit *
sl_http_visit_new (SlConversation *conversation)
{
  const SlCheckRequest *request = conversation->request;
  SlHttpVisit          *self = g_new0 (SlHttpVisit, 1);
  /* Asked for in any case: libsoup's connections begin with it. */
  GTlsDatabase *system_trust = sl_shared_trust_get_system ();
  g_autoptr (GTlsDatabase) trust
      = request->trust != NULL ? sl_shared_trust_new (request->trust) : g_object_ref (system_trust);

  self->conversation = conversation;
  self->session = soup_session_new_with_options ("tls-database", trust, "user-agent", USER_AGENT,
                                                 "timeout", 0, "idle-timeout", 0, NULL);
  if (request->proxy_resolver != NULL)
    soup_session_set_proxy_resolver (self->session, request->proxy_resolver);
  sl_road_note_init (&self->road);
  /* libsoup would present the credential again by itself, and unpack what is not counted. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  return self;
}

/**
 * sl_http_visit_free:
 * @self: (transfer full) (nullable): a visit
 *
 * Closes its connection, and writes into the check's result which way it led.
 */
void
sl_http_visit_free (SlHttpVisit *self)
{
  if (self == NULL)
    return;
  soup_session_abort (self->session);
  sl_road_note_write (&self->road, self->conversation->result);
  sl_road_note_clear (&self->road);
  g_object_unref (self->session);
  g_clear_pointer (&self->credential, sl_secret_unref);
  g_clear_error (&self->distrust);
  g_clear_pointer (&self->facts, sl_certificate_facts_free);
  g_clear_pointer (&self->address, g_uri_unref);
  g_free (self);
}

/**
 * sl_http_visit_make_address:
 * @server: a server that speaks HTTP
 * @usual_path: where to ask if @server names no path; path and query
 *
 * Returns: (transfer full) (nullable): the address without the user, %NULL if its path is none
 */
GUri *
sl_http_visit_make_address (const SlServer *server, const char *usual_path)
{
  gboolean         is_ipv6 = strchr (server->host, ':') != NULL;
  g_autofree char *text
      = g_strdup_printf (is_ipv6 ? "https://[%s]:%u%s" : "https://%s:%u%s", server->host,
                         server->port, server->path != NULL ? server->path : usual_path);

  return g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);
}

/* The connection */

static void
note_distrust (SlHttpVisit *self, GError *error)
{
  g_clear_error (&self->distrust);
  self->distrust = error;
}

static gboolean
is_trusted (SlHttpVisit *self, GTlsCertificate *certificate, GTlsCertificateFlags errors)
{
  g_autoptr (GError) error = NULL;

  if (sl_certificate_rule_check (certificate, errors, self->conversation->request->pinned_key,
                                 &error))
    return TRUE;
  note_distrust (self, g_steal_pointer (&error));
  g_clear_pointer (&self->facts, sl_certificate_facts_free);
  if (certificate != NULL)
    self->facts = sl_certificate_reader_read (certificate);
  return FALSE;
}

/* GIO asks here only when something is wrong, and not for resumed sessions: on_starting() asks
 * again. */
static gboolean
on_accept_certificate (SoupMessage         *message,
                       GTlsCertificate     *certificate,
                       GTlsCertificateFlags errors,
                       gpointer             user_data)
{
  return is_trusted (user_data, certificate, errors);
}

static void
note_address (SlConversation *conversation, GIOStream *connection)
{
  g_autoptr (GSocketAddress) address = NULL;

  if (!G_IS_SOCKET_CONNECTION (connection) || conversation->result->address != NULL)
    return;
  address = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (connection), NULL);
  if (G_IS_INET_SOCKET_ADDRESS (address))
    conversation->result->address = g_inet_address_to_string (
        g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

static void
on_network_event (SoupMessage       *message,
                  GSocketClientEvent event,
                  GIOStream         *connection,
                  gpointer           user_data)
{
  SlHttpVisit *self = user_data;

  sl_road_note_on_event (&self->road, event, connection);
  if (event == G_SOCKET_CLIENT_RESOLVING)
    sl_conversation_enter (self->conversation, SL_STAGE_DNS);
  else if (event == G_SOCKET_CLIENT_CONNECTING)
    sl_conversation_enter (self->conversation, SL_STAGE_CONNECT);
  else if (event == G_SOCKET_CLIENT_CONNECTED)
    note_address (self->conversation, connection);
  else if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING)
    sl_conversation_enter (self->conversation, SL_STAGE_TLS);
}

static gboolean
has_modern_encryption (SlHttpVisit *self, SoupMessage *message)
{
  char **version = &self->conversation->result->tls_version;

  switch (soup_message_get_tls_protocol_version (message))
    {
    case G_TLS_PROTOCOL_VERSION_TLS_1_2:
    case G_TLS_PROTOCOL_VERSION_TLS_1_3:
      g_free (*version);
      *version = g_strdup (soup_message_get_tls_protocol_version (message)
                                   == G_TLS_PROTOCOL_VERSION_TLS_1_3
                               ? "TLS 1.3"
                               : "TLS 1.2");
      return TRUE;
    case G_TLS_PROTOCOL_VERSION_UNKNOWN:
    case G_TLS_PROTOCOL_VERSION_SSL_3_0:
    case G_TLS_PROTOCOL_VERSION_TLS_1_0:
    case G_TLS_PROTOCOL_VERSION_TLS_1_1:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_0:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_2:
    default:
      note_distrust (self, g_error_new_literal (SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_TLS_VERSION,
                                                "The server offers nothing newer than TLS 1.1"));
      return FALSE;
    }
}

/* libsoup calls this when the request has its connection and nothing has been written yet. */
static void
on_starting (SoupMessage *message, gpointer user_data)
{
  SlHttpVisit     *self = user_data;
  SlConversation  *conversation = self->conversation;
  g_autofree char *header = NULL;

  self->arrived = TRUE;

  if (!is_trusted (self, soup_message_get_tls_peer_certificate (message),
                   soup_message_get_tls_peer_certificate_errors (message))
      || !has_modern_encryption (self, message))
    {
      /* Not one byte of the request leaves. */
      g_cancellable_cancel (sl_deadline_get_cancellable (conversation->deadline));
      return;
    }
  sl_conversation_enter (conversation, self->question->stage);
  sl_deadline_start_step (conversation->deadline);
  if (!self->question->presents)
    return;
  if (conversation->presented == NULL)
    {
      conversation->presented = sl_secret_ref (self->credential);
      conversation->result->mechanism
          = g_strdup (sl_http_credential_get_scheme (conversation->request));
    }
  header = g_strconcat (sl_http_credential_get_scheme (conversation->request), " ",
                        sl_secret_peek (self->credential, NULL), NULL);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                header);
  explicit_bzero (header, strlen (header));
}

/* One request */

static SoupMessage *
make_message (SlHttpVisit *self, const SlHttpQuestion *question, GUri *address)
{
  SlConversation     *conversation = self->conversation;
  SoupMessage        *message = soup_message_new_from_uri (question->method, address);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  /* Whatever the method, nothing that is asked here changes anything: so the connection that is
   * open may be used again. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_IDEMPOTENT);
  soup_message_headers_append (headers, "Accept", question->accept);
  if (question->depth != NULL)
    soup_message_headers_append (headers, "Depth", question->depth);
  if (question->body != NULL)
    {
      g_autoptr (GBytes) body = g_bytes_new (question->body, strlen (question->body));

      soup_message_set_request_body_from_bytes (message, question->content_type, body);
    }
  if (conversation->request->client_certificate != NULL)
    soup_message_set_tls_client_certificate (message, conversation->request->client_certificate);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (on_accept_certificate), self);
  g_signal_connect (message, "network-event", G_CALLBACK (on_network_event), self);
  g_signal_connect (message, "starting", G_CALLBACK (on_starting), self);
  return message;
}

/* Behind a handshake that is none may be a portal's page in clear. The mail stream can tell; it is
 * shown nothing but another handshake. */
static void
explain_failure (SlHttpVisit *self, GError *error)
{
  SlConversation *conversation = self->conversation;

  if (self->distrust != NULL)
    {
      sl_conversation_enter (conversation, SL_STAGE_TLS);
      sl_conversation_fail_at_certificate (conversation, self->distrust,
                                           g_steal_pointer (&self->facts),
                                           g_uri_get_host (self->address));
      g_error_free (error);
      return;
    }
  sl_deadline_explain (conversation->deadline, &error);
  sl_road_note_explain (&self->road, &error);
  if (error->domain == G_TLS_ERROR && conversation->stage == SL_STAGE_TLS)
    {
      sl_conversation_open (conversation);
      sl_conversation_enter (conversation, SL_STAGE_TLS);
    }
  sl_conversation_fail_with_error (conversation, error);
  g_error_free (error);
}

static gboolean
read_body (SlHttpVisit *self, GInputStream *stream, SlHttpAnswer *answer, GError **error)
{
  SlDeadline *deadline = self->conversation->deadline;
  g_autoptr (GByteArray) body = g_byte_array_new ();

  while (TRUE)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GBytes) chunk = NULL;

      g_input_stream_read_bytes_async (stream, CHUNK_BYTES, G_PRIORITY_DEFAULT,
                                       sl_deadline_get_cancellable (deadline), sl_deadline_on_ready,
                                       deadline);
      result = sl_deadline_await (deadline);
      chunk = g_input_stream_read_bytes_finish (stream, result, error);
      if (chunk == NULL)
        return FALSE;
      if (g_bytes_get_size (chunk) == 0)
        break;
      if (body->len + g_bytes_get_size (chunk) > SL_HTTP_MAX_BODY_BYTES)
        {
          g_set_error_literal (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_REPLY_TOO_LONG,
                               "The server's answer has no end");
          return FALSE;
        }
      g_byte_array_append (body, g_bytes_get_data (chunk, NULL), g_bytes_get_size (chunk));
    }
  answer->length = body->len;
  g_byte_array_append (body, (const guint8 *) "", 1);
  answer->body = (char *) g_byte_array_free (g_steal_pointer (&body), FALSE);
  return TRUE;
}

static void
read_headers (SoupMessage *message, SlHttpAnswer *answer)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char         *type = soup_message_headers_get_content_type (headers, NULL);

  answer->status = soup_message_get_status (message);
  answer->content_type = type != NULL ? g_ascii_strdown (type, -1) : NULL;
  answer->location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  answer->challenge = g_strdup (soup_message_headers_get_list (headers, "WWW-Authenticate"));
  answer->retry_after_seconds = sl_http_wait_parse (
      soup_message_headers_get_one (headers, "Retry-After"), g_get_real_time () / G_USEC_PER_SEC);
}

/* An answer to a request that was never sent is the proxy's, who was asked for a tunnel. */
static SlHttpAnswer *
blame_proxy (SlHttpVisit *self, SoupMessage *message)
{
  GError *error = g_error_new (G_IO_ERROR, G_IO_ERROR_PROXY_FAILED, "The proxy answers %u %s",
                               soup_message_get_status (message),
                               soup_status_get_phrase (soup_message_get_status (message)));

  explain_failure (self, error);
  return NULL;
}

static SlHttpAnswer *
exchange (SlHttpVisit *self, GUri *address)
{
  SlDeadline *deadline = self->conversation->deadline;
  g_autoptr (SoupMessage) message = make_message (self, self->question, address);
  g_autoptr (SlHttpAnswer) answer = g_new0 (SlHttpAnswer, 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GInputStream) stream = NULL;
  GError *error = NULL;

  self->arrived = FALSE;
  g_clear_pointer (&self->address, g_uri_unref);
  self->address = g_uri_ref (address);
  sl_deadline_start_step (deadline);
  soup_session_send_async (self->session, message, G_PRIORITY_DEFAULT,
                           sl_deadline_get_cancellable (deadline), sl_deadline_on_ready, deadline);
  result = sl_deadline_await (deadline);
  stream = soup_session_send_finish (self->session, result, &error);
  if (stream != NULL && read_body (self, stream, answer, &error))
    {
      read_headers (message, answer);
      g_signal_handlers_disconnect_by_data (message, self);
      return self->arrived ? g_steal_pointer (&answer) : blame_proxy (self, message);
    }
  g_signal_handlers_disconnect_by_data (message, self);
  explain_failure (self, error);
  return NULL;
}

/* Redirects */

/**
 * sl_http_visit_have_same_origin:
 * @one: a web address with a host
 * @other: another one
 *
 * Source: RFC 6454, 5.
 *
 * Returns: whether they belong to the same server, so that a credential for one may go to the other
 */
gboolean
sl_http_visit_have_same_origin (GUri *one, GUri *other)
{
  return strcmp (g_uri_get_scheme (one), g_uri_get_scheme (other)) == 0
         && g_ascii_strcasecmp (g_uri_get_host (one), g_uri_get_host (other)) == 0
         && g_uri_get_port (one) == g_uri_get_port (other);
}

/* Nothing that leaves encryption is an address. */
static GUri *
parse_location (const SlHttpAnswer *answer, GUri *address)
{
  g_autoptr (GUri) next
      = g_uri_parse_relative (address, answer->location, SOUP_HTTP_URI_FLAGS, NULL);

  if (next == NULL || g_strcmp0 (g_uri_get_scheme (next), "https") != 0
      || g_uri_get_host (next) == NULL || *g_uri_get_host (next) == '\0')
    return NULL;
  return g_steal_pointer (&next);
}

/* Every redirect is refused that would change a POST or carry the credential to somebody else. RFC
 * 9110, 15.4 and 17.13. */
static gboolean
may_follow (SlHttpVisit *self, const SlHttpAnswer *answer, GUri *address, GUri *next)
{
  const SlHttpQuestion *question = self->question;

  return (strcmp (question->method, "POST") != 0 || answer->status >= 307)
         && (!question->presents || sl_http_visit_have_same_origin (address, next));
}

/* Says who was pointed to, and that this is where it ended. RFC 8620, 2.2 lets a provider of JMAP
 * point to another server, but only the user can say whether the credential may go there; elsewhere
 * it is a web page for signing in, which is none. */
static SlHttpAnswer *
stop_at_redirect (SlHttpVisit *self, const SlHttpAnswer *answer, GUri *address, GUri *next)
{
  g_autofree char *code = g_strdup_printf ("%u", answer->status);
  g_autofree char *target = NULL;

  if (self->conversation->request->server->protocol != SL_PROTOCOL_JMAP || !self->question->presents
      || next == NULL || sl_http_visit_have_same_origin (address, next))
    {
      sl_http_error_fail (self->conversation, answer);
      return NULL;
    }
  target = g_uri_to_string_partial (next,
                                    G_URI_HIDE_USERINFO | G_URI_HIDE_QUERY | G_URI_HIDE_FRAGMENT);
  sl_conversation_fail_with_text (self->conversation, SL_OUTCOME_SERVER_MOVED, code, target);
  return NULL;
}

/**
 * sl_http_visit_ask:
 * @self: a visit
 * @question: what to ask; if it presents the credential, the check's request has one
 * @address: (inout) (transfer full): whom to ask; where the answer came from in the end
 *
 * Asks, follows redirects, and waits for the whole answer. A redirect to another origin is followed
 * only without the credential.
 *
 * Returns: (transfer full) (nullable): the answer, or %NULL after noting the failure
 */
SlHttpAnswer *
sl_http_visit_ask (SlHttpVisit *self, const SlHttpQuestion *question, GUri **address)
{
  self->question = question;
  if (question->presents && self->credential == NULL)
    self->credential = sl_http_credential_new (self->conversation->request);
  if (question->presents && self->credential == NULL)
    {
      sl_conversation_enter (self->conversation, SL_STAGE_AUTHENTICATION);
      sl_conversation_fail (self->conversation, SL_OUTCOME_AUTH_METHOD_DISABLED);
      return NULL;
    }
  for (guint n_redirects = 0; n_redirects <= MOST_REDIRECTS; n_redirects++)
    {
      g_autoptr (SlHttpAnswer) answer = exchange (self, *address);
      g_autoptr (GUri) next = NULL;

      if (answer == NULL || !sl_http_answer_is_redirect (answer))
        return g_steal_pointer (&answer);
      next = parse_location (answer, *address);
      if (next == NULL || !may_follow (self, answer, *address, next))
        return stop_at_redirect (self, answer, *address, next);
      g_uri_unref (*address);
      *address = g_steal_pointer (&next);
    }
  sl_conversation_fail (self->conversation, SL_OUTCOME_PROTOCOL_ERROR);
  return NULL;
}
