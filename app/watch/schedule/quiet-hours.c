/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "quiet-hours.h"

#define DAY_MINUTES (24 * 60)

/**
 * sl_quiet_hours_contain:
 * @from_minute: beginning, minutes after midnight in local time
 * @to_minute: end, the same; earlier than @from_minute: on the next day
 * @now: Unix seconds
 *
 * Returns: whether @now lies in the quiet hours; never if both ends are the same or one of them is
 * no time of day
 */
gboolean
sl_quiet_hours_contain (int from_minute, int to_minute, gint64 now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (now);
  int minute;

  if (time == NULL || from_minute == to_minute || from_minute < 0 || to_minute < 0
      || from_minute >= DAY_MINUTES || to_minute > DAY_MINUTES)
    return FALSE;

  minute = g_date_time_get_hour (time) * 60 + g_date_time_get_minute (time);
  if (from_minute < to_minute)
    return minute >= from_minute && minute < to_minute;
  return minute >= from_minute || minute < to_minute;
}
