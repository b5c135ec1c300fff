/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-expectation.h"

static const SlFeedExpectation rows[] = {
  { "ok.json", NULL, SL_HEALTH_OPERATIONAL },
  { "ok.json", "Messaging", SL_HEALTH_OPERATIONAL },
  { "ok.json", "Carrier Pigeons", SL_HEALTH_UNKNOWN },
  /* “active” means trouble. */
  { "active-incident.json", NULL, SL_HEALTH_DEGRADED, 1 },
  { "active-incident.json", "Messaging", SL_HEALTH_DEGRADED, 1 },
  { "active-incident.json", "Login/SSO", SL_HEALTH_OPERATIONAL },
  { "active-outage.json", NULL, SL_HEALTH_MAJOR_OUTAGE, 1 },
  { "active-outage.json", "Login/SSO", SL_HEALTH_MAJOR_OUTAGE, 1 },
  { "active-outage.json", "Messaging", SL_HEALTH_OPERATIONAL },
  { "scheduled-notice.json", NULL, SL_HEALTH_OPERATIONAL, 0, 1 },
  { "scheduled-notice.json", "Messaging", SL_HEALTH_OPERATIONAL, 0, 1 },
  { "resolved-still-listed.json", NULL, SL_HEALTH_OPERATIONAL },
  { "id-is-text.json", "Messaging", SL_HEALTH_DEGRADED, 1 },
  { "active-without-incidents.json", NULL, SL_HEALTH_DEGRADED },
  { "active-without-incidents.json", "Messaging", SL_HEALTH_OPERATIONAL },
  { "unknown-word.json", NULL, SL_HEALTH_UNKNOWN },
  { "unknown-word.json", "Messaging", SL_HEALTH_UNKNOWN },
  { "unknown-type.json", NULL, SL_HEALTH_UNKNOWN, 1 },
  { "unknown-type.json", "Messaging", SL_HEALTH_UNKNOWN, 1 },
  { "incidents-are-numbers.json", NULL, SL_HEALTH_UNKNOWN },
  { "truncated.json", NULL, SL_HEALTH_UNKNOWN },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sl_feed_expectation_add_all ("slack", rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
