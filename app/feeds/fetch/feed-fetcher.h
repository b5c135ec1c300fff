/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/**
 * SlFeedFetcher:
 *
 * Fetches public feeds over https: conditional requests, a cap on the unpacked size, redirects only
 * within https, Retry-After obeyed, requests to one server spaced, an honest User-Agent, no cookies, no referrer. It knows no
 * platform. One per process; it owns its session and the validators (ETag, Last-Modified) it has seen.
 */
#define SL_TYPE_FEED_FETCHER (sl_feed_fetcher_get_type ())
G_DECLARE_FINAL_TYPE (SlFeedFetcher, sl_feed_fetcher, SL, FEED_FETCHER, GObject)

typedef enum
{
  SL_FEED_ERROR_ADDRESS,    /* not https (or loopback http), or not an address */
  SL_FEED_ERROR_NETWORK,    /* nothing answered */
  SL_FEED_ERROR_STATUS,     /* an HTTP status other than 200, 304, 429 and 5xx */
  SL_FEED_ERROR_SIZE,       /* more than SL_FEED_MAX_BYTES */
  SL_FEED_ERROR_TYPE,       /* HTML where data was expected */
  SL_FEED_ERROR_BUSY,       /* 429, or a wait is not over: see retry_after_seconds */
  SL_FEED_ERROR_SERVER,     /* 5xx: the server itself fails; after 503 see retry_after_seconds */
} SlFeedError;

#define SL_FEED_ERROR (sl_feed_error_quark ())
GQuark sl_feed_error_quark (void);

/**
 * SlFeedResponse:
 * @body: the bytes; after 304 the remembered ones
 * @content_type: (nullable): as sent, lower-case, without parameters
 * @not_modified: whether the server said 304
 * @bytes_received: what came over the line, for the user's counter
 */
typedef struct
{
  GBytes  *body;
  char    *content_type;
  gboolean not_modified;
  gsize    bytes_received;
} SlFeedResponse;

SlFeedFetcher  *sl_feed_fetcher_new (void);
void            sl_feed_fetcher_set_trust (SlFeedFetcher *self, GTlsDatabase *trust);
void            sl_feed_fetcher_set_timeout (SlFeedFetcher *self, guint timeout_ms);
void            sl_feed_fetcher_fetch_async (SlFeedFetcher      *self,
                                             const char         *url,
                                             GCancellable       *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer            user_data);
void            sl_feed_fetcher_fetch_page_async (SlFeedFetcher      *self,
                                                  const char         *url,
                                                  GCancellable       *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer            user_data);
SlFeedResponse *sl_feed_fetcher_fetch_finish (SlFeedFetcher *self, GAsyncResult *result, GError **error);
guint64         sl_feed_fetcher_take_received_bytes (SlFeedFetcher *self);
guint           sl_feed_fetcher_get_retry_after_seconds (SlFeedFetcher *self, const char *url);
void            sl_feed_response_free (SlFeedResponse *response);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlFeedResponse, sl_feed_response_free)
