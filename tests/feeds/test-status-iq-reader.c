/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-expectation.h"

static const SlFeedExpectation rows[] = {
  { "healthy.json", NULL, SL_HEALTH_OPERATIONAL },
  { "healthy.json", "IMAP", SL_HEALTH_OPERATIONAL },
  { "healthy.json", "Mail / IMAP", SL_HEALTH_OPERATIONAL },
  { "healthy.json", "Web mail", SL_HEALTH_OPERATIONAL },
  { "healthy.json", "POP3", SL_HEALTH_UNKNOWN },
  { "group-hides-part.json", NULL, SL_HEALTH_PARTIAL_OUTAGE },
  { "group-hides-part.json", "IMAP", SL_HEALTH_MAJOR_OUTAGE },
  { "group-hides-part.json", "SMTP", SL_HEALTH_OPERATIONAL },
  /* 4 is maintenance, 3 is worse. */
  { "codes.json", NULL, SL_HEALTH_PARTIAL_OUTAGE },
  { "codes.json", "A", SL_HEALTH_DEGRADED },
  { "codes.json", "B", SL_HEALTH_DEGRADED },
  { "codes.json", "C", SL_HEALTH_MAINTENANCE },
  { "codes.json", "D", SL_HEALTH_PARTIAL_OUTAGE },
  { "unknown-code.json", NULL, SL_HEALTH_UNKNOWN },
  { "unknown-code.json", "IMAP", SL_HEALTH_UNKNOWN },
  { "empty-list.json", NULL, SL_HEALTH_UNKNOWN },
  { "list-is-text.json", NULL, SL_HEALTH_UNKNOWN },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sl_feed_expectation_add_all ("status-iq", rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
