/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-expectation.h"

static const SlFeedExpectation rows[] = {
  { "status-healthy.json", NULL, SL_HEALTH_OPERATIONAL },
  { "status-healthy.json", "IMAP", SL_HEALTH_UNKNOWN },
  { "status-major.json", NULL, SL_HEALTH_MAJOR_OUTAGE },
  { "status-custom-word.json", NULL, SL_HEALTH_UNKNOWN },
  { "summary-healthy.json", NULL, SL_HEALTH_OPERATIONAL },
  { "summary-healthy.json", "IMAP", SL_HEALTH_OPERATIONAL },
  { "summary-healthy.json", "2", SL_HEALTH_OPERATIONAL },
  { "summary-healthy.json", "POP3", SL_HEALTH_UNKNOWN },
  { "summary-major.json", NULL, SL_HEALTH_MAJOR_OUTAGE, 1 },
  { "summary-major.json", "IMAP", SL_HEALTH_MAJOR_OUTAGE, 1 },
  { "summary-major.json", "Web mail", SL_HEALTH_OPERATIONAL },
  /* The parent hides its child. */
  { "child-hidden.json", NULL, SL_HEALTH_DEGRADED },
  { "child-hidden.json", "Mail", SL_HEALTH_MAJOR_OUTAGE },
  { "child-hidden.json", "SMTP", SL_HEALTH_OPERATIONAL },
  { "ended-incident.json", NULL, SL_HEALTH_OPERATIONAL },
  { "future-maintenance.json", NULL, SL_HEALTH_OPERATIONAL, 0, 1 },
  { "word-is-missing.json", NULL, SL_HEALTH_UNKNOWN },
  { "service-word-is-missing.json", "IMAP", SL_HEALTH_UNKNOWN },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sl_feed_expectation_add_all ("statuspal", rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
