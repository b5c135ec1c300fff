/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feed-reading.h"
#include "feed-status.h"

/**
 * SlFeedSource:
 * @url: where the feed is
 * @readings: (element-type SlFeedReading): what it says to each provider, those of accounts first
 * @n_accounts: how many of them are of accounts' providers
 * @checked: when it was last asked, Unix seconds
 * @reached: when its server last answered, whatever it said
 * @failed: when nothing answered
 * @error: (nullable): why it could not be fetched
 * @fetching: it is being fetched
 *
 * One address that is fetched once for everybody who needs it. Owned by the feed watcher.
 */
typedef struct
{
  char      *url;
  GPtrArray *readings;
  guint      n_accounts;
  gint64     checked;
  gint64     reached;
  gint64     failed;
  char      *error;
  gboolean   fetching;
} SlFeedSource;

SlFeedSource  *sl_feed_source_find (GPtrArray *sources, const char *url);
SlFeedSource  *sl_feed_source_ensure (GPtrArray *sources, const char *url);
void           sl_feed_source_free (SlFeedSource *source);
void           sl_feed_source_inherit (SlFeedSource *source, GPtrArray *old_sources);
void           sl_feed_source_take_error (SlFeedSource *source, const GError *error, gint64 now);
SlFeedReading *sl_feed_source_find_reading (const SlFeedSource *source, const char *provider_id);
SlFeedStatus  *sl_feed_source_make_status (const SlFeedSource *source, const SlFeedReading *reading);
