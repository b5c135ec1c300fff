/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-expectation.h"

static const SlFeedExpectation rows[] = {
  { "healthy.json", NULL, SL_HEALTH_OPERATIONAL },
  { "healthy.json", "IMAP", SL_HEALTH_OPERATIONAL },
  { "healthy.json", "Mail / IMAP", SL_HEALTH_OPERATIONAL },
  { "healthy.json", "POP3", SL_HEALTH_UNKNOWN },
  { "down.json", NULL, SL_HEALTH_MAJOR_OUTAGE, 1 },
  { "down.json", "IMAP", SL_HEALTH_MAJOR_OUTAGE, 1 },
  { "down.json", "Web mail", SL_HEALTH_OPERATIONAL },
  { "disrupted.json", NULL, SL_HEALTH_PARTIAL_OUTAGE, 1 },
  { "disrupted.json", "IMAP", SL_HEALTH_PARTIAL_OUTAGE, 1 },
  { "one-issue-two-systems.json", NULL, SL_HEALTH_MAJOR_OUTAGE, 1 },
  { "one-issue-two-systems.json", "SMTP", SL_HEALTH_MAJOR_OUTAGE, 1 },
  { "informational.json", NULL, SL_HEALTH_MAINTENANCE, 0, 1 },
  { "informational.json", "IMAP", SL_HEALTH_MAINTENANCE, 0, 1 },
  { "notice.json", NULL, SL_HEALTH_DEGRADED, 1 },
  { "notice.json", "IMAP", SL_HEALTH_DEGRADED, 1 },
  { "pinned-and-resolved.json", NULL, SL_HEALTH_OPERATIONAL },
  { "unknown-word.json", NULL, SL_HEALTH_UNKNOWN },
  { "unknown-word.json", "IMAP", SL_HEALTH_UNKNOWN },
  { "systems-are-text.json", NULL, SL_HEALTH_UNKNOWN },
  /* A quote that the template did not escape. */
  { "broken-template.json", NULL, SL_HEALTH_UNKNOWN },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sl_feed_expectation_add_all ("cstate", rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
