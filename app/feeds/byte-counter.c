/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "byte-counter.h"

#define SECONDS_PER_HOUR 3600

/* Forgets the hours that are more than a day past. A clock that goes back changes nothing. */
static void
advance (SlByteCounter *counter, gint64 now)
{
  gint64 hour = now / SECONDS_PER_HOUR;
  gint64 steps = MIN (hour - counter->hour, SL_BYTE_COUNTER_HOURS);

  for (gint64 i = 0; i < steps; i++)
    counter->bytes[(hour - i) % SL_BYTE_COUNTER_HOURS] = 0;
  counter->hour = MAX (counter->hour, hour);
}

/**
 * sl_byte_counter_add:
 * @counter: a counter
 * @bytes: what was received
 * @now: Unix seconds
 */
void
sl_byte_counter_add (SlByteCounter *counter, guint64 bytes, gint64 now)
{
  advance (counter, now);
  counter->bytes[counter->hour % SL_BYTE_COUNTER_HOURS] += bytes;
}

/**
 * sl_byte_counter_get_day:
 * @counter: a counter
 * @now: Unix seconds
 *
 * Returns: the bytes received within the last 24 hours, counted in whole hours
 */
guint64
sl_byte_counter_get_day (SlByteCounter *counter, gint64 now)
{
  guint64 sum = 0;

  advance (counter, now);
  for (gsize i = 0; i < SL_BYTE_COUNTER_HOURS; i++)
    sum += counter->bytes[i];
  return sum;
}
