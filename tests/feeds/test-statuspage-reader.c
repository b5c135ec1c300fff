/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-expectation.h"

static const SlFeedExpectation rows[] = {
  { "healthy.json", NULL, SL_HEALTH_OPERATIONAL },
  { "healthy.json", "imap", SL_HEALTH_OPERATIONAL },
  { "healthy.json", "Web Mail", SL_HEALTH_OPERATIONAL },
  /* A part that was renamed says nothing. */
  { "healthy.json", "pop3", SL_HEALTH_UNKNOWN },
  { "minor.json", NULL, SL_HEALTH_DEGRADED },
  { "minor.json", "web", SL_HEALTH_OPERATIONAL },
  { "minor.json", "IMAP", SL_HEALTH_DEGRADED },
  { "critical.json", NULL, SL_HEALTH_MAJOR_OUTAGE, 1 },
  { "critical.json", "web", SL_HEALTH_MAJOR_OUTAGE, 1 },
  /* The page says fine while an incident is open. */
  { "none-with-open-incident.json", NULL, SL_HEALTH_PARTIAL_OUTAGE, 1 },
  { "none-with-open-incident.json", "imap", SL_HEALTH_PARTIAL_OUTAGE, 1 },
  { "none-with-open-incident.json", "web", SL_HEALTH_OPERATIONAL },
  { "none-with-harmless-incident.json", NULL, SL_HEALTH_DEGRADED, 1 },
  { "resolved-still-listed.json", NULL, SL_HEALTH_OPERATIONAL },
  { "resolved-still-listed.json", "imap", SL_HEALTH_OPERATIONAL },
  { "component-out-without-incident.json", NULL, SL_HEALTH_DEGRADED },
  { "component-out-without-incident.json", "imap", SL_HEALTH_PARTIAL_OUTAGE },
  /* The page says outage while the part that matters works. */
  { "major-but-yours-works.json", NULL, SL_HEALTH_PARTIAL_OUTAGE, 1 },
  { "major-but-yours-works.json", "imap", SL_HEALTH_OPERATIONAL },
  { "future-maintenance.json", NULL, SL_HEALTH_OPERATIONAL, 0, 1 },
  { "future-maintenance.json", "imap", SL_HEALTH_OPERATIONAL, 0, 1 },
  { "future-maintenance.json", "web", SL_HEALTH_OPERATIONAL },
  { "over-maintenance.json", NULL, SL_HEALTH_OPERATIONAL },
  { "month-long-maintenance.json", "imap", SL_HEALTH_OPERATIONAL, 0, 1 },
  { "under-maintenance.json", NULL, SL_HEALTH_MAINTENANCE, 0, 1 },
  { "under-maintenance.json", "imap", SL_HEALTH_MAINTENANCE, 0, 1 },
  { "under-maintenance.json", "web", SL_HEALTH_OPERATIONAL },
  /* A group's own word hides the region that is down. */
  { "group-hides-region.json", "Europe / Mail", SL_HEALTH_MAJOR_OUTAGE },
  { "group-hides-region.json", "America / Mail", SL_HEALTH_OPERATIONAL },
  { "group-hides-region.json", "Mail", SL_HEALTH_MAJOR_OUTAGE },
  { "group-hides-region.json", "us-mail", SL_HEALTH_OPERATIONAL },
  { "group-hides-region.json", "Europe", SL_HEALTH_MAJOR_OUTAGE },
  { "group-hides-region.json", "us", SL_HEALTH_OPERATIONAL },
  { "unknown-indicator.json", NULL, SL_HEALTH_UNKNOWN },
  { "unknown-indicator.json", "imap", SL_HEALTH_OPERATIONAL },
  { "unknown-component-word.json", "imap", SL_HEALTH_UNKNOWN },
  { "unknown-component-word.json", "web", SL_HEALTH_OPERATIONAL },
  { "unknown-component-word.json", NULL, SL_HEALTH_OPERATIONAL },
  { "unknown-impact.json", NULL, SL_HEALTH_UNKNOWN, 1 },
  { "unknown-impact.json", "imap", SL_HEALTH_UNKNOWN, 1 },
  { "component-without-word.json", "imap", SL_HEALTH_UNKNOWN },
  { "no-components.json", NULL, SL_HEALTH_OPERATIONAL },
  { "no-components.json", "imap", SL_HEALTH_UNKNOWN },
  { "no-indicator.json", NULL, SL_HEALTH_UNKNOWN },
  { "no-page-id.json", NULL, SL_HEALTH_UNKNOWN },
  { "components-are-an-object.json", NULL, SL_HEALTH_UNKNOWN },
  { "components-are-an-object.json", "imap", SL_HEALTH_UNKNOWN },
  { "incidents-are-text.json", NULL, SL_HEALTH_UNKNOWN },
  { "incidents-are-text.json", "imap", SL_HEALTH_UNKNOWN },
  { "incidents-are-numbers.json", NULL, SL_HEALTH_UNKNOWN },
  { "indicator-is-a-number.json", NULL, SL_HEALTH_UNKNOWN },
  { "truncated.json", NULL, SL_HEALTH_UNKNOWN },
  { "empty.json", NULL, SL_HEALTH_UNKNOWN },
  { "only-spaces.json", NULL, SL_HEALTH_UNKNOWN },
  { "web-page.json", NULL, SL_HEALTH_UNKNOWN },
  { "invalid-utf8.json", NULL, SL_HEALTH_UNKNOWN },
  { "lone-surrogate.json", NULL, SL_HEALTH_UNKNOWN },
  { "comment.json", NULL, SL_HEALTH_UNKNOWN },
  { "incident-io-healthy.json", NULL, SL_HEALTH_OPERATIONAL },
  { "incident-io-healthy.json", "01A", SL_HEALTH_OPERATIONAL },
  { "incident-io-healthy.json", "twenty-sixth", SL_HEALTH_UNKNOWN },
  { "incident-io-null-lists.json", NULL, SL_HEALTH_OPERATIONAL },
  { "incident-io-full-outage.json", "Mail", SL_HEALTH_MAJOR_OUTAGE },
  { "incident-io-full-outage.json", "Chat", SL_HEALTH_OPERATIONAL },
  { "incident-io-incident-names-no-part.json", NULL, SL_HEALTH_DEGRADED, 1 },
  { "incident-io-incident-names-no-part.json", "Mail", SL_HEALTH_OPERATIONAL, 1 },
  { "incident-io-affected-components.json", "Mail", SL_HEALTH_DEGRADED, 1 },
  { "incident-io-affected-components.json", "Chat", SL_HEALTH_OPERATIONAL },
};

static void
test_an_incident_is_told_in_plain_words (void)
{
  g_autoptr (GBytes) body = sl_feed_expectation_load ("statuspage", "none-with-open-incident.json");
  g_autoptr (SlHealth) health = sl_feed_read (NULL, body, 1789549200, NULL);
  const SlHealthIncident *incident = health->incidents->pdata[0];

  g_assert_cmpstr (health->platform, ==, "statuspage");
  g_assert_cmpstr (health->page, ==, "Example Mail");
  g_assert_cmpstr (incident->title, ==, "Sign-in fails");
  g_assert_cmpstr (incident->text, ==, "Sign-in fails for some people.");
  g_assert_cmpstr (incident->phase, ==, "investigating");
  g_assert_cmpstr (incident->url, ==, "https://status.example.org/i/i1");
  g_assert_cmpstr (incident->components[0], ==, "imap");
  g_assert_cmpint (incident->started, ==, 1789549200);
  g_assert_cmpint (incident->updated, ==, 1789549800);
  g_assert_cmpint (health->posted, ==, 1789549800);
}

static void
test_groups_are_named (void)
{
  const char *wanted[] = { "eu-mail", NULL };
  g_autoptr (GBytes) body = sl_feed_expectation_load ("statuspage", "group-hides-region.json");
  g_autoptr (SlHealth) health = sl_feed_read (NULL, body, 1789549200, wanted);
  const SlHealthComponent *component = health->components->pdata[0];

  g_assert_cmpuint (health->components->len, ==, 1);
  g_assert_cmpstr (component->group, ==, "Europe");
  g_assert_cmpstr (component->name, ==, "Mail");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sl_feed_expectation_add_all ("statuspage", rows, G_N_ELEMENTS (rows));
  g_test_add_func ("/feeds/statuspage/incident", test_an_incident_is_told_in_plain_words);
  g_test_add_func ("/feeds/statuspage/groups", test_groups_are_named);
  return g_test_run ();
}
