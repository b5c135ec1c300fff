/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "evidence.h"
#include "provider.h"

/**
 * SlFeedReading:
 * @provider: whose feed
 * @feed: (transfer none): which one, owned by @provider
 * @health: (nullable): what it said last of the components that matter
 * @touches: what of mail and identity it reports trouble of
 * @read: when it was last read, Unix seconds, 0 if never
 * @admitted: when it first reported the trouble it still reports, 0 if it reports none
 *
 * What one feed says to one provider's accounts. Several providers may share an address and differ
 * in the components they care for. Owned by the feed watcher.
 */
typedef struct
{
  SlProvider           *provider;
  const SlProviderFeed *feed;
  SlHealth             *health;
  SlTouches             touches;
  gint64                read;
  gint64                admitted;
} SlFeedReading;

SlFeedReading  *sl_feed_reading_new (SlProvider *provider, const SlProviderFeed *feed);
void            sl_feed_reading_free (SlFeedReading *reading);
gboolean        sl_feed_reading_take (SlFeedReading *reading, GBytes *body, gint64 now);
SlFeedSnapshot *sl_feed_reading_make_snapshot (const SlFeedReading *reading);
