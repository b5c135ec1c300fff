/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "duration.h"

#define SECONDS_PER_MINUTE 60
#define SECONDS_PER_HOUR (60 * SECONDS_PER_MINUTE)
#define SECONDS_PER_DAY (24 * SECONDS_PER_HOUR)

/* Longer than this is meant as "for ever", which has its own word. */
#define LONGEST_SECONDS (366u * SECONDS_PER_DAY)

static guint
get_unit_seconds (char unit)
{
  switch (unit)
    {
    case 's':
      return 1;
    case 'm':
      return SECONDS_PER_MINUTE;
    case 'h':
      return SECONDS_PER_HOUR;
    case 'd':
      return SECONDS_PER_DAY;
    default:
      return 0;
    }
}

/**
 * sl_duration_parse:
 * @text: numbers with a unit each (s, m, h, d), such as "90m" or "1h30m"
 * @seconds: (out): set only if @text is a duration: at least 1, at most 366 days
 *
 * Returns: whether @text is a duration
 */
gboolean
sl_duration_parse (const char *text, guint *seconds)
{
  guint64 total = 0;

  while (*text != '\0')
    {
      char   *end;
      guint64 number;
      guint   unit_seconds;

      if (!g_ascii_isdigit (*text))
        return FALSE;
      number = g_ascii_strtoull (text, &end, 10);
      unit_seconds = get_unit_seconds (*end);
      if (unit_seconds == 0 || number > LONGEST_SECONDS)
        return FALSE;
      total += number * unit_seconds;
      if (total > LONGEST_SECONDS)
        return FALSE;
      text = end + 1;
    }
  if (total == 0)
    return FALSE;
  *seconds = total;
  return TRUE;
}
