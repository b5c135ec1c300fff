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
  { "lists-without-indicator.json", "Login", SL_HEALTH_OPERATIONAL },
  { "components.json", NULL, SL_HEALTH_UNKNOWN },
  { "components.json", "Part 26", SL_HEALTH_OPERATIONAL },
  { "components.json", "Part 31", SL_HEALTH_UNKNOWN },
  { "components-part-30-out.json", NULL, SL_HEALTH_PARTIAL_OUTAGE },
  { "components-part-30-out.json", "Part 30", SL_HEALTH_MAJOR_OUTAGE },
  { "components-part-30-out.json", "Part 1", SL_HEALTH_OPERATIONAL },
  { "components-unknown-word.json", NULL, SL_HEALTH_UNKNOWN },
  { "components-unknown-word.json", "Part 1", SL_HEALTH_OPERATIONAL },
  { "components-empty.json", NULL, SL_HEALTH_UNKNOWN },
  { "native-healthy.json", NULL, SL_HEALTH_OPERATIONAL },
  { "native-healthy.json", "Login", SL_HEALTH_UNKNOWN },
  { "native-outage.json", NULL, SL_HEALTH_MAJOR_OUTAGE, 1 },
  { "native-outage.json", "Login", SL_HEALTH_MAJOR_OUTAGE, 1 },
  { "native-outage.json", "IMAP", SL_HEALTH_UNKNOWN },
  { "native-without-impact.json", NULL, SL_HEALTH_DEGRADED, 1 },
  { "native-lists-are-text.json", NULL, SL_HEALTH_UNKNOWN },
  { "native-null-list.json", NULL, SL_HEALTH_UNKNOWN },
  { "native-maintenance.json", NULL, SL_HEALTH_OPERATIONAL, 0, 1 },
  { "native-maintenance.json", "IMAP", SL_HEALTH_MAINTENANCE, 0, 1 },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sl_feed_expectation_add_all ("incident-io", rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
