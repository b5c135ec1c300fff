/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-expectation.h"

static const SlFeedExpectation rows[] = {
  { "healthy.json", NULL, SL_HEALTH_OPERATIONAL },
  { "healthy.json", "Gmail", SL_HEALTH_OPERATIONAL },
  { "healthy.json", "prPt2Yra2CbGsbEm9cpC", SL_HEALTH_OPERATIONAL },
  /* Never named in the answer, but known to exist. */
  { "healthy.json", "Google Meet", SL_HEALTH_OPERATIONAL },
  { "healthy.json", "Example Notes", SL_HEALTH_OPERATIONAL },
  { "healthy.json", "Gmial", SL_HEALTH_UNKNOWN },
  { "gmail-outage.json", NULL, SL_HEALTH_MAJOR_OUTAGE, 1 },
  { "gmail-outage.json", "Gmail", SL_HEALTH_MAJOR_OUTAGE, 1 },
  { "gmail-outage.json", "sUH4BQXzYXma7NiS94Hi", SL_HEALTH_MAJOR_OUTAGE, 1 },
  { "gmail-outage.json", "Google Chat", SL_HEALTH_OPERATIONAL },
  { "gmail-disruption-null-end.json", "Gmail", SL_HEALTH_PARTIAL_OUTAGE, 1 },
  { "gmail-information-empty-end.json", "Gmail", SL_HEALTH_DEGRADED, 1 },
  { "available-without-end.json", "Gmail", SL_HEALTH_OPERATIONAL },
  { "ended-but-last-word-outage.json", "Gmail", SL_HEALTH_OPERATIONAL },
  { "other-product.json", "Gmail", SL_HEALTH_OPERATIONAL },
  { "other-product.json", NULL, SL_HEALTH_MAJOR_OUTAGE, 1 },
  { "unknown-word.json", "Gmail", SL_HEALTH_UNKNOWN, 1 },
  { "unknown-word.json", NULL, SL_HEALTH_UNKNOWN, 1 },
  { "begins-tomorrow.json", "Gmail", SL_HEALTH_OPERATIONAL },
  { "no-update.json", "Gmail", SL_HEALTH_PARTIAL_OUTAGE, 1 },
  { "empty-list.json", NULL, SL_HEALTH_UNKNOWN },
  { "empty-list.json", "Gmail", SL_HEALTH_UNKNOWN },
  { "an-object.json", "Gmail", SL_HEALTH_UNKNOWN },
  { "list-of-text.json", "Gmail", SL_HEALTH_UNKNOWN },
  { "products-are-text.json", "Gmail", SL_HEALTH_UNKNOWN, 1 },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sl_feed_expectation_add_all ("google-workspace", rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
