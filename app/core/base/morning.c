/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "morning.h"

#define MORNING_HOUR 6

/**
 * sl_morning_seconds_until:
 * @now: a moment in the user's time zone
 *
 * Returns: seconds from @now until six o'clock on the next day
 */
guint
sl_morning_seconds_until (GDateTime *now)
{
  g_autoptr (GDateTime) next_day = g_date_time_add_days (now, 1);
  g_autoptr (GDateTime) morning
      = g_date_time_new (g_date_time_get_timezone (now), g_date_time_get_year (next_day),
                         g_date_time_get_month (next_day), g_date_time_get_day_of_month (next_day),
                         MORNING_HOUR, 0, 0);

  return g_date_time_difference (morning, now) / G_TIME_SPAN_SECOND;
}
