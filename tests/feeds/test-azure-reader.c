/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-expectation.h"

static const SlFeedExpectation rows[] = {
  /* Empty and made a moment ago is the healthy form, here only. */
  { "feed-empty-and-fresh.xml", NULL, SL_HEALTH_OPERATIONAL },
  { "feed-empty-and-fresh.xml", "West US", SL_HEALTH_UNKNOWN },
  { "feed-empty-and-stale.xml", NULL, SL_HEALTH_UNKNOWN },
  { "feed-empty-without-time.xml", NULL, SL_HEALTH_UNKNOWN },
  { "feed-open.xml", NULL, SL_HEALTH_DEGRADED, 1 },
  { "feed-open.xml", "West US", SL_HEALTH_DEGRADED, 1 },
  { "feed-open.xml", "East US", SL_HEALTH_UNKNOWN },
  { "feed-open-and-stale.xml", NULL, SL_HEALTH_DEGRADED, 1 },
  { "feed-resolved.xml", NULL, SL_HEALTH_OPERATIONAL },
  { "feed-cut.xml", NULL, SL_HEALTH_UNKNOWN },
  { "devops-healthy.json", NULL, SL_HEALTH_OPERATIONAL },
  { "devops-healthy.json", "Boards", SL_HEALTH_OPERATIONAL },
  { "devops-healthy.json", "Boards / Europe", SL_HEALTH_OPERATIONAL },
  { "devops-healthy.json", "Repos", SL_HEALTH_UNKNOWN },
  { "devops-unhealthy.json", NULL, SL_HEALTH_MAJOR_OUTAGE },
  { "devops-unhealthy.json", "Boards/EU", SL_HEALTH_OPERATIONAL },
  { "devops-unhealthy.json", "Boards", SL_HEALTH_MAJOR_OUTAGE },
  { "devops-advisory.json", NULL, SL_HEALTH_DEGRADED },
  { "devops-unknown-word.json", NULL, SL_HEALTH_UNKNOWN },
  { "devops-unknown-word.json", "Boards", SL_HEALTH_UNKNOWN },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sl_feed_expectation_add_all ("azure", rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
