/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history.h"

/**
 * SlFeedTraffic:
 * @day: the day that @today is of, as a Julian day in local time; 0: nothing counted yet
 * @today: bytes received on that day
 * @yesterday: bytes received on the day before
 *
 * What reading the status pages costs, day by day of the user's calendar; kept in the history, so
 * that a restart does not begin anew. Belongs to the watcher; zeroed memory has counted nothing.
 */
typedef struct
{
  gint64  day;
  guint64 today;
  guint64 yesterday;
} SlFeedTraffic;

void sl_feed_traffic_recall (SlFeedTraffic *traffic, SlHistory *history);
void sl_feed_traffic_add (SlFeedTraffic *traffic, SlHistory *history, guint64 bytes, gint64 now);
void sl_feed_traffic_get (const SlFeedTraffic *traffic, gint64 now, guint64 *today, guint64 *yesterday);
