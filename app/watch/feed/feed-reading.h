/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "evidence.h"
#include "provider.h"

/**
 * SlFeedReading:
 * @provider: whose feed
 * @feed: (transfer none): which one, owned by @provider
 * @health: (nullable): what it said last of the components that matter
 * @statement: (nullable): the newest of these that says anything; one that says nothing, such as an
 *   error page, takes nothing back
 * @stated: when @statement was read, Unix seconds, 0 if never
 * @touches: what of mail and identity it reports trouble of
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
  SlHealth             *statement;
  gint64                stated;
  SlTouches             touches;
  gint64                admitted;
} SlFeedReading;

SlFeedReading  *sl_feed_reading_new (SlProvider *provider, const SlProviderFeed *feed);
void            sl_feed_reading_free (SlFeedReading *reading);
gboolean        sl_feed_reading_take (SlFeedReading *reading, GBytes *body, gint64 now);
SlFeedSnapshot *sl_feed_reading_make_snapshot (const SlFeedReading *reading);
