/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recovery-words.h"

#include "duration-words.h"
#include "moment-words.h"

#define MINUTES 60
#define HOURS (60 * MINUTES)
#define DAYS (24 * HOURS)

static const struct
{
  gint64      seconds;
  const char *words;
} durations[] = {
  { G_MININT64, "less than a minute" },
  { 0, "less than a minute" },
  { 29, "less than a minute" },
  { 30, "1 minute" },
  { 89, "1 minute" },
  { 90, "2 minutes" },
  { 47 * MINUTES, "47 minutes" },
  { 119 * MINUTES, "119 minutes" },
  { 2 * HOURS, "2 hours" },
  { 5 * HOURS + 40 * MINUTES, "6 hours" },
  { 47 * HOURS, "47 hours" },
  { 2 * DAYS, "2 days" },
  { 30 * DAYS, "30 days" },
};

static void
test_durations_are_whole (void)
{
  g_autofree char *longest = sl_duration_to_words (G_MAXINT64);

  for (gsize i = 0; i < G_N_ELEMENTS (durations); i++)
    {
      g_autofree char *words = sl_duration_to_words (durations[i].seconds);

      g_assert_cmpstr (words, ==, durations[i].words);
    }
  g_assert_true (g_str_has_suffix (longest, " days"));
}

/* 2026-11-23 is a Monday; 09:30 UTC. */
#define NOW G_GINT64_CONSTANT (1795426200)

static const struct
{
  gint64      time;
  gint64      now;
  const char *words;
} moments[] = {
  { NOW - 16 * MINUTES, NOW, "09:14" },
  { NOW - 9 * HOURS, NOW, "00:30" },
  { NOW - 16 * HOURS - 10 * MINUTES, NOW, "yesterday 17:20" },
  { NOW - 2 * DAYS, NOW, "Saturday 09:30" },
  { NOW - 6 * DAYS, NOW, "Tuesday 09:30" },
  { NOW - 7 * DAYS, NOW, "16 November 2026, 09:30" },
  { NOW + 2 * DAYS, NOW, "25 November 2026, 09:30" },
  { NOW, 0, "23 November 2026, 09:30" },
  { G_MAXINT64, NOW, "?" },
  { G_MININT64, NOW, "?" },
};

static void
test_moments_are_short (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autofree char *words = sl_moment_to_words (moments[i].time, moments[i].now);

      g_assert_cmpstr (words, ==, moments[i].words);
    }
}

static const struct
{
  SlState     from;
  const char *name;
  gint64      trouble_seconds;
  gint64      lag_seconds;
  const char *headline;
  const char *advice;
} recoveries[] = {
  { SL_STATE_OUTAGE, "Outlook", 47 * MINUTES, 31 * MINUTES, "Outlook works again.",
    "It was down for 47 minutes. Outlook posted after 31 minutes." },
  { SL_STATE_OUTAGE, "Outlook", 47 * MINUTES, -1, "Outlook works again.",
    "It was down for 47 minutes." },
  { SL_STATE_OUTAGE, "100 %s", 20, 0, "100 %s works again.",
    "It was down for less than a minute. 100 %s posted after less than a minute." },
  { SL_STATE_OUTAGE, NULL, 3 * HOURS, 2 * HOURS, "Your mail works again.",
    "It was down for 3 hours. The provider posted after 2 hours." },
  { SL_STATE_DEGRADED, "Gmail", 3 * HOURS, 0, "Gmail works again.",
    "The trouble lasted 3 hours. Gmail posted after less than a minute." },
  { SL_STATE_ACTION_NEEDED, "Gmail", 2 * DAYS, -1, "Gmail works again.",
    "The trouble lasted 2 days." },
  { SL_STATE_OUTAGE, "Outlook", 0, -1, "Outlook works.", "" },
  { SL_STATE_UNKNOWN, "", -5, 60, "Your mail works.", "" },
};

static void
test_recovery_tells_how_long_it_lasted (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (recoveries); i++)
    {
      g_autofree char *headline
          = sl_recovery_headline (recoveries[i].name, recoveries[i].trouble_seconds);
      g_autofree char *advice
          = sl_recovery_advice (recoveries[i].from, recoveries[i].name,
                                recoveries[i].trouble_seconds, recoveries[i].lag_seconds);

      g_assert_cmpstr (headline, ==, recoveries[i].headline);
      g_assert_cmpstr (advice, ==, recoveries[i].advice);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/recovery-words/durations", test_durations_are_whole);
  g_test_add_func ("/core/recovery-words/moments", test_moments_are_short);
  g_test_add_func ("/core/recovery-words/recoveries", test_recovery_tells_how_long_it_lasted);
  return g_test_run ();
}
