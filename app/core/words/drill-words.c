/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "drill-words.h"

#include <glib/gi18n-lib.h>

#define SECONDS_PER_MINUTE 60
#define LONGEST_SECONDS (100 * 60 * SECONDS_PER_MINUTE) /* no practice lasts that long */

/**
 * sl_stopwatch_to_words:
 * @seconds: a measured time; a negative one counts as none
 *
 * Says a short time exactly, in whole seconds.
 *
 * Returns: (transfer full): such as "42 s" or "1 min 20 s", in the user's language
 */
char *
sl_stopwatch_to_words (double seconds)
{
  guint whole = seconds > 0 ? (guint) MIN (seconds + 0.5, LONGEST_SECONDS) : 0;

  if (whole < SECONDS_PER_MINUTE)
    /* Translators: %u is a number of seconds */
    return g_strdup_printf (_ ("%u s"), whole);
  /* Translators: the first %u is a number of minutes, the second one of seconds */
  return g_strdup_printf (_ ("%u min %u s"), whole / SECONDS_PER_MINUTE,
                          whole % SECONDS_PER_MINUTE);
}

static gint64
get_local_day (gint64 time)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (time);
  GDate date;

  if (moment == NULL)
    return 0;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, g_date_time_get_day_of_month (moment),
                  (GDateMonth) g_date_time_get_month (moment), g_date_time_get_year (moment));
  return g_date_get_julian (&date);
}

static char *
describe_day (gint64 time, gint64 now)
{
  gint64 days = get_local_day (now) - get_local_day (time);

  if (days <= 0)
    return g_strdup (_ ("today"));
  if (days == 1)
    return g_strdup (_ ("yesterday"));
  /* Translators: %lu is a number of days, at least 2 */
  return g_strdup_printf (ngettext ("%lu day ago", "%lu days ago", (gulong) days), (gulong) days);
}

/**
 * sl_drill_to_words:
 * @time: when the practice was, Unix seconds
 * @reach_seconds: from the first notice to "I reached them"; negative: nobody was reached
 * @now: Unix seconds
 *
 * Returns: (transfer full): what came of a practice, one sentence, such as "Practised 62 days ago,
 *   reached in 1 min 20 s."
 */
char *
sl_drill_to_words (gint64 time, double reach_seconds, gint64 now)
{
  g_autofree char *day = describe_day (time, now);
  g_autofree char *duration = NULL;

  if (reach_seconds < 0)
    /* Translators: %s is "today", "yesterday" or "62 days ago" */
    return g_strdup_printf (_ ("Practised %s, nobody was reached."), day);
  duration = sl_stopwatch_to_words (reach_seconds);
  /* Translators: the first %s is "today", "yesterday" or "62 days ago", the second one a duration
   * such as "1 min 20 s" */
  return g_strdup_printf (_ ("Practised %s, reached in %s."), day, duration);
}
