/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-expectation.h"

static const SlFeedExpectation rows[] = {
  { "healthy.json", NULL, SL_HEALTH_OPERATIONAL },
  { "healthy.json", "IMAP", SL_HEALTH_OPERATIONAL },
  { "healthy.json", "10", SL_HEALTH_OPERATIONAL },
  { "healthy.json", "Mail", SL_HEALTH_OPERATIONAL },
  { "healthy.json", "POP3", SL_HEALTH_UNKNOWN },
  { "major.json", NULL, SL_HEALTH_PARTIAL_OUTAGE },
  { "major.json", "IMAP", SL_HEALTH_MAJOR_OUTAGE },
  { "major.json", "SMTP", SL_HEALTH_OPERATIONAL },
  { "words.json", NULL, SL_HEALTH_PARTIAL_OUTAGE },
  { "words.json", "IMAP", SL_HEALTH_DEGRADED },
  { "words.json", "SMTP", SL_HEALTH_PARTIAL_OUTAGE },
  { "words.json", "POP3", SL_HEALTH_MAINTENANCE },
  /* The owner leaves it out; who chose it is told. */
  { "left-out.json", NULL, SL_HEALTH_OPERATIONAL },
  { "left-out.json", "Old region", SL_HEALTH_MAJOR_OUTAGE },
  { "unknown-word.json", NULL, SL_HEALTH_UNKNOWN },
  { "unknown-word.json", "IMAP", SL_HEALTH_UNKNOWN },
  { "components-are-text.json", NULL, SL_HEALTH_UNKNOWN },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sl_feed_expectation_add_all ("freshstatus", rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
