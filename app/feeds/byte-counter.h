/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define SL_BYTE_COUNTER_HOURS 24

/* What came over the line in the last day, hour by hour. Zeroed memory is an empty counter. */
typedef struct
{
  gint64  hour; /* the newest one counted, hours since 1970 */
  guint64 bytes[SL_BYTE_COUNTER_HOURS];
} SlByteCounter;

void    sl_byte_counter_add (SlByteCounter *counter, guint64 bytes, gint64 now);
guint64 sl_byte_counter_get_day (SlByteCounter *counter, gint64 now);
