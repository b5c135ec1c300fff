/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-time.h"

#include "iso-time.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 2200-01-01: no page speaks of a later time; a larger number is a mistake of its unit. */
static const gint64 latest_seconds = 7258118400;

/* What a longer text says is not a moment. */
#define MAX_LENGTH 100
#define MAX_WORDS 10

typedef struct
{
  int      year;
  int      month;
  int      day;
  int      hour;
  int      minute;
  int      second;
  int      offset_minutes;
  gboolean has_clock;
  gboolean has_zone;
} Moment;

static gboolean
take_month (Moment *moment, const char *word)
{
  static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
  g_autofree char  *start = g_ascii_strdown (word, 3);
  const char       *found = strlen (start) == 3 ? strstr (months, start) : NULL;

  if (found == NULL || (found - months) % 3 != 0)
    return FALSE;
  moment->month = (found - months) / 3 + 1;
  return TRUE;
}

static gboolean
take_date (Moment *moment, const char *word)
{
  Moment date = *moment;

  if (sscanf (word, "%4d-%2d-%2d", &date.year, &date.month, &date.day) != 3)
    return FALSE;
  *moment = date;
  return TRUE;
}

static gboolean
take_clock (Moment *moment, const char *word)
{
  Moment clock = *moment;

  if (sscanf (word, "%2d:%2d:%2d", &clock.hour, &clock.minute, &clock.second) < 2)
    return FALSE;
  *moment = clock;
  moment->has_clock = TRUE;
  return TRUE;
}

static gboolean
take_number (Moment *moment, const char *word)
{
  gsize length = strspn (word, "0123456789");

  if (word[length] != '\0' || (length != 4 && length != 2 && length != 1))
    return FALSE;
  *(length == 4 ? &moment->year : &moment->day) = atoi (word);
  return TRUE;
}

static gboolean
take_offset (Moment *moment, const char *word)
{
  int hours;
  int minutes;

  if ((*word != '+' && *word != '-') || strlen (word) != 5
      || sscanf (word + 1, "%2d%2d", &hours, &minutes) != 2)
    return FALSE;
  moment->offset_minutes = (hours * 60 + minutes) * (*word == '-' ? -1 : 1);
  moment->has_zone = TRUE;
  return TRUE;
}

/* RFC 822, 5.1. */
static gboolean
take_zone (Moment *moment, const char *word)
{
  static const struct
  {
    const char *name;
    int         hours;
  } zones[] = {
    { "Z", 0 },    { "UT", 0 },   { "UTC", 0 },  { "GMT", 0 },  { "EST", -5 }, { "EDT", -4 },
    { "CST", -6 }, { "CDT", -5 }, { "MST", -7 }, { "MDT", -6 }, { "PST", -8 }, { "PDT", -7 },
  };

  if (moment->has_zone || take_offset (moment, word))
    return TRUE;
  if (g_str_has_prefix (word, "GMT") && take_offset (moment, word + 3))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      if (!g_str_equal (zones[i].name, word))
        continue;
      moment->offset_minutes = zones[i].hours * 60;
      moment->has_zone = TRUE;
    }
  return moment->has_zone;
}

/* Before the clock stand words that say nothing new, such as the day of the week. */
static gboolean
take_word (Moment *moment, const char *word)
{
  if (moment->has_clock)
    return take_number (moment, word) || take_zone (moment, word);
  return take_date (moment, word) || take_clock (moment, word) || take_number (moment, word)
         || take_month (moment, word) || g_ascii_isalpha (*word);
}

static gint64
read_words (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ,", MAX_WORDS);
  Moment moment = { 0 };
  g_autoptr (GDateTime) time = NULL;

  for (gsize i = 0; words[i] != NULL && words[i][0] != '('; i++)
    {
      if (words[i][0] != '\0' && !take_word (&moment, words[i]))
        return 0;
    }
  if (!moment.has_clock)
    return 0;
  time = g_date_time_new_utc (moment.year, moment.month, moment.day, moment.hour, moment.minute,
                              moment.second);
  return time != NULL ? g_date_time_to_unix (time) - moment.offset_minutes * G_GINT64_CONSTANT (60)
                      : 0;
}

/**
 * sl_feed_time_from_text:
 * @text: (nullable): a moment as pages write it: ISO 8601 with any offset and any number of second
 *   fractions, RFC 822 as in RSS, or the way JavaScript and Go print it; UTC if it names no zone
 *
 * Returns: Unix seconds, 0 if @text is no time between 1970 and 2200; year 1 is how some pages say
 *   "never"
 */
gint64
sl_feed_time_from_text (const char *text)
{
  gint64 seconds;

  if (text == NULL || strnlen (text, MAX_LENGTH + 1) > MAX_LENGTH)
    return 0;
  if (!sl_iso_time_parse (text, &seconds))
    seconds = read_words (text);
  return seconds > 0 && seconds <= latest_seconds ? seconds : 0;
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
