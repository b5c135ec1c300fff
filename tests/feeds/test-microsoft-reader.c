/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-expectation.h"

static const SlFeedExpectation rows[] = {
  { "list-healthy.json", NULL, SL_HEALTH_OPERATIONAL },
  { "list-healthy.json", "Outlook.com", SL_HEALTH_OPERATIONAL },
  { "list-healthy.json", "Teams Free", SL_HEALTH_OPERATIONAL },
  { "list-healthy.json", "TeamsforLife", SL_HEALTH_OPERATIONAL },
  { "list-healthy.json", "Hotmail", SL_HEALTH_UNKNOWN },
  { "list-outlook-degraded.json", NULL, SL_HEALTH_DEGRADED, 1 },
  { "list-outlook-degraded.json", "Outlook.com", SL_HEALTH_DEGRADED, 1 },
  { "list-outlook-degraded.json", "Teams Free", SL_HEALTH_OPERATIONAL },
  { "list-teams-degraded.json", NULL, SL_HEALTH_DEGRADED, 1 },
  { "list-teams-degraded.json", "Outlook.com", SL_HEALTH_OPERATIONAL },
  /* Its own time is the incident's; the others show that the answer is fresh. */
  { "list-outlook-restored.json", "Outlook.com", SL_HEALTH_OPERATIONAL },
  { "list-stale.json", NULL, SL_HEALTH_UNKNOWN },
  { "list-stale.json", "Outlook.com", SL_HEALTH_UNKNOWN },
  { "list-unknown-word.json", NULL, SL_HEALTH_UNKNOWN },
  { "list-unknown-word.json", "Outlook.com", SL_HEALTH_UNKNOWN },
  { "list-unknown-word.json", "Teams Free", SL_HEALTH_OPERATIONAL },
  { "list-empty.json", NULL, SL_HEALTH_UNKNOWN },
  { "list-of-numbers.json", NULL, SL_HEALTH_UNKNOWN },
  { "object-available.json", NULL, SL_HEALTH_OPERATIONAL },
  { "object-available.json", "mail", SL_HEALTH_OPERATIONAL },
  { "object-available.json", "Outlook.com", SL_HEALTH_UNKNOWN },
  { "object-restored.json", NULL, SL_HEALTH_OPERATIONAL },
  { "object-stale.json", NULL, SL_HEALTH_UNKNOWN },
  { "object-fresh-by-internal-time.json", NULL, SL_HEALTH_OPERATIONAL },
  { "object-no-time.json", NULL, SL_HEALTH_UNKNOWN },
  { "object-mail-late.json", NULL, SL_HEALTH_DEGRADED, 1 },
  { "object-mail-late.json", "mail", SL_HEALTH_DEGRADED, 1 },
  { "object-mail-unable.json", NULL, SL_HEALTH_PARTIAL_OUTAGE, 1 },
  { "object-other-trouble.json", NULL, SL_HEALTH_DEGRADED, 1 },
  /* What is not about mail neither blames nor clears it. */
  { "object-other-trouble.json", "mail", SL_HEALTH_UNKNOWN, 1 },
  { "object-unknown.json", NULL, SL_HEALTH_UNKNOWN },
  { "object-status-is-a-number.json", NULL, SL_HEALTH_UNKNOWN },
  { "object-no-message.json", NULL, SL_HEALTH_UNKNOWN },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sl_feed_expectation_add_all ("microsoft", rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
