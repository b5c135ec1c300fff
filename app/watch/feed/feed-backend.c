/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "feed-backend.h"

static void
fetch_async (gpointer            data,
             const char         *url,
             GCancellable       *cancellable,
             GAsyncReadyCallback callback,
             gpointer            user_data)
{
  sl_feed_fetcher_fetch_async (SL_FEED_FETCHER (data), url, cancellable, callback, user_data);
}

static void
fetch_page_async (gpointer            data,
                  const char         *url,
                  GCancellable       *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer            user_data)
{
  sl_feed_fetcher_fetch_page_async (SL_FEED_FETCHER (data), url, cancellable, callback, user_data);
}

static SlFeedResponse *
fetch_finish (gpointer data, GAsyncResult *result, GError **error)
{
  return sl_feed_fetcher_fetch_finish (SL_FEED_FETCHER (data), result, error);
}

static guint
get_retry_after_seconds (gpointer data, const char *url)
{
  return sl_feed_fetcher_get_retry_after_seconds (SL_FEED_FETCHER (data), url);
}

static guint64
take_received_bytes (gpointer data)
{
  return sl_feed_fetcher_take_received_bytes (SL_FEED_FETCHER (data));
}

/**
 * sl_feed_backend_init_real:
 * @backend: (out): the backend
 * @fetcher: (transfer none): what fetches; it must outlive @backend
 *
 * Fetches over the network.
 */
void
sl_feed_backend_init_real (SlFeedBackend *backend, SlFeedFetcher *fetcher)
{
  backend->fetch_async = fetch_async;
  backend->fetch_finish = fetch_finish;
  backend->get_retry_after_seconds = get_retry_after_seconds;
  backend->data = fetcher;
  backend->take_received_bytes = take_received_bytes;
}

/**
 * sl_feed_backend_init_any:
 * @backend: (out): the backend
 * @fetcher: (transfer none): what fetches; it must outlive @backend
 *
 * Fetches whatever is at an address over the network, also what is no feed.
 */
void
sl_feed_backend_init_any (SlFeedBackend *backend, SlFeedFetcher *fetcher)
{
  sl_feed_backend_init_real (backend, fetcher);
  backend->fetch_async = fetch_page_async;
}
