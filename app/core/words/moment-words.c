/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "moment-words.h"

#include <glib/gi18n-lib.h>

#define DAYS_WITH_NAMES 6

static gint
day_number (GDateTime *moment)
{
  g_autofree GDate *date
      = g_date_new_dmy (g_date_time_get_day_of_month (moment), g_date_time_get_month (moment),
                        g_date_time_get_year (moment));

  return (gint) g_date_get_julian (date);
}

static const char *
choose_format (int days_ago)
{
  if (days_ago == 0)
    /* Translators: a time of today, see the documentation of g_date_time_format() */
    return _ ("%H:%M");
  if (days_ago == 1)
    /* Translators: a time of the day before, see the documentation of g_date_time_format() */
    return _ ("yesterday %H:%M");
  if (days_ago > 1 && days_ago <= DAYS_WITH_NAMES)
    /* Translators: day of the week and time, see the documentation of g_date_time_format() */
    return _ ("%A %H:%M");
  /* Translators: date and time, see the documentation of g_date_time_format() */
  return _ ("%-d %B %Y, %H:%M");
}

/**
 * sl_moment_to_words:
 * @time: a moment, Unix seconds
 * @now: the moment at which it is said, Unix seconds; 0 if unknown
 *
 * Says a moment in the short form of the user's language and time zone: "09:14" on the same day,
 * "yesterday 17:20", "Monday 17:20" within a week, else with the date.
 *
 * Returns: (transfer full): the words; "?" if @time is not within the years 1 to 9999
 */
char *
sl_moment_to_words (gint64 time, gint64 now)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (time);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now);
  char *words;

  if (moment == NULL)
    return g_strdup ("?");

  words = g_date_time_format (
      moment,
      choose_format (now > 0 && today != NULL ? day_number (today) - day_number (moment) : -1));
  return words != NULL ? words : g_strdup ("?");
}
