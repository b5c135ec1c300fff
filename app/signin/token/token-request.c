/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "token-request.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define FORM_TYPE "application/x-www-form-urlencoded"
#define TIMEOUT_SECONDS 20
#define CHUNK_BYTES 4096

struct _SlTokenRequest
{
  char       *url;
  GByteArray *form; /* holds secrets; wiped before it is freed or grows */
};

/* What is under way: owned by the task. */
typedef struct
{
  SoupSession  *session;
  SoupMessage  *message;
  GInputStream *stream;
  GByteArray   *body; /* holds tokens; wiped */
  GCancellable *cancellable;
  GCancellable *caller;
  gulong        caller_id;
  GSource      *timeout;
  gboolean      timed_out;
  gboolean      too_long;
  gboolean      untrusted;
} Exchange;

static void
wipe (GByteArray *bytes)
{
  /* Not memset(), which a compiler may leave out for memory that is about to go. */
  explicit_bzero (bytes->data, bytes->len);
  g_byte_array_set_size (bytes, 0);
}

static void
wipe_and_free (gpointer data)
{
  wipe (data);
  g_byte_array_unref (data);
}

static void
exchange_free (gpointer data)
{
  Exchange *exchange = data;

  if (exchange->caller != NULL)
    g_cancellable_disconnect (exchange->caller, exchange->caller_id);
  if (exchange->timeout != NULL)
    g_source_destroy (exchange->timeout);
  g_clear_pointer (&exchange->timeout, g_source_unref);
  g_clear_object (&exchange->caller);
  g_clear_object (&exchange->cancellable);
  g_clear_object (&exchange->stream);
  if (exchange->message != NULL)
    g_signal_handlers_disconnect_by_data (exchange->message, exchange);
  g_clear_object (&exchange->message);
  g_clear_object (&exchange->session);
  g_clear_pointer (&exchange->body, wipe_and_free);
  g_free (exchange);
}

/**
 * sl_token_request_new:
 * @url: a token endpoint, https
 *
 * Returns: (transfer full): an empty form for it
 */
SlTokenRequest *
sl_token_request_new (const char *url)
{
  SlTokenRequest *request = g_new0 (SlTokenRequest, 1);

  request->url = g_strdup (url);
  /* Large enough for the largest token, so that growing leaves no copies behind. */
  request->form = g_byte_array_sized_new (2 * SL_TOKEN_REPLY_MAX_BYTES);
  return request;
}

/**
 * sl_token_request_free:
 * @request: (transfer full) (nullable): a request
 */
void
sl_token_request_free (SlTokenRequest *request)
{
  if (request == NULL)
    return;
  g_clear_pointer (&request->form, wipe_and_free);
  g_free (request->url);
  g_free (request);
}

static void
append_encoded (GByteArray *form, const char *text, gsize length)
{
  static const char hexadecimal[] = "0123456789ABCDEF";

  for (gsize i = 0; i < length; i++)
    {
      guint8 byte = (guint8) text[i];
      guint8 escaped[3] = { '%', hexadecimal[byte >> 4], hexadecimal[byte & 15] };

      if (g_ascii_isalnum (byte) || (byte != 0 && strchr ("-._~", byte) != NULL))
        g_byte_array_append (form, &byte, 1);
      else
        g_byte_array_append (form, escaped, sizeof escaped);
    }
}

static void
append_field (SlTokenRequest *request, const char *name, const char *value, gsize length)
{
  if (request->form->len > 0)
    g_byte_array_append (request->form, (const guint8 *) "&", 1);
  append_encoded (request->form, name, strlen (name));
  g_byte_array_append (request->form, (const guint8 *) "=", 1);
  append_encoded (request->form, value, length);
}

/**
 * sl_token_request_add:
 * @request: a request
 * @name: a field's name
 * @value: (nullable): its value; %NULL: leave it out
 */
void
sl_token_request_add (SlTokenRequest *request, const char *name, const char *value)
{
  if (value != NULL)
    append_field (request, name, value, strlen (value));
}

/**
 * sl_token_request_add_secret:
 * @request: a request
 * @name: a field's name
 * @value: (nullable): its value; %NULL: leave it out
 */
void
sl_token_request_add_secret (SlTokenRequest *request, const char *name, const SlSecret *value)
{
  gsize       length;
  const char *data;

  if (value == NULL)
    return;
  data = sl_secret_peek (value, &length);
  append_field (request, name, data, length);
}

/* Ends */

static void
return_reply (GTask *task, Exchange *exchange)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  SlTokenAnswer       answer = { .status = soup_message_get_status (exchange->message),
                                 .retry_after = soup_message_headers_get_one (headers, "Retry-After"),
                                 .body = (const char *) exchange->body->data,
                                 .length = exchange->too_long ? 0 : exchange->body->len };

  g_task_return_pointer (task, sl_token_reply_new (&answer, g_get_real_time () / G_USEC_PER_SEC),
                         (GDestroyNotify) sl_token_reply_free);
}

static const char *
compose_failure (const Exchange *exchange, const GError *error)
{
  if (exchange->untrusted)
    return _ ("The sign-in service’s certificate is not trusted. Nothing was sent.");
  if (exchange->timed_out)
    return _ ("The sign-in service did not answer in time.");
  return error->message;
}

/* What the network did is an answer, too; only who cancels gets an error. */
static void
return_failure (GTask *task, Exchange *exchange, const GError *error)
{
  if (g_cancellable_is_cancelled (exchange->caller))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", error->message);
  else
    g_task_return_pointer (task, sl_token_reply_new_unreachable (compose_failure (exchange, error)),
                           (GDestroyNotify) sl_token_reply_free);
}

static void read_more (GTask *task, Exchange *exchange);

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Exchange *exchange = g_task_get_task_data (task);
  gssize    n_read = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (n_read < 0)
    {
      return_failure (task, exchange, error);
      return;
    }
  g_byte_array_set_size (exchange->body, exchange->body->len - CHUNK_BYTES + (guint) n_read);
  exchange->too_long = exchange->body->len > SL_TOKEN_REPLY_MAX_BYTES;
  if (n_read == 0 || exchange->too_long)
    return_reply (task, exchange);
  else
    read_more (g_steal_pointer (&task), exchange);
}

static void
read_more (GTask *task, Exchange *exchange)
{
  guint filled = exchange->body->len;

  g_byte_array_set_size (exchange->body, filled + CHUNK_BYTES);
  g_input_stream_read_async (exchange->stream, exchange->body->data + filled, CHUNK_BYTES,
                             G_PRIORITY_DEFAULT, exchange->cancellable, on_read, task);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Exchange *exchange = g_task_get_task_data (task);

  exchange->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (exchange->stream == NULL)
    return_failure (task, exchange, error);
  else
    read_more (g_steal_pointer (&task), exchange);
}

/* Beginnings */

static gboolean
on_timeout (gpointer user_data)
{
  Exchange *exchange = user_data;

  exchange->timed_out = TRUE;
  g_cancellable_cancel (exchange->cancellable);
  return G_SOURCE_REMOVE;
}

static void
on_caller_cancelled (GCancellable *caller, gpointer user_data)
{
  g_cancellable_cancel (G_CANCELLABLE (user_data));
}

/* A resumed session does not ask about its certificate again, so it is looked at after every
 * handshake, before the form is written. */
static void
on_network_event (SoupMessage       *message,
                  GSocketClientEvent event,
                  GIOStream         *connection,
                  Exchange          *exchange)
{
  if (event != G_SOCKET_CLIENT_TLS_HANDSHAKED || !G_IS_TLS_CONNECTION (connection)
      || g_tls_connection_get_peer_certificate_errors (G_TLS_CONNECTION (connection)) == 0)
    return;
  exchange->untrusted = TRUE;
  g_cancellable_cancel (exchange->cancellable);
}

static Exchange *
exchange_new (SlTokenRequest *request, GTlsDatabase *trust, GCancellable *caller)
{
  Exchange   *exchange = g_new0 (Exchange, 1);
  GByteArray *form = g_steal_pointer (&request->form);
  g_autoptr (GBytes) body = g_bytes_new_with_free_func (form->data, form->len, wipe_and_free, form);

  /* A session of its own: no cookies, no cache, no connection kept after it. */
  exchange->session = soup_session_new_with_options ("timeout", TIMEOUT_SECONDS, "idle-timeout", 1,
                                                     "max-conns", 1, NULL);
  if (trust != NULL)
    soup_session_set_tls_database (exchange->session, trust);
  exchange->message = soup_message_new (SOUP_METHOD_POST, request->url);
  if (exchange->message == NULL)
    return exchange;
  /* A form with secrets goes where it was addressed to, and nowhere else. */
  soup_message_add_flags (exchange->message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_disable_feature (exchange->message, SOUP_TYPE_AUTH_MANAGER);
  soup_message_set_request_body_from_bytes (exchange->message, FORM_TYPE, body);
  soup_message_headers_append (soup_message_get_request_headers (exchange->message), "Accept",
                               "application/json");
  exchange->body = g_byte_array_sized_new (SL_TOKEN_REPLY_MAX_BYTES + 2 * CHUNK_BYTES);
  exchange->cancellable = g_cancellable_new ();
  g_signal_connect (exchange->message, "network-event", G_CALLBACK (on_network_event), exchange);
  exchange->timeout = g_timeout_source_new_seconds (TIMEOUT_SECONDS);
  g_source_set_callback (exchange->timeout, on_timeout, exchange, NULL);
  g_source_attach (exchange->timeout, g_main_context_get_thread_default ());
  if (caller != NULL)
    {
      exchange->caller = g_object_ref (caller);
      exchange->caller_id
          = g_cancellable_connect (caller, G_CALLBACK (on_caller_cancelled),
                                   g_object_ref (exchange->cancellable), g_object_unref);
    }
  return exchange;
}

/**
 * sl_token_request_send_async:
 * @request: a filled form; it is empty afterwards
 * @trust: (nullable): certificates to trust instead of the system's
 * @cancellable: (nullable): ends it early; whether the endpoint took the form is then unknown
 * @callback: called once
 * @user_data: for @callback
 *
 * Sends the form by POST, over verified TLS only, follows no redirection and reads at most
 * %SL_TOKEN_REPLY_MAX_BYTES within 20 seconds.
 *
 * Source: RFC 6749, 4.1.3 and 6; the client's secret, if any, is a field of the form (2.3.1).
 */
void
sl_token_request_send_async (SlTokenRequest     *request,
                             GTlsDatabase       *trust,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Exchange *exchange = exchange_new (request, trust, cancellable);

  g_task_set_source_tag (task, sl_token_request_send_async);
  g_task_set_task_data (task, exchange, exchange_free);
  if (exchange->message == NULL
      || g_strcmp0 (g_uri_get_scheme (soup_message_get_uri (exchange->message)), "https") != 0)
    {
      g_task_return_pointer (
          task,
          sl_token_reply_new_unreachable (_ ("The sign-in service’s address is not an https one.")),
          (GDestroyNotify) sl_token_reply_free);
      return;
    }
  soup_session_send_async (exchange->session, exchange->message, G_PRIORITY_DEFAULT,
                           exchange->cancellable, on_sent, g_steal_pointer (&task));
}

/**
 * sl_token_request_send_finish:
 * @result: from the callback
 * @error: set only if the caller cancelled
 *
 * Returns: (transfer full) (nullable): what the endpoint said, or that it said nothing
 */
SlTokenReply *
sl_token_request_send_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
