/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account-status.h"
#include "feed-watcher.h"
#include "watched-account.h"

/**
 * SlStatusSources:
 * @now: Unix seconds
 * @feeds: the feeds
 * @checking: a check of the account is under way or in line
 * @next_check: when the next one is due, Unix seconds, 0 if none is planned
 * @signin_interval_seconds: how often sign-ins are made just now
 * @paused: (nullable): what is said while everything is paused
 *
 * Where a status comes from, besides the account.
 */
typedef struct
{
  gint64         now;
  SlFeedWatcher *feeds;
  gboolean       checking;
  gint64         next_check;
  gint64         signin_interval_seconds;
  SlVerdict     *paused;
} SlStatusSources;

SlAccountStatus *sl_status_build (const SlWatchedAccount *watched, const SlStatusSources *sources);
