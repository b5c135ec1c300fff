/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-time.h"

#define MOMENT 1789549200 /* 2026-09-16 09:00:00 UTC */

static void
test_texts (void)
{
  static const struct
  {
    const char *text;
    gint64      time;
  } rows[] = {
    { "2026-09-16T09:00:00Z", MOMENT },
    { "2026-09-16T09:00:00", MOMENT },
    { "2026-09-16T09:00:00.000Z", MOMENT },
    { "2026-09-16T09:00:00.1234567+00:00", MOMENT },
    { "2026-09-16T02:00:00.000-07:00", MOMENT },
    { "2026-09-16T11:00:00+02", MOMENT },
    { "2026-09-16T14:30:00+0530", MOMENT },
    { "2026-09-16 09:00:00", MOMENT },
    { "2026-09-16 09:00:00.120", MOMENT },
    { "2026-09-16 11:00:00 +0200 CEST", MOMENT },
    { "2026-09-16 09:00:00 +0000 UTC", MOMENT },
    { "Wed Sep 16 2026 11:00:00 GMT+0200 (Central European Summer Time)", MOMENT },
    { "Wed, 16 Sep 2026 09:00:00 GMT", MOMENT },
    { "Wed, 16 Sep 2026 09:00:00 Z", MOMENT },
    { "16 September 2026 09:00:00 +0000", MOMENT },
    { "Wed, 16 Sep 2026 02:00:00 PDT", MOMENT },
    { "Wed, 16 Sep 2026 11:00:00 MESZ", 0 },
    { "Wed, 31 Sep 2026 09:00:00 GMT", 0 },
    { "Wed, 16 Sep 2026", 0 },
    { "0001-01-01T00:00:00+00:00", 0 },
    { "1969-12-31T23:59:59Z", 0 },
    { "9999-12-31T23:59:59Z", 0 },
    { "2026-13-16T09:00:00Z", 0 },
    { "yesterday", 0 },
    { "", 0 },
    { NULL, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (sl_feed_time_from_text (rows[i].text), ==, rows[i].time);
}

static void
test_milliseconds (void)
{
  g_assert_cmpint (sl_feed_time_from_milliseconds (MOMENT * G_GINT64_CONSTANT (1000) + 999), ==,
                   MOMENT);
  g_assert_cmpint (sl_feed_time_from_milliseconds (0), ==, 0);
  g_assert_cmpint (sl_feed_time_from_milliseconds (-1), ==, 0);
  g_assert_cmpint (sl_feed_time_from_milliseconds (G_MAXINT64), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feeds/feed-time/texts", test_texts);
  g_test_add_func ("/feeds/feed-time/milliseconds", test_milliseconds);
  return g_test_run ();
}
