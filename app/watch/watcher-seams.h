/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check-backend.h"
#include "clock.h"
#include "feed-backend.h"
#include "watcher.h"

/**
 * SlWatcherSeams:
 * @clock: the time
 * @check: who makes the checks
 * @feed: who fetches the feeds
 *
 * Where the engine touches the world. A test puts its own clock and scripts here; everything between
 * them is the real thing.
 */
typedef struct
{
  SlClock       *clock;
  SlCheckBackend check;
  SlFeedBackend  feed;
} SlWatcherSeams;

SlWatcher *sl_watcher_new_with_seams (const char             *state_dir,
                                      SlProviderCatalogue    *catalogue,
                                      SlSecretSource         *secrets,
                                      const SlWatchIntervals *intervals,
                                      const SlWatcherSeams   *seams);
