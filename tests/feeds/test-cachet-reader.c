/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-expectation.h"

static const SlFeedExpectation rows[] = {
  { "v2-status-success.json", NULL, SL_HEALTH_OPERATIONAL },
  { "v2-status-success.json", "IMAP", SL_HEALTH_UNKNOWN },
  { "v2-status-info.json", NULL, SL_HEALTH_DEGRADED },
  { "v2-status-danger.json", NULL, SL_HEALTH_MAJOR_OUTAGE },
  { "v2-components.json", NULL, SL_HEALTH_PARTIAL_OUTAGE },
  { "v2-components.json", "IMAP", SL_HEALTH_MAJOR_OUTAGE },
  { "v2-components.json", "2", SL_HEALTH_OPERATIONAL },
  { "v2-components.json", "POP3", SL_HEALTH_UNKNOWN },
  { "v2-components-codes-are-text.json", NULL, SL_HEALTH_OPERATIONAL },
  { "v2-component-unknown.json", NULL, SL_HEALTH_UNKNOWN },
  { "v2-component-unknown.json", "IMAP", SL_HEALTH_UNKNOWN },
  /* What stands on the other pages? */
  { "v2-components-first-page.json", NULL, SL_HEALTH_UNKNOWN },
  { "v2-components-first-page.json", "IMAP", SL_HEALTH_OPERATIONAL },
  { "v2-components-first-page.json", "POP3", SL_HEALTH_UNKNOWN },
  { "v2-incidents.json", NULL, SL_HEALTH_DEGRADED, 1, 1 },
  /* No open incident is no proof of health. */
  { "v2-incidents-fixed.json", NULL, SL_HEALTH_UNKNOWN },
  { "v3-status-operational.json", NULL, SL_HEALTH_OPERATIONAL },
  { "v3-status-partial.json", NULL, SL_HEALTH_PARTIAL_OUTAGE },
  { "v3-status-unknown-word.json", NULL, SL_HEALTH_UNKNOWN },
  { "v3-components.json", NULL, SL_HEALTH_PARTIAL_OUTAGE },
  { "v3-components.json", "IMAP", SL_HEALTH_PARTIAL_OUTAGE },
  { "v3-components.json", "Web mail", SL_HEALTH_OPERATIONAL },
  { "v3-components.json", "POP3", SL_HEALTH_MAINTENANCE },
  { "v3-component-unknown.json", "IMAP", SL_HEALTH_UNKNOWN },
  { "v3-components-first-page.json", NULL, SL_HEALTH_UNKNOWN },
  { "v3-components-first-page.json", "IMAP", SL_HEALTH_OPERATIONAL },
  { "v3-incidents.json", NULL, SL_HEALTH_DEGRADED, 1 },
  { "list-of-text.json", NULL, SL_HEALTH_UNKNOWN },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sl_feed_expectation_add_all ("cachet", rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
