/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "duration-words.h"

#include <glib/gi18n-lib.h>

#define MINUTE_SECONDS G_GINT64_CONSTANT (60)
#define HOUR_SECONDS (60 * MINUTE_SECONDS)
#define DAY_SECONDS (24 * HOUR_SECONDS)

/* Up to two hours are told in minutes, up to two days in hours: "90 minutes" says more than "1
 * hour". */
#define LAST_IN_MINUTES (2 * HOUR_SECONDS)
#define LAST_IN_HOURS (2 * DAY_SECONDS)

/**
 * sl_duration_to_words:
 * @seconds: a duration; a negative one counts as none
 *
 * Says a duration in whole minutes, hours or days, rounded to the nearest; below half a minute it
 * is "less than a minute".
 *
 * Returns: (transfer full): such as "47 minutes", in the user's language
 */
char *
sl_duration_to_words (gint64 seconds)
{
  /* Unsigned arithmetic: rounding must not overflow, whatever a file says. */
  guint64 length = seconds > 0 ? (guint64) seconds : 0;
  gulong  count;

  if (length < MINUTE_SECONDS / 2)
    return g_strdup (_ ("less than a minute"));
  if (length < LAST_IN_MINUTES)
    {
      count = (length + MINUTE_SECONDS / 2) / MINUTE_SECONDS;
      /* Translators: %lu is a number of minutes; part of sentences such as "It was down for 47
       * minutes." */
      return g_strdup_printf (ngettext ("%lu minute", "%lu minutes", count), count);
    }
  if (length < LAST_IN_HOURS)
    {
      count = (length + HOUR_SECONDS / 2) / HOUR_SECONDS;
      /* Translators: %lu is a number of hours */
      return g_strdup_printf (ngettext ("%lu hour", "%lu hours", count), count);
    }
  count = (length + DAY_SECONDS / 2) / DAY_SECONDS;
  /* Translators: %lu is a number of days */
  return g_strdup_printf (ngettext ("%lu day", "%lu days", count), count);
}
