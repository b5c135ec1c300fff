/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-expectation.h"

static const SlFeedExpectation rows[] = {
  { "healthy.json", NULL, SL_HEALTH_OPERATIONAL },
  { "healthy.json", "IMAP", SL_HEALTH_OPERATIONAL },
  { "healthy.json", "Mail / IMAP", SL_HEALTH_OPERATIONAL },
  { "healthy.json", "90", SL_HEALTH_OPERATIONAL },
  { "healthy.json", "POP3", SL_HEALTH_UNKNOWN },
  { "report-open.json", NULL, SL_HEALTH_PARTIAL_OUTAGE, 1 },
  { "report-open.json", "IMAP", SL_HEALTH_MAJOR_OUTAGE, 1 },
  { "report-open.json", "Web mail", SL_HEALTH_OPERATIONAL },
  /* A part is down, nobody wrote about it. */
  { "downtime-without-report.json", NULL, SL_HEALTH_PARTIAL_OUTAGE },
  { "downtime-without-report.json", "IMAP", SL_HEALTH_MAJOR_OUTAGE },
  { "downtime-without-report.json", "Web mail", SL_HEALTH_OPERATIONAL },
  { "all-down.json", NULL, SL_HEALTH_MAJOR_OUTAGE },
  { "future-maintenance.json", NULL, SL_HEALTH_OPERATIONAL, 0, 1 },
  { "future-maintenance.json", "IMAP", SL_HEALTH_OPERATIONAL, 0, 1 },
  { "resolved-without-end.json", NULL, SL_HEALTH_OPERATIONAL },
  { "resolved-without-end.json", "IMAP", SL_HEALTH_OPERATIONAL },
  { "ended-report.json", NULL, SL_HEALTH_OPERATIONAL },
  { "not-monitored.json", "IMAP", SL_HEALTH_UNKNOWN },
  { "not-monitored.json", "Web mail", SL_HEALTH_OPERATIONAL },
  { "unknown-word.json", NULL, SL_HEALTH_UNKNOWN },
  { "unknown-word.json", "IMAP", SL_HEALTH_OPERATIONAL },
  { "included-is-text.json", NULL, SL_HEALTH_UNKNOWN },
  { "truncated.json", NULL, SL_HEALTH_UNKNOWN },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sl_feed_expectation_add_all ("better-stack", rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
