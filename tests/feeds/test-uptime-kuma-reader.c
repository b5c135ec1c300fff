/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-expectation.h"

static const SlFeedExpectation rows[] = {
  { "heartbeat-healthy.json", NULL, SL_HEALTH_OPERATIONAL },
  { "heartbeat-healthy.json", "1", SL_HEALTH_OPERATIONAL },
  { "heartbeat-healthy.json", "3", SL_HEALTH_UNKNOWN },
  { "heartbeat-down.json", NULL, SL_HEALTH_PARTIAL_OUTAGE },
  { "heartbeat-down.json", "1", SL_HEALTH_MAJOR_OUTAGE },
  { "heartbeat-down.json", "2", SL_HEALTH_OPERATIONAL },
  { "heartbeat-all-down.json", NULL, SL_HEALTH_MAJOR_OUTAGE },
  { "heartbeat-pending.json", NULL, SL_HEALTH_DEGRADED },
  { "heartbeat-maintenance.json", NULL, SL_HEALTH_MAINTENANCE },
  { "heartbeat-stale.json", NULL, SL_HEALTH_UNKNOWN },
  { "heartbeat-stale.json", "1", SL_HEALTH_UNKNOWN },
  { "heartbeat-unknown-code.json", "1", SL_HEALTH_UNKNOWN },
  /* An address with a mistake in it gets this. */
  { "heartbeat-unknown-slug.json", NULL, SL_HEALTH_UNKNOWN },
  { "heartbeat-without-beats.json", NULL, SL_HEALTH_UNKNOWN },
  /* What is watched, not how it is. */
  { "page-without-incident.json", NULL, SL_HEALTH_UNKNOWN },
  { "page-incident.json", NULL, SL_HEALTH_DEGRADED, 1 },
  { "page-incidents.json", NULL, SL_HEALTH_DEGRADED, 1, 1 },
  { "beats-are-text.json", NULL, SL_HEALTH_UNKNOWN },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sl_feed_expectation_add_all ("uptime-kuma", rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
