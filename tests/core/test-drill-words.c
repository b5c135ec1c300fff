/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drill-words.h"

#define DAY (24 * 60 * 60)
#define NOON (G_GINT64_CONSTANT (20000) * DAY + DAY / 2)

static const struct
{
  double      seconds;
  const char *words;
} times[] = {
  { -1, "0 s" },          { 0, "0 s" },           { 0.4, "0 s" },
  { 41.6, "42 s" },       { 59.4, "59 s" },       { 59.6, "1 min 0 s" },
  { 80.2, "1 min 20 s" }, { 3600, "60 min 0 s" }, { 1e300, "6000 min 0 s" },
};

static void
test_stopwatch (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *words = sl_stopwatch_to_words (times[i].seconds);

      g_assert_cmpstr (words, ==, times[i].words);
    }
}

static const struct
{
  gint64      time;
  double      reach_seconds;
  const char *words;
} drills[] = {
  { NOON, 80, "Practised today, reached in 1 min 20 s." },
  { NOON + DAY, 80, "Practised today, reached in 1 min 20 s." },
  { NOON - DAY / 2 - 1, 5, "Practised yesterday, reached in 5 s." },
  { NOON - 62 * DAY, 80, "Practised 62 days ago, reached in 1 min 20 s." },
  { NOON - 2 * DAY, -1, "Practised 2 days ago, nobody was reached." },
};

static void
test_drill (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (drills); i++)
    {
      g_autofree char *words = sl_drill_to_words (drills[i].time, drills[i].reach_seconds, NOON);

      g_assert_cmpstr (words, ==, drills[i].words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/drill-words/stopwatch", test_stopwatch);
  g_test_add_func ("/core/drill-words/drill", test_drill);
  return g_test_run ();
}
