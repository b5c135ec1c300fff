/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-expectation.h"

static const SlFeedExpectation rows[] = {
  { "status-operational.json", NULL, SL_HEALTH_OPERATIONAL },
  { "status-operational.json", "IMAP", SL_HEALTH_UNKNOWN },
  { "status-degraded.json", NULL, SL_HEALTH_DEGRADED },
  { "status-maintenance.json", NULL, SL_HEALTH_MAINTENANCE },
  { "status-unknown-word.json", NULL, SL_HEALTH_UNKNOWN },
  { "components.json", NULL, SL_HEALTH_DEGRADED },
  { "components.json", "IMAP", SL_HEALTH_DEGRADED },
  { "components.json", "2", SL_HEALTH_OPERATIONAL },
  { "components.json", "POP3", SL_HEALTH_UNKNOWN },
  { "notices-present.json", NULL, SL_HEALTH_DEGRADED, 1, 1 },
  /* No open notice is no proof of health. */
  { "notices-past.json", NULL, SL_HEALTH_UNKNOWN },
  { "state-is-a-number.json", NULL, SL_HEALTH_UNKNOWN },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sl_feed_expectation_add_all ("sorry", rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
