/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "feed-traffic.h"

#define KEPT_DAY "feed-bytes-day"
#define KEPT_TODAY "feed-bytes-today"
#define KEPT_YESTERDAY "feed-bytes-yesterday"

static gint64
get_day (gint64 now)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (now);
  GDate date;

  if (moment == NULL)
    return 0;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, g_date_time_get_day_of_month (moment), g_date_time_get_month (moment),
                  g_date_time_get_year (moment));
  return g_date_get_julian (&date);
}

/* A clock that goes back changes nothing: what was counted stays with the later day. */
static void
advance (SlFeedTraffic *traffic, gint64 day)
{
  if (day <= traffic->day)
    return;
  traffic->yesterday = day == traffic->day + 1 ? traffic->today : 0;
  traffic->today = 0;
  traffic->day = day;
}

/**
 * sl_feed_traffic_recall:
 * @traffic: what was counted
 * @history: where it was kept
 */
void
sl_feed_traffic_recall (SlFeedTraffic *traffic, SlHistory *history)
{
  traffic->day = sl_history_recall (history, KEPT_DAY);
  traffic->today = (guint64) MAX (sl_history_recall (history, KEPT_TODAY), 0);
  traffic->yesterday = (guint64) MAX (sl_history_recall (history, KEPT_YESTERDAY), 0);
}

/**
 * sl_feed_traffic_add:
 * @traffic: what was counted
 * @history: where it is kept
 * @bytes: what was received since
 * @now: Unix seconds
 */
void
sl_feed_traffic_add (SlFeedTraffic *traffic, SlHistory *history, guint64 bytes, gint64 now)
{
  gint64 day = traffic->day;

  if (bytes == 0)
    return;
  advance (traffic, get_day (now));
  traffic->today += bytes;
  if (day != traffic->day)
    {
      sl_history_keep (history, KEPT_DAY, traffic->day);
      sl_history_keep (history, KEPT_YESTERDAY, (gint64) traffic->yesterday);
    }
  sl_history_keep (history, KEPT_TODAY, (gint64) traffic->today);
}

/**
 * sl_feed_traffic_get:
 * @traffic: what was counted
 * @now: Unix seconds
 * @today: (out): bytes of the day that it is now
 * @yesterday: (out): bytes of the day before
 */
void
sl_feed_traffic_get (const SlFeedTraffic *traffic, gint64 now, guint64 *today, guint64 *yesterday)
{
  SlFeedTraffic copy = *traffic;

  advance (&copy, get_day (now));
  *today = copy.today;
  *yesterday = copy.yesterday;
}
