/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "budget.h"
#include "check-job.h"
#include "disturbance.h"
#include "feed-traffic.h"
#include "feed-watcher.h"
#include "identity-watcher.h"
#include "line-probe.h"
#include "pause.h"
#include "runner.h"
#include "scheduler.h"
#include "watched-account.h"
#include "watcher-seams.h"

/* Feeds and accounts share the scheduler; no account's id has a colon. */
#define SL_FEED_KEY_PREFIX "feed:"

/* The watcher's parts share its fields: watcher.c makes it and hears of the world, watcher-plan.c
 * follows the plan, watcher-verdicts.c goes from results to verdicts, watcher-status.c answers. */
struct _SlWatcher
{
  GObject parent_instance;

  SlWatcherSeams       seams;
  SlFeedFetcher       *fetcher; /* nullable: only with the real seams */
  SlProviderCatalogue *catalogue;
  SlWatchIntervals     intervals;
  SlCheckTools         tools;
  SlHistory           *history;
  SlPause             *pause;
  SlScheduler         *scheduler;
  SlRunner            *runner;
  SlFeedWatcher       *feeds;
  SlFeedTraffic        traffic;
  SlLineProbe         *line;
  SlIdentityWatcher   *identity;
  GPtrArray           *accounts; /* SlWatchedAccount, in the plan's order */
  SlConnectivity       connectivity;
  gint64               connectivity_since;
  gboolean             metered; /* or power is to be saved: everything is asked less often */
  gint64               woke_quiet_until_ms;
  SlDisturbance        disturbance;
  int                  quiet_from_minute;
  int                  quiet_to_minute;
  SlFeedRule           channel_feed_rule; /* nullable: all may be read */
  gboolean             started;
  guint                trim_id;
};

/* What all parts need. */
gint64            sl_watcher_get_now (SlWatcher *self);
SlWatchedAccount *sl_watcher_find_account (SlWatcher *self, const char *account_id);
char             *sl_watcher_make_feed_key (const char *url);
void              sl_watcher_emit_changed (SlWatcher *self, const char *account_id);
void              sl_watcher_emit_transition (SlWatcher *self, SlTransition *transition);

/* watcher-verdicts.c */
void              sl_watcher_connect_parts (SlWatcher *self);
void              sl_watcher_judge_all (SlWatcher *self);
void              sl_watcher_pace_feeds (SlWatcher *self);
void              sl_watcher_hurry_feeds (SlWatcher *self, const SlWatchedAccount *watched);
