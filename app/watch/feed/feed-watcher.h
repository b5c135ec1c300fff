/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account-status.h"
#include "clock.h"
#include "evidence.h"
#include "feed-backend.h"
#include "history.h"
#include "provider.h"

/**
 * SlFeedWatcher:
 *
 * Reads the feeds of the accounts' providers and of the channels': one fetch of an address serves
 * everybody who needs it. It keeps what each feed said last and promises that a feed that could not
 * be read changes nothing but its age. What a channel's provider says is no evidence for an account;
 * it decides which channel is suggested. When to read is the scheduler's matter. Owned by the
 * watcher.
 *
 * Signals:
 * - read (char *url, SlOutcome outcome, guint retry_after_seconds, gboolean recovered): a fetch is over,
 *   well or not; recovered: trouble that was reported before is over
 */
#define SL_TYPE_FEED_WATCHER (sl_feed_watcher_get_type ())
G_DECLARE_FINAL_TYPE (SlFeedWatcher, sl_feed_watcher, SL, FEED_WATCHER, GObject)

SlFeedWatcher *sl_feed_watcher_new (SlClock *clock, const SlFeedBackend *backend, SlHistory *history);
void           sl_feed_watcher_set_providers (SlFeedWatcher *self, GPtrArray *providers, GPtrArray *channel_providers);
GPtrArray     *sl_feed_watcher_list_urls (SlFeedWatcher *self);
void           sl_feed_watcher_fetch (SlFeedWatcher *self, const char *url);
void           sl_feed_watcher_cancel (SlFeedWatcher *self);
gboolean       sl_feed_watcher_is_busy (SlFeedWatcher *self);

gboolean       sl_feed_watcher_serves (SlFeedWatcher *self, const char *url, const char *provider_id);
gboolean       sl_feed_watcher_serves_account (SlFeedWatcher *self, const char *url);
gboolean       sl_feed_watcher_has_trouble (SlFeedWatcher *self, const char *url);
gint64         sl_feed_watcher_get_admitted (SlFeedWatcher *self, const char *provider_id);
void           sl_feed_watcher_get_contact (SlFeedWatcher *self, gint64 *reached, gint64 *failed);
void           sl_feed_watcher_add_evidence (SlFeedWatcher *self, const char *provider_id, SlEvidence *evidence);
void           sl_feed_watcher_add_status (SlFeedWatcher *self, const char *provider_id, GPtrArray *feeds);
void           sl_feed_watcher_add_channel_status (SlFeedWatcher *self, GPtrArray *feeds);
char         **sl_feed_watcher_list_troubled (SlFeedWatcher *self);
