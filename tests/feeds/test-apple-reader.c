/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-expectation.h"

static const SlFeedExpectation rows[] = {
  { "healthy.json", NULL, SL_HEALTH_OPERATIONAL },
  { "healthy.json", "iCloud Mail", SL_HEALTH_OPERATIONAL },
  { "healthy.json", "MobileMe Mail", SL_HEALTH_UNKNOWN },
  /* Events stay listed for days after they are over. */
  { "resolved-still-listed.json", NULL, SL_HEALTH_OPERATIONAL },
  { "resolved-still-listed.json", "iCloud Mail", SL_HEALTH_OPERATIONAL },
  { "upcoming.json", "iCloud Mail", SL_HEALTH_OPERATIONAL, 0, 1 },
  { "mail-some-users.json", NULL, SL_HEALTH_PARTIAL_OUTAGE, 1 },
  { "mail-some-users.json", "Mail Drop", SL_HEALTH_PARTIAL_OUTAGE, 1 },
  { "mail-all-users.json", "iCloud Mail", SL_HEALTH_MAJOR_OUTAGE, 1 },
  { "mail-all-users.json", "Mail Drop", SL_HEALTH_OPERATIONAL },
  { "mail-slow.json", "iCloud Mail", SL_HEALTH_DEGRADED, 1 },
  { "mail-maintenance.json", "iCloud Mail", SL_HEALTH_MAINTENANCE, 0, 1 },
  { "mail-maintenance.json", NULL, SL_HEALTH_MAINTENANCE, 0, 1 },
  { "other-service.json", "iCloud Mail", SL_HEALTH_OPERATIONAL },
  { "unknown-type.json", "iCloud Mail", SL_HEALTH_UNKNOWN, 1 },
  { "unknown-phase.json", "iCloud Mail", SL_HEALTH_UNKNOWN },
  { "unknown-phase.json", "Mail Drop", SL_HEALTH_OPERATIONAL },
  { "callback.js", "iCloud Mail", SL_HEALTH_OPERATIONAL },
  { "callback-trouble.js", "iCloud Mail", SL_HEALTH_PARTIAL_OUTAGE, 1 },
  { "callback-cut.js", "iCloud Mail", SL_HEALTH_UNKNOWN },
  { "no-services.json", NULL, SL_HEALTH_UNKNOWN },
  { "events-are-text.json", "iCloud Mail", SL_HEALTH_UNKNOWN },
  { "events-are-missing.json", "iCloud Mail", SL_HEALTH_UNKNOWN },
  { "name-is-a-number.json", NULL, SL_HEALTH_UNKNOWN },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sl_feed_expectation_add_all ("apple", rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
