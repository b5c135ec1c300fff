/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-expectation.h"

static const SlFeedExpectation rows[] = {
  { "healthy.json", NULL, SL_HEALTH_OPERATIONAL },
  { "healthy.json", "IMAP", SL_HEALTH_OPERATIONAL },
  { "healthy.json", "g1", SL_HEALTH_OPERATIONAL },
  { "healthy.json", "POP3", SL_HEALTH_UNKNOWN },
  { "only-page.json", NULL, SL_HEALTH_OPERATIONAL },
  { "only-page.json", "IMAP", SL_HEALTH_UNKNOWN },
  /* The page says UP all the same. */
  { "up-with-open-incident.json", NULL, SL_HEALTH_PARTIAL_OUTAGE, 1 },
  { "up-with-open-incident.json", "IMAP", SL_HEALTH_PARTIAL_OUTAGE, 1 },
  { "up-with-open-incident.json", "Web mail", SL_HEALTH_OPERATIONAL },
  { "incident-names-no-part.json", NULL, SL_HEALTH_DEGRADED, 1 },
  { "incident-names-no-part.json", "IMAP", SL_HEALTH_OPERATIONAL, 1 },
  { "undocumented-word.json", NULL, SL_HEALTH_MAJOR_OUTAGE },
  { "undocumented-word.json", "IMAP", SL_HEALTH_OPERATIONAL },
  { "unknown-word.json", NULL, SL_HEALTH_UNKNOWN },
  { "unknown-word.json", "IMAP", SL_HEALTH_OPERATIONAL },
  { "unknown-component-word.json", "IMAP", SL_HEALTH_UNKNOWN },
  { "resolved-still-listed.json", NULL, SL_HEALTH_OPERATIONAL },
  { "javascript-dates.json", "IMAP", SL_HEALTH_PARTIAL_OUTAGE, 1 },
  { "parent-hides-child.json", NULL, SL_HEALTH_DEGRADED },
  { "parent-hides-child.json", "IMAP", SL_HEALTH_MAJOR_OUTAGE },
  { "parent-hides-child.json", "Mail", SL_HEALTH_MAJOR_OUTAGE },
  { "parent-hides-child.json", "SMTP", SL_HEALTH_OPERATIONAL },
  { "future-maintenance.json", NULL, SL_HEALTH_OPERATIONAL, 0, 1 },
  { "future-maintenance.json", "IMAP", SL_HEALTH_OPERATIONAL, 0, 1 },
  { "under-maintenance.json", NULL, SL_HEALTH_MAINTENANCE, 0, 1 },
  { "under-maintenance.json", "IMAP", SL_HEALTH_MAINTENANCE, 0, 1 },
  { "incidents-are-text.json", NULL, SL_HEALTH_UNKNOWN },
  { "truncated.json", NULL, SL_HEALTH_UNKNOWN },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sl_feed_expectation_add_all ("instatus", rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
