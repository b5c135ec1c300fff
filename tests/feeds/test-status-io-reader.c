/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-expectation.h"

static const SlFeedExpectation rows[] = {
  { "healthy.json", NULL, SL_HEALTH_OPERATIONAL },
  { "healthy.json", "a", SL_HEALTH_OPERATIONAL },
  { "healthy.json", "IMAP / Europe", SL_HEALTH_OPERATIONAL },
  { "healthy.json", "a/x", SL_HEALTH_OPERATIONAL },
  { "healthy.json", "POP3", SL_HEALTH_UNKNOWN },
  { "outage.json", NULL, SL_HEALTH_MAJOR_OUTAGE, 1 },
  { "outage.json", "IMAP", SL_HEALTH_MAJOR_OUTAGE, 1 },
  { "outage.json", "IMAP / Asia", SL_HEALTH_OPERATIONAL },
  { "outage.json", "Web mail", SL_HEALTH_OPERATIONAL },
  /* The label says fine, the code says outage. */
  { "labels-renamed.json", NULL, SL_HEALTH_PARTIAL_OUTAGE },
  { "labels-renamed.json", "IMAP", SL_HEALTH_PARTIAL_OUTAGE },
  /* The component hides its place. */
  { "container-hidden.json", NULL, SL_HEALTH_DEGRADED },
  { "container-hidden.json", "a", SL_HEALTH_MAJOR_OUTAGE },
  { "security-event.json", NULL, SL_HEALTH_MAJOR_OUTAGE },
  { "security-event.json", "IMAP", SL_HEALTH_MAJOR_OUTAGE },
  { "codes-are-text.json", NULL, SL_HEALTH_OPERATIONAL },
  { "codes-are-text.json", "IMAP", SL_HEALTH_OPERATIONAL },
  { "unknown-code.json", NULL, SL_HEALTH_UNKNOWN },
  { "unknown-code.json", "IMAP", SL_HEALTH_UNKNOWN },
  { "resolved-still-listed.json", NULL, SL_HEALTH_OPERATIONAL },
  { "open-with-fine-code.json", NULL, SL_HEALTH_DEGRADED, 1 },
  { "open-with-fine-code.json", "IMAP", SL_HEALTH_DEGRADED, 1 },
  { "upcoming-maintenance.json", NULL, SL_HEALTH_OPERATIONAL, 0, 1 },
  { "active-maintenance.json", NULL, SL_HEALTH_MAINTENANCE, 0, 1 },
  { "active-maintenance.json", "IMAP", SL_HEALTH_MAINTENANCE, 0, 1 },
  /* HTTP says 200 here. */
  { "page-not-found.json", NULL, SL_HEALTH_UNKNOWN },
  { "parts-are-text.json", NULL, SL_HEALTH_UNKNOWN },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sl_feed_expectation_add_all ("status-io", rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
