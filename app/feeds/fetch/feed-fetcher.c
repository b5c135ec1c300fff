/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-fetcher.h"

#include "feed-address.h"
#include "feed-error.h"
#include "feed-exchange.h"
#include "feed-memory.h"
#include "feed-reader.h"
#include "request-spacing.h"
#include "retry-after.h"
#include "shared-trust.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define USER_AGENT "StormLantern/" SL_VERSION " (+https://github.com/stormlantern/stormlantern)"
#define ACCEPTED                                                                                   \
  "application/json, application/rss+xml;q=0.9, application/atom+xml;q=0.9, */*;q=0.5"

/* Without a byte for this long the server is silent. */
#define SILENCE_SECONDS 10
#define WHOLE_TIMEOUT_MS (20 * 1000)

/* A page is asked every few minutes: a connection kept open would only wake us up. */
#define KEEP_CONNECTION_SECONDS 1

/* RFC 6585, 4. */
#define TOO_MANY_REQUESTS 429

#define MAX_REDIRECTS 5
#define CHUNK_BYTES (16 * 1024)

struct _SlFeedFetcher
{
  GObject           parent_instance;
  SoupSession      *session;
  SlFeedMemory     *memory;
  SlRetryAfter     *waits;
  SlRequestSpacing *spacing;
  guint64           received_bytes; /* since somebody asked */
  guint             timeout_ms;
};

G_DEFINE_FINAL_TYPE (SlFeedFetcher, sl_feed_fetcher, G_TYPE_OBJECT)

static void send_request (GTask *task);
static void read_chunk (GTask *task);

/**
 * sl_feed_response_free:
 * @response: (transfer full) (nullable): a response
 */
void
sl_feed_response_free (SlFeedResponse *response)
{
  if (response == NULL)
    return;
  g_bytes_unref (response->body);
  g_free (response->content_type);
  g_free (response);
}

static void
end (GTask *task)
{
  SlFeedFetcher  *self = g_task_get_source_object (task);
  SlFeedExchange *fetch = g_task_get_task_data (task);

  sl_feed_exchange_stop_waiting (fetch);
  sl_feed_exchange_leave (fetch);
  self->received_bytes += fetch->bytes_received;
}

static void
fail (GTask *task, GError *error)
{
  end (task);
  g_task_return_error (task, error);
}

/* A cancelled exchange is one of two things; only the caller's own cancelling is told as such. */
static void
fail_with (GTask *task, const GError *error)
{
  SlFeedExchange *fetch = g_task_get_task_data (task);

  if (fetch->timed_out)
    fail (task, sl_feed_error_new_timeout (sl_feed_exchange_get_host (fetch)));
  else if (g_cancellable_is_cancelled (fetch->cancellable))
    fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled.")));
  else
    fail (task, sl_feed_error_new_network (sl_feed_exchange_get_host (fetch), error));
}

/* What is not wanted is not read to its end. */
static void
refuse (GTask *task, GError *error)
{
  SlFeedExchange *fetch = g_task_get_task_data (task);

  g_cancellable_cancel (fetch->cancellable);
  fail (task, error);
}

static void
respond (GTask *task, GBytes *body, const char *content_type, gboolean not_modified)
{
  SlFeedExchange *fetch = g_task_get_task_data (task);
  SlFeedResponse *response = g_new0 (SlFeedResponse, 1);

  response->body = g_bytes_ref (body);
  response->content_type = g_strdup (content_type);
  response->not_modified = not_modified;
  end (task);
  response->bytes_received = fetch->bytes_received;
  g_task_return_pointer (task, response, (GDestroyNotify) sl_feed_response_free);
}

static void
respond_from_memory (GTask *task)
{
  SlFeedFetcher          *self = g_task_get_source_object (task);
  SlFeedExchange         *fetch = g_task_get_task_data (task);
  g_autofree char        *url = sl_feed_exchange_get_url (fetch);
  const SlRememberedFeed *feed = sl_feed_memory_lookup (self->memory, url);

  if (feed != NULL)
    respond (task, feed->body, feed->content_type, TRUE);
  else
    refuse (task,
            sl_feed_error_new_status (sl_feed_exchange_get_host (fetch), SOUP_STATUS_NOT_MODIFIED));
}

static void
complete (GTask *task)
{
  SlFeedFetcher      *self = g_task_get_source_object (task);
  SlFeedExchange     *fetch = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (fetch->message);
  g_autofree char    *url = sl_feed_exchange_get_url (fetch);
  g_autofree char    *content_type = sl_feed_exchange_get_content_type (fetch);
  gboolean            page = sl_feed_exchange_is_web_page (fetch);
  g_autoptr (GBytes) body = g_byte_array_free_to_bytes (g_steal_pointer (&fetch->body));

  if (page && !fetch->page_wanted && !sl_feed_reader_reads_page (body))
    {
      refuse (task, sl_feed_error_new_type (sl_feed_exchange_get_host (fetch)));
      return;
    }
  if (page && fetch->page_wanted)
    {
      respond (task, body, content_type, FALSE);
      return;
    }
  sl_feed_memory_store (
      self->memory,
      &(SlRememberedFeed){
          .url = url,
          .etag = (char *) soup_message_headers_get_one (headers, "ETag"),
          .last_modified = (char *) soup_message_headers_get_one (headers, "Last-Modified"),
          .content_type = content_type,
          .body = body,
      });
  respond (task, body, content_type, FALSE);
}

static void
on_chunk_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk
      = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  SlFeedExchange *fetch = g_task_get_task_data (task);
  gsize           length;

  if (chunk == NULL)
    {
      fail_with (task, error);
      return;
    }
  length = g_bytes_get_size (chunk);
  if (length == 0)
    complete (task);
  else if (length > sl_feed_exchange_get_max_bytes (fetch) - fetch->body->len)
    refuse (task, sl_feed_exchange_new_length_error (fetch));
  else
    {
      g_byte_array_append (fetch->body, g_bytes_get_data (chunk, NULL), length);
      read_chunk (task);
    }
}

/* The stream is unpacked already: what is counted is what will lie in memory. */
static void
read_chunk (GTask *task)
{
  SlFeedExchange *fetch = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (fetch->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT,
                                   fetch->cancellable, on_chunk_ready, g_object_ref (task));
}

static void
read_body (GTask *task)
{
  SlFeedExchange     *fetch = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (fetch->message);

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
      && soup_message_headers_get_content_length (headers)
             > (goffset) sl_feed_exchange_get_max_bytes (fetch))
    refuse (task, sl_feed_exchange_new_length_error (fetch));
  else
    {
      fetch->body = g_byte_array_new ();
      read_chunk (task);
    }
}

static void
follow (GTask *task)
{
  SlFeedExchange     *fetch = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (fetch->message);
  const char         *location = soup_message_headers_get_one (headers, "Location");
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) next = sl_feed_address_resolve (fetch->address, location, &error);

  if (next == NULL)
    {
      refuse (task, g_steal_pointer (&error));
      return;
    }
  if (++fetch->redirects > MAX_REDIRECTS)
    {
      refuse (task, sl_feed_error_new_loop (sl_feed_exchange_get_host (fetch)));
      return;
    }
  sl_feed_exchange_leave (fetch);
  g_uri_unref (fetch->address);
  fetch->address = g_steal_pointer (&next);
  send_request (task);
}

static void
obey_wait (GTask *task, guint status)
{
  SlFeedFetcher      *self = g_task_get_source_object (task);
  SlFeedExchange     *fetch = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (fetch->message);
  const char         *text = soup_message_headers_get_one (headers, "Retry-After");
  guint            seconds = sl_retry_after_parse (text, g_get_real_time () / G_TIME_SPAN_SECOND);
  g_autofree char *server = sl_feed_address_get_server (fetch->address);

  sl_retry_after_remember (self->waits, server, seconds);
  if (status == TOO_MANY_REQUESTS)
    refuse (task, sl_feed_error_new_busy (sl_feed_exchange_get_host (fetch), seconds));
  else
    refuse (task, sl_feed_error_new_status (sl_feed_exchange_get_host (fetch), status));
}

static void
on_headers_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  SlFeedExchange *fetch = g_task_get_task_data (task);
  guint           status;

  fetch->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (fetch->stream == NULL)
    {
      fail_with (task, error);
      return;
    }
  status = soup_message_get_status (fetch->message);
  if (status == SOUP_STATUS_OK)
    read_body (task);
  else if (status == SOUP_STATUS_NOT_MODIFIED)
    respond_from_memory (task);
  else if (SOUP_STATUS_IS_REDIRECTION (status))
    follow (task);
  else if (status == TOO_MANY_REQUESTS || status == SOUP_STATUS_SERVICE_UNAVAILABLE)
    obey_wait (task, status);
  else
    refuse (task, sl_feed_error_new_status (sl_feed_exchange_get_host (fetch), status));
}

static void
add_headers (SlFeedFetcher *self, SoupMessage *message, const char *url)
{
  SoupMessageHeaders     *headers = soup_message_get_request_headers (message);
  const SlRememberedFeed *feed = sl_feed_memory_lookup (self->memory, url);

  soup_message_headers_append (headers, "Accept", ACCEPTED);
  if (feed != NULL && feed->etag != NULL)
    soup_message_headers_append (headers, "If-None-Match", feed->etag);
  if (feed != NULL && feed->last_modified != NULL)
    soup_message_headers_append (headers, "If-Modified-Since", feed->last_modified);
}

static void
send_request (GTask *task)
{
  SlFeedFetcher   *self = g_task_get_source_object (task);
  SlFeedExchange  *fetch = g_task_get_task_data (task);
  g_autofree char *url = sl_feed_exchange_get_url (fetch);
  g_autofree char *server = sl_feed_address_get_server (fetch->address);
  guint            seconds = sl_retry_after_get_seconds (self->waits, server);

  if (seconds > 0)
    {
      refuse (task, sl_feed_error_new_busy (sl_feed_exchange_get_host (fetch), seconds));
      return;
    }
  fetch->message = soup_message_new_from_uri (SOUP_METHOD_GET, fetch->address);
  soup_message_add_flags (fetch->message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_COLLECT_METRICS);
  add_headers (self, fetch->message, url);
  soup_session_send_async (self->session, fetch->message, G_PRIORITY_DEFAULT, fetch->cancellable,
                           on_headers_ready, g_object_ref (task));
}

static gboolean
on_turn (gpointer user_data)
{
  GTask          *task = user_data;
  SlFeedExchange *fetch = g_task_get_task_data (task);

  g_clear_pointer (&fetch->spacing_source, g_source_unref);
  if (g_cancellable_is_cancelled (fetch->cancellable))
    fail_with (task, NULL);
  else
    send_request (task);
  return G_SOURCE_REMOVE;
}

/* This computer itself, the only one that is asked without encryption, needs no rest. */
static guint
reserve (SlFeedFetcher *self, GUri *address)
{
  g_autofree char *server = sl_feed_address_get_server (address);

  if (!g_str_equal (g_uri_get_scheme (address), "https"))
    return 0;
  return sl_request_spacing_reserve (self->spacing, server, g_get_monotonic_time () / 1000);
}

/* Asks when it is the server's turn. */
static void
send_spaced (GTask *task)
{
  SlFeedFetcher  *self = g_task_get_source_object (task);
  SlFeedExchange *fetch = g_task_get_task_data (task);
  guint           wait_ms = reserve (self, fetch->address);

  if (wait_ms == 0)
    {
      send_request (task);
      return;
    }
  fetch->spacing_source = g_timeout_source_new (wait_ms);
  g_source_set_callback (fetch->spacing_source, on_turn, g_object_ref (task), g_object_unref);
  g_source_attach (fetch->spacing_source, g_main_context_get_thread_default ());
}

static void
begin (GTask *task, const char *url, gboolean page_wanted)
{
  SlFeedFetcher *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) address = sl_feed_address_parse (url, &error);
  SlFeedExchange *fetch;

  if (address == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  fetch = sl_feed_exchange_new (address, self->timeout_ms, g_task_get_cancellable (task));
  fetch->page_wanted = page_wanted;
  g_task_set_task_data (task, fetch, sl_feed_exchange_free);
  send_spaced (task);
}

/**
 * sl_feed_fetcher_fetch_async:
 * @self: the fetcher
 * @url: https://…, or http:// on this computer
 * @cancellable: (nullable): cancels the fetch
 * @callback: called on the main context when it is over
 * @user_data: for @callback
 *
 * Asks for a feed. Over within 20 seconds, or when the server is silent for 10. A web page is an
 * error, unless it is one that a reader reads.
 *
 * Source: RFC 9110, 13.1 (conditional requests), 15.4 (redirects), 10.2.3 (Retry-After).
 */
void
sl_feed_fetcher_fetch_async (SlFeedFetcher      *self,
                             const char         *url,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SL_IS_FEED_FETCHER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sl_feed_fetcher_fetch_async);
  begin (task, url, FALSE);
}

/**
 * sl_feed_fetcher_fetch_page_async:
 * @self: the fetcher
 * @url: https://…, or http:// on this computer
 * @cancellable: (nullable): cancels the fetch
 * @callback: called on the main context when it is over; ends with sl_feed_fetcher_fetch_finish()
 * @user_data: for @callback
 *
 * Asks for whatever is there, a feed or a web page, to find out where its feed is.
 */
void
sl_feed_fetcher_fetch_page_async (SlFeedFetcher      *self,
                                  const char         *url,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SL_IS_FEED_FETCHER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sl_feed_fetcher_fetch_page_async);
  begin (task, url, TRUE);
}

/**
 * sl_feed_fetcher_take_received_bytes:
 * @self: the fetcher
 *
 * Returns: how many bytes, headers included, came over the line since this was asked last, for good
 *   answers and bad ones
 */
guint64
sl_feed_fetcher_take_received_bytes (SlFeedFetcher *self)
{
  guint64 bytes;

  g_return_val_if_fail (SL_IS_FEED_FETCHER (self), 0);

  bytes = self->received_bytes;
  self->received_bytes = 0;
  return bytes;
}

/**
 * sl_feed_fetcher_fetch_finish:
 * @self: the fetcher
 * @result: as given to the callback
 * @error: set to one of #SlFeedError with a sentence that names the host, or to
 *   %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the answer, or %NULL with @error set
 */
SlFeedResponse *
sl_feed_fetcher_fetch_finish (SlFeedFetcher *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sl_feed_fetcher_get_retry_after_seconds:
 * @self: the fetcher
 * @url: an address
 *
 * Returns: for how long its server asked to be left alone; until then a fetch fails at once with
 *   %SL_FEED_ERROR_BUSY. 0 if it did not ask.
 */
guint
sl_feed_fetcher_get_retry_after_seconds (SlFeedFetcher *self, const char *url)
{
  g_autoptr (GUri) address = sl_feed_address_parse (url, NULL);
  g_autofree char *server = address != NULL ? sl_feed_address_get_server (address) : NULL;

  g_return_val_if_fail (SL_IS_FEED_FETCHER (self), 0);

  return server != NULL ? sl_retry_after_get_seconds (self->waits, server) : 0;
}

/**
 * sl_feed_fetcher_set_trust:
 * @self: the fetcher
 * @trust: (nullable): whose certificates to trust instead of the system's
 */
void
sl_feed_fetcher_set_trust (SlFeedFetcher *self, GTlsDatabase *trust)
{
  g_autoptr (GTlsDatabase) shared
      = trust != NULL ? sl_shared_trust_new (trust) : g_object_ref (sl_shared_trust_get_system ());

  g_return_if_fail (SL_IS_FEED_FETCHER (self));

  soup_session_set_tls_database (self->session, shared);
}

/**
 * sl_feed_fetcher_set_timeout:
 * @self: the fetcher
 * @timeout_ms: how long a whole fetch may take; 20 seconds if never set
 */
void
sl_feed_fetcher_set_timeout (SlFeedFetcher *self, guint timeout_ms)
{
  g_return_if_fail (SL_IS_FEED_FETCHER (self));

  self->timeout_ms = timeout_ms;
}

static void
sl_feed_fetcher_finalize (GObject *object)
{
  SlFeedFetcher *self = SL_FEED_FETCHER (object);

  soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_pointer (&self->memory, sl_feed_memory_free);
  g_clear_pointer (&self->waits, sl_retry_after_free);
  g_clear_pointer (&self->spacing, sl_request_spacing_free);
  G_OBJECT_CLASS (sl_feed_fetcher_parent_class)->finalize (object);
}

static void
sl_feed_fetcher_class_init (SlFeedFetcherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_feed_fetcher_finalize;
}

static void
sl_feed_fetcher_init (SlFeedFetcher *self)
{
  self->session = g_object_new (SOUP_TYPE_SESSION, "timeout", SILENCE_SECONDS, "idle-timeout",
                                KEEP_CONNECTION_SECONDS, "user-agent", USER_AGENT, "tls-database",
                                sl_shared_trust_get_system (), NULL);
  self->memory = sl_feed_memory_new (SL_FEED_MAX_BYTES);
  self->waits = sl_retry_after_new ();
  self->spacing = sl_request_spacing_new ();
  self->timeout_ms = WHOLE_TIMEOUT_MS;
}

/**
 * sl_feed_fetcher_new:
 *
 * Returns: (transfer full): a fetcher that trusts the system's certificates and has no cookies and
 *   no cache on disk
 */
SlFeedFetcher *
sl_feed_fetcher_new (void)
{
  return g_object_new (SL_TYPE_FEED_FETCHER, NULL);
}
