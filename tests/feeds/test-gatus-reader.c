/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-expectation.h"

static const SlFeedExpectation rows[] = {
  { "healthy.json", NULL, SL_HEALTH_OPERATIONAL },
  { "healthy.json", "imap", SL_HEALTH_OPERATIONAL },
  { "healthy.json", "mail_imap", SL_HEALTH_OPERATIONAL },
  { "healthy.json", "mail / web", SL_HEALTH_OPERATIONAL },
  { "healthy.json", "pop3", SL_HEALTH_UNKNOWN },
  /* Results are oldest first. */
  { "failing.json", NULL, SL_HEALTH_PARTIAL_OUTAGE },
  { "failing.json", "imap", SL_HEALTH_MAJOR_OUTAGE },
  { "failing.json", "web", SL_HEALTH_OPERATIONAL },
  { "all-failing.json", NULL, SL_HEALTH_MAJOR_OUTAGE },
  { "no-results.json", NULL, SL_HEALTH_UNKNOWN },
  { "no-results.json", "imap", SL_HEALTH_UNKNOWN },
  { "stale.json", NULL, SL_HEALTH_UNKNOWN },
  { "stale.json", "imap", SL_HEALTH_UNKNOWN },
  { "without-success.json", "imap", SL_HEALTH_UNKNOWN },
  { "results-are-text.json", NULL, SL_HEALTH_UNKNOWN },
  { "numbers-among-endpoints.json", NULL, SL_HEALTH_UNKNOWN },
  { "empty-list.json", NULL, SL_HEALTH_UNKNOWN },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sl_feed_expectation_add_all ("gatus", rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
