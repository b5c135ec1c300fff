/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

/**
 * SlFeedExchange:
 *
 * One fetch, over all its redirects, with what can end it. Owned by the fetch's task.
 */
typedef struct
{
  GUri    *address;
  guint    redirects;
  gboolean page_wanted; /* a web page is what is asked for */
  GCancellable
          *cancellable; /* ends the exchange: by the caller, the timeout or an answer too long */
  GSource *caller_source;
  GSource *timeout_source;
  GSource *spacing_source;
  gboolean timed_out;
  SoupMessage  *message;
  GInputStream *stream;
  GByteArray   *body;
  gsize         bytes_received;
} SlFeedExchange;

SlFeedExchange *sl_feed_exchange_new (GUri *address, guint timeout_ms, GCancellable *caller);
void            sl_feed_exchange_free (gpointer data);
void            sl_feed_exchange_stop_waiting (SlFeedExchange *exchange);
void            sl_feed_exchange_leave (SlFeedExchange *exchange);
const char     *sl_feed_exchange_get_host (SlFeedExchange *exchange);
char           *sl_feed_exchange_get_url (SlFeedExchange *exchange);
char           *sl_feed_exchange_get_content_type (SlFeedExchange *exchange);
gboolean        sl_feed_exchange_is_web_page (SlFeedExchange *exchange);
gsize           sl_feed_exchange_get_max_bytes (SlFeedExchange *exchange);
GError         *sl_feed_exchange_new_length_error (SlFeedExchange *exchange);
