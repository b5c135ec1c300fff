/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feed-fetcher.h"

/* What was found at an address that somebody typed. */
typedef struct
{
  char       *url;      /* where the feed is */
  const char *platform; /* which it is, borrowed from its reader */
  GBytes     *body;     /* what it says now */
} SlFeedFind;

void        sl_feed_probe_async (SlFeedFetcher      *fetcher,
                                 const char         *url,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
SlFeedFind *sl_feed_probe_finish (GAsyncResult *result, GError **error);
void        sl_feed_find_free (SlFeedFind *find);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlFeedFind, sl_feed_find_free)
