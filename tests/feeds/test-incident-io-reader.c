/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-expectation.h"

static const SlFeedExpectation rows[] = {
  { "healthy.json", NULL, SL_HEALTH_OPERATIONAL },
  { "healthy.json", "Login", SL_HEALTH_OPERATIONAL },
  { "twenty-five-only.json", NULL, SL_HEALTH_OPERATIONAL },
  { "twenty-five-only.json", "Part 26", SL_HEALTH_UNKNOWN },
  { "minor-but-all-listed-work.json", NULL, SL_HEALTH_DEGRADED, 1 },
  { "minor-but-all-listed-work.json", "Login", SL_HEALTH_DEGRADED, 1 },
  { "minor-but-all-listed-work.json", "IMAP", SL_HEALTH_OPERATIONAL },
  { "null-lists.json", NULL, SL_HEALTH_OPERATIONAL },
  { "full-outage.json", NULL, SL_HEALTH_MAJOR_OUTAGE },
  { "full-outage.json", "Login", SL_HEALTH_MAJOR_OUTAGE },
  { "full-outage.json", "IMAP", SL_HEALTH_OPERATIONAL },
  { "unknown-indicator.json", NULL, SL_HEALTH_UNKNOWN },
  { "unknown-indicator.json", "Login", SL_HEALTH_OPERATIONAL },
  { "lists-without-indicator.json", NULL, SL_HEALTH_UNKNOWN },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sl_feed_expectation_add_all ("incident-io", rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
