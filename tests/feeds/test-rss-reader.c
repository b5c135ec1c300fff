/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-expectation.h"

static const SlFeedExpectation rows[] = {
  /* An empty list of news proves nothing. */
  { "empty.xml", NULL, SL_HEALTH_UNKNOWN },
  { "resolved.xml", NULL, SL_HEALTH_UNKNOWN },
  { "resolved.xml", "IMAP", SL_HEALTH_UNKNOWN },
  { "investigating.xml", NULL, SL_HEALTH_DEGRADED, 1 },
  { "investigating.xml", "IMAP", SL_HEALTH_DEGRADED, 1 },
  { "investigating.xml", "Mail", SL_HEALTH_DEGRADED, 1 },
  { "investigating.xml", "SMTP", SL_HEALTH_UNKNOWN },
  { "updates-newest-first.xml", NULL, SL_HEALTH_UNKNOWN },
  { "one-incident-twice.xml", NULL, SL_HEALTH_UNKNOWN },
  /* Nobody wrote that it is over. */
  { "forgotten.xml", NULL, SL_HEALTH_UNKNOWN },
  { "no-phase.xml", NULL, SL_HEALTH_UNKNOWN },
  { "scheduled.xml", NULL, SL_HEALTH_UNKNOWN, 0, 1 },
  { "went-down.xml", NULL, SL_HEALTH_DEGRADED, 1 },
  { "went-down.xml", "IMAP", SL_HEALTH_DEGRADED, 1 },
  { "recovered.xml", NULL, SL_HEALTH_UNKNOWN },
  { "states-healthy.xml", NULL, SL_HEALTH_OPERATIONAL },
  { "states-healthy.xml", "Zoho Mail-IMAP", SL_HEALTH_OPERATIONAL },
  { "states-healthy.xml", "Zoho Mail-POP", SL_HEALTH_UNKNOWN },
  { "states-outage.xml", NULL, SL_HEALTH_PARTIAL_OUTAGE },
  { "states-outage.xml", "Zoho Mail-IMAP", SL_HEALTH_MAJOR_OUTAGE },
  { "states-outage.xml", "Zoho Mail", SL_HEALTH_OPERATIONAL },
  { "states-old.xml", NULL, SL_HEALTH_UNKNOWN },
  { "states-unknown-word.xml", NULL, SL_HEALTH_UNKNOWN },
  /* Published long ago, updated now. */
  { "atom-investigating.xml", NULL, SL_HEALTH_DEGRADED, 1 },
  { "atom-resolved.xml", NULL, SL_HEALTH_UNKNOWN },
  /* Entities that multiply: refused before any of them is read. */
  { "entities.xml", NULL, SL_HEALTH_UNKNOWN },
  { "local-file.xml", NULL, SL_HEALTH_UNKNOWN },
  { "cut.xml", NULL, SL_HEALTH_UNKNOWN },
  { "lies-about-encoding.xml", NULL, SL_HEALTH_DEGRADED, 1 },
  { "other-xml.xml", NULL, SL_HEALTH_UNKNOWN },
  { "feed-of-no-news.xml", NULL, SL_HEALTH_UNKNOWN },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sl_feed_expectation_add_all ("rss", rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
