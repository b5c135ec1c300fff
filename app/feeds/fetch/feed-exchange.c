/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-exchange.h"

#include "feed-error.h"
#include "feed-reader.h"
#include "web-page.h"

#define MAX_PAGE_BYTES (64 * 1024)

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/**
 * sl_feed_exchange_stop_waiting:
 * @exchange: an exchange
 *
 * Lets nothing interrupt it any more: it is over.
 */
void
sl_feed_exchange_stop_waiting (SlFeedExchange *exchange)
{
  clear_source (&exchange->caller_source);
  clear_source (&exchange->timeout_source);
  clear_source (&exchange->spacing_source);
}

/**
 * sl_feed_exchange_free:
 * @data: (transfer full): an exchange
 */
void
sl_feed_exchange_free (gpointer data)
{
  SlFeedExchange *exchange = data;

  clear_source (&exchange->caller_source);
  clear_source (&exchange->timeout_source);
  clear_source (&exchange->spacing_source);
  g_clear_pointer (&exchange->address, g_uri_unref);
  g_clear_object (&exchange->cancellable);
  g_clear_object (&exchange->message);
  g_clear_object (&exchange->stream);
  g_clear_pointer (&exchange->body, g_byte_array_unref);
  g_free (exchange);
}

/**
 * sl_feed_exchange_leave:
 * @exchange: an exchange
 *
 * Leaves the request, answered to its end or not, without waiting for the server; counts its bytes.
 */
void
sl_feed_exchange_leave (SlFeedExchange *exchange)
{
  SoupMessageMetrics *metrics;

  if (exchange->message != NULL)
    {
      metrics = soup_message_get_metrics (exchange->message);
      exchange->bytes_received += soup_message_metrics_get_response_header_bytes_received (metrics)
                                  + soup_message_metrics_get_response_body_bytes_received (metrics);
      g_clear_object (&exchange->message);
    }
  if (exchange->stream != NULL)
    g_input_stream_close_async (exchange->stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_clear_object (&exchange->stream);
}

static gboolean
on_timeout (gpointer user_data)
{
  SlFeedExchange *exchange = user_data;

  exchange->timed_out = TRUE;
  g_cancellable_cancel (exchange->cancellable);
  return G_SOURCE_REMOVE;
}

static gboolean
on_caller_cancelled (GCancellable *cancellable, gpointer user_data)
{
  SlFeedExchange *exchange = user_data;

  g_cancellable_cancel (exchange->cancellable);
  return G_SOURCE_REMOVE;
}

/**
 * sl_feed_exchange_new:
 * @address: whom to ask
 * @timeout_ms: how long it may take as a whole
 * @caller: (nullable): ends it, too
 *
 * Returns: (transfer full): an exchange that has not begun
 */
SlFeedExchange *
sl_feed_exchange_new (GUri *address, guint timeout_ms, GCancellable *caller)
{
  SlFeedExchange *exchange = g_new0 (SlFeedExchange, 1);

  exchange->address = g_uri_ref (address);
  exchange->cancellable = g_cancellable_new ();
  exchange->timeout_source = g_timeout_source_new (timeout_ms);
  g_source_set_callback (exchange->timeout_source, on_timeout, exchange, NULL);
  g_source_attach (exchange->timeout_source, g_main_context_get_thread_default ());
  if (caller == NULL)
    return exchange;
  exchange->caller_source = g_cancellable_source_new (caller);
  g_source_set_callback (exchange->caller_source, G_SOURCE_FUNC (on_caller_cancelled), exchange,
                         NULL);
  g_source_attach (exchange->caller_source, g_main_context_get_thread_default ());
  return exchange;
}

/**
 * sl_feed_exchange_get_host:
 * @exchange: an exchange
 *
 * Returns: (transfer none): which host is asked now
 */
const char *
sl_feed_exchange_get_host (SlFeedExchange *exchange)
{
  return g_uri_get_host (exchange->address);
}

/**
 * sl_feed_exchange_get_url:
 * @exchange: an exchange
 *
 * Returns: (transfer full): what is asked now
 */
char *
sl_feed_exchange_get_url (SlFeedExchange *exchange)
{
  return g_uri_to_string_partial (exchange->address, G_URI_HIDE_FRAGMENT);
}

/**
 * sl_feed_exchange_get_content_type:
 * @exchange: an exchange with an answer
 *
 * Returns: (transfer full) (nullable): as sent, lower-case, without parameters
 */
char *
sl_feed_exchange_get_content_type (SlFeedExchange *exchange)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  const char         *type = soup_message_headers_get_content_type (headers, NULL);

  return type != NULL ? g_ascii_strdown (type, -1) : NULL;
}

/**
 * sl_feed_exchange_is_web_page:
 * @exchange: an exchange with an answer
 *
 * Returns: whether the answer is HTML, by what the server calls it or by how it begins
 */
gboolean
sl_feed_exchange_is_web_page (SlFeedExchange *exchange)
{
  g_autofree char *content_type = sl_feed_exchange_get_content_type (exchange);

  return g_strcmp0 (content_type, "text/html") == 0
         || g_strcmp0 (content_type, "application/xhtml+xml") == 0
         || (exchange->body != NULL
             && sl_web_page_begins ((const char *) exchange->body->data, exchange->body->len));
}

/**
 * sl_feed_exchange_get_max_bytes:
 * @exchange: an exchange with an answer
 *
 * Returns: how long the answer may be, unpacked; the few platforms that are web pages are small
 * ones
 */
gsize
sl_feed_exchange_get_max_bytes (SlFeedExchange *exchange)
{
  return !exchange->page_wanted && sl_feed_exchange_is_web_page (exchange) ? MAX_PAGE_BYTES
                                                                           : SL_FEED_MAX_BYTES;
}

/**
 * sl_feed_exchange_new_length_error:
 * @exchange: an exchange with an answer that is too long
 *
 * Returns: (transfer full): what to tell about it
 */
GError *
sl_feed_exchange_new_length_error (SlFeedExchange *exchange)
{
  if (sl_feed_exchange_get_max_bytes (exchange) == MAX_PAGE_BYTES)
    return sl_feed_error_new_type (sl_feed_exchange_get_host (exchange));
  return sl_feed_error_new_size (sl_feed_exchange_get_host (exchange));
}
