/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-time.h"

#include "iso-time.h"

/* 2200-01-01: no page speaks of a later time; a larger number is a mistake of its unit. */
static const gint64 latest_seconds = 7258118400;

/**
 * sl_feed_time_from_text:
 * @text: (nullable): ISO 8601 with any offset and any number of second fractions, as pages write it
 *
 * Returns: Unix seconds, 0 if @text is no time between 1970 and 2200; year 1 is how some pages say
 *   "never"
 */
gint64
sl_feed_time_from_text (const char *text)
{
  gint64 seconds;

  if (!sl_iso_time_parse (text, &seconds) || seconds > latest_seconds)
    return 0;
  return seconds;
}

/**
 * sl_feed_time_from_milliseconds:
 * @milliseconds: since 1970
 *
 * Returns: Unix seconds, 0 if that is no time between 1970 and 2200
 */
gint64
sl_feed_time_from_milliseconds (gint64 milliseconds)
{
  gint64 seconds = milliseconds / 1000;

  return milliseconds > 0 && seconds <= latest_seconds ? seconds : 0;
}
