/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feed-fetcher.h"

/**
 * SlFeedBackend:
 * @fetch_async: begins to fetch a feed; @data is the backend's own
 * @fetch_finish: returns what came
 * @get_retry_after_seconds: how long the server asked us to leave it alone
 * @data: for all of them
 * @take_received_bytes: (nullable): what came over the line since this was asked last
 *
 * Who fetches the feeds: the fetcher, or a test's script. It outlives the watcher.
 */
typedef struct
{
  void (*fetch_async) (gpointer            data,
                       const char         *url,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data);
  SlFeedResponse *(*fetch_finish) (gpointer data, GAsyncResult *result, GError **error);
  guint (*get_retry_after_seconds) (gpointer data, const char *url);
  gpointer data;
  guint64 (*take_received_bytes) (gpointer data);
} SlFeedBackend;

void sl_feed_backend_init_real (SlFeedBackend *backend, SlFeedFetcher *fetcher);
void sl_feed_backend_init_any (SlFeedBackend *backend, SlFeedFetcher *fetcher);
