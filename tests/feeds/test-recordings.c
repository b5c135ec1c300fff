/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Genuine answers that were recorded elsewhere, read in place. They are not part of this project:
 * where they are absent the test is skipped. */
#include "feed-expectation.h"

#include "iso-time.h"

typedef struct
{
  const char       *platform; /* nullable: nobody's */
  const char       *now;
  SlFeedExpectation row;
} Recording;

static const Recording recordings[] = {
  { "statuspage",
    "2026-07-30T17:20:00Z",
    { "statuspage/anthropic-healthy.json", NULL, SL_HEALTH_OPERATIONAL } },
  { "statuspage",
    "2026-07-29T20:34:00Z",
    { "statuspage/anthropic-major-outage.json", NULL, SL_HEALTH_PARTIAL_OUTAGE, 1 } },
  { "statuspage",
    "2026-07-29T20:34:00Z",
    { "statuspage/anthropic-major-outage.json", "claude.ai", SL_HEALTH_MAJOR_OUTAGE, 1 } },
  { "statuspage",
    "2026-07-29T20:25:00Z",
    { "statuspage/acs-anthropic-20260729-major.json", "Claude Code", SL_HEALTH_MAJOR_OUTAGE, 1 } },
  { "statuspage",
    "2026-07-29T20:04:00Z",
    { "statuspage/acs-cloudflare-20260729-major.json", NULL, SL_HEALTH_PARTIAL_OUTAGE, 1, 16 } },
  /* Work is going on there while the part itself stays up. */
  { "statuspage",
    "2026-07-29T20:04:00Z",
    { "statuspage/acs-cloudflare-20260729-major.json", "Karachi, Pakistan - (KHI)",
      SL_HEALTH_OPERATIONAL, 0, 1 } },
  { "statuspage",
    "2026-07-29T20:04:00Z",
    { "statuspage/acs-cloudflare-20260729-major.json", "Istanbul, Turkey - (IST)",
      SL_HEALTH_MAINTENANCE } },
  { "statuspage",
    "2026-07-29T20:04:00Z",
    { "statuspage/acs-cloudflare-20260729-major.json", "DNS Updates", SL_HEALTH_OPERATIONAL, 0,
      1 } },
  { "statuspage",
    "2026-07-29T20:04:00Z",
    { "statuspage/acs-cloudflare-20260729-major.json", "Arica, Chile - (ARI)",
      SL_HEALTH_PARTIAL_OUTAGE } },
  { "statuspage",
    "2026-08-13T15:35:00Z",
    { "statuspage/cloudgov-healthy.json", NULL, SL_HEALTH_OPERATIONAL } },
  { "statuspage",
    "2026-08-04T20:00:00Z",
    { "statuspage/discord-api-outage.json", NULL, SL_HEALTH_PARTIAL_OUTAGE, 1 } },
  { "statuspage",
    "2026-08-04T20:00:00Z",
    { "statuspage/discord-api-outage.json", "API", SL_HEALTH_MAJOR_OUTAGE, 1 } },
  { "statuspage",
    "2026-08-04T20:00:00Z",
    { "statuspage/discord-api-outage.json", "Voice", SL_HEALTH_OPERATIONAL } },
  { "statuspage",
    "2026-08-04T20:00:00Z",
    { "statuspage/discord-api-outage.json", "Carrier Pigeons", SL_HEALTH_UNKNOWN } },
  /* The page says "All Systems Operational". */
  { "statuspage",
    "2026-07-30T17:20:00Z",
    { "statuspage/knowbe4.json", NULL, SL_HEALTH_PARTIAL_OUTAGE, 1 } },
  { "statuspage",
    "2026-07-30T17:20:00Z",
    { "statuspage/knowbe4.json", "KnowBe4 Website", SL_HEALTH_PARTIAL_OUTAGE, 1 } },
  { "statuspage",
    "2026-08-14T19:05:00Z",
    { "statuspage/logingov.json", NULL, SL_HEALTH_OPERATIONAL } },
  { "statuspage",
    "2026-08-14T19:05:00Z",
    { "statuspage/ssa.json", NULL, SL_HEALTH_OPERATIONAL, 0, 1 } },
  { "statuspage",
    "2026-08-15T05:01:00Z",
    { "statuspage/vaapis-none-with-3-scheduled.json", NULL, SL_HEALTH_OPERATIONAL, 0, 3 } },
  { "statuspage",
    "2026-07-30T17:20:00Z",
    { "statuspage/vd-GitHub.json", NULL, SL_HEALTH_OPERATIONAL } },
  { NULL, "2026-07-30T17:20:00Z", { "statuspage/inactive-page-401.txt", NULL, SL_HEALTH_UNKNOWN } },
  { "incident-io",
    "2026-07-23T23:00:00Z",
    { "incident-io/acs-cohere-20260723-major.json", NULL, SL_HEALTH_PARTIAL_OUTAGE, 1 } },
  { "incident-io",
    "2026-07-23T23:00:00Z",
    { "incident-io/acs-cohere-20260723-major.json", "Playground", SL_HEALTH_PARTIAL_OUTAGE, 1 } },
  { "incident-io",
    "2026-07-09T19:26:00Z",
    { "incident-io/openai-compat-summary.json", NULL, SL_HEALTH_OPERATIONAL } },
  { "microsoft",
    "2026-08-01T00:33:00Z",
    { "microsoft/posts-m365Consumer-operational.json", NULL, SL_HEALTH_OPERATIONAL } },
  { "microsoft",
    "2026-08-01T00:33:00Z",
    { "microsoft/posts-m365Consumer-operational.json", "Outlook.com", SL_HEALTH_OPERATIONAL } },
  { "microsoft",
    "2026-08-01T01:33:00Z",
    { "microsoft/posts-m365Consumer-operational.json", "Outlook.com", SL_HEALTH_UNKNOWN } },
  { "microsoft",
    "2026-08-01T00:38:00Z",
    { "microsoft/posts-mac-available.json", NULL, SL_HEALTH_OPERATIONAL } },
  { "microsoft",
    "2026-08-01T00:36:00Z",
    { "microsoft/posts-azure-available.json", NULL, SL_HEALTH_OPERATIONAL } },
  { "microsoft",
    "2026-08-02T00:36:00Z",
    { "microsoft/posts-azure-available.json", NULL, SL_HEALTH_UNKNOWN } },
  { "google-workspace",
    "2026-08-01T00:00:00Z",
    { "google-workspace/vd-incidents.json", NULL, SL_HEALTH_OPERATIONAL } },
  { "google-workspace",
    "2026-08-01T00:00:00Z",
    { "google-workspace/vd-incidents.json", "Gmail", SL_HEALTH_OPERATIONAL } },
  { "google-workspace",
    "2026-09-25T01:00:00Z",
    { "google-workspace/gmail-android-resolved-2026-09-25-EXCERPT.json", "Gmail",
      SL_HEALTH_OPERATIONAL } },
  { "apple", "2026-07-30T17:20:00Z", { "apple/vd-Apple.json", NULL, SL_HEALTH_OPERATIONAL } },
  /* It still lists yesterday's outage. */
  { "apple",
    "2026-07-30T17:20:00Z",
    { "apple/vd-Apple.json", "App Store", SL_HEALTH_OPERATIONAL } },
  { "apple",
    "2026-07-30T17:20:00Z",
    { "apple/vd-Apple.json", "iCloud Mail", SL_HEALTH_OPERATIONAL } },
  { "instatus",
    "2026-08-01T00:38:00Z",
    { "instatus/coalition.json", "Control API", SL_HEALTH_OPERATIONAL } },
  { "instatus",
    "2026-08-01T00:38:00Z",
    { "instatus/coalition.json", NULL, SL_HEALTH_OPERATIONAL } },
  { "instatus",
    "2026-08-01T00:38:00Z",
    { "instatus/perplexity.json", NULL, SL_HEALTH_OPERATIONAL } },
  { "instatus",
    "2026-08-01T00:38:00Z",
    { "instatus/splitwise-summary-up.json", NULL, SL_HEALTH_OPERATIONAL } },
  /* The resolved incident beside the open one does not count. */
  { "instatus",
    "2022-07-09T05:30:00Z",
    { "instatus/js-date-strings-HANDMADE.json", NULL, SL_HEALTH_DEGRADED, 1 } },
  { "better-stack",
    "2026-07-19T11:00:00Z",
    { "betterstack/handmade-operational.json", NULL, SL_HEALTH_OPERATIONAL } },
  { "better-stack",
    "2026-07-19T11:00:00Z",
    { "betterstack/handmade-incident.json", NULL, SL_HEALTH_PARTIAL_OUTAGE, 1 } },
  { "better-stack",
    "2026-07-19T11:00:00Z",
    { "betterstack/handmade-incident.json", "Inference API", SL_HEALTH_DEGRADED, 1 } },
  { "better-stack",
    "2026-07-19T11:00:00Z",
    { "betterstack/handmade-incident.json", "Spaces", SL_HEALTH_OPERATIONAL, 1 } },
  { "status-io",
    "2026-08-01T00:38:00Z",
    { "statusio/discourse-operational-EXCERPT.json", NULL, SL_HEALTH_OPERATIONAL } },
  { "status-io",
    "2026-08-01T00:38:00Z",
    { "statusio/discourse-operational-EXCERPT.json", "Website", SL_HEALTH_OPERATIONAL } },
  { "sorry", "2026-08-01T00:38:00Z", { "sorry/iorad-status.json", NULL, SL_HEALTH_OPERATIONAL } },
  { "gatus",
    "2026-08-01T00:38:00Z",
    { "gatus/endpoint-statuses-one-failing.json", NULL, SL_HEALTH_MAJOR_OUTAGE } },
  { "gatus",
    "2026-08-01T00:38:00Z",
    { "gatus/endpoint-statuses-empty-results.json", NULL, SL_HEALTH_UNKNOWN } },
  { "cachet",
    "2024-10-27T09:00:00Z",
    { "cachet/v3-incidents-DOCSAMPLE.json", NULL, SL_HEALTH_DEGRADED, 1 } },
  { "statuspage",
    "2026-08-12T13:50:00Z",
    { "statuspage/twilio-sendgrid-summary.json", NULL, SL_HEALTH_DEGRADED, 2, 47 } },
  { "statuspage",
    "2026-08-12T13:50:00Z",
    { "statuspage/twilio-sendgrid-healthy.json", "SendGrid Marketing Campaigns",
      SL_HEALTH_OPERATIONAL } },
  { "azure",
    "2026-08-01T00:22:30Z",
    { "microsoft/azure-status-feed-empty-healthy.rss", NULL, SL_HEALTH_OPERATIONAL } },
  { "azure",
    "2026-08-01T02:22:30Z",
    { "microsoft/azure-status-feed-empty-healthy.rss", NULL, SL_HEALTH_UNKNOWN } },
  { "azure",
    "2026-08-01T23:03:00Z",
    { "microsoft/acs-azure-feed-healthy-empty.rss", NULL, SL_HEALTH_OPERATIONAL } },
  { "azure",
    "2026-07-23T16:50:30Z",
    { "microsoft/acs-azure-feed-live-westus.rss", NULL, SL_HEALTH_DEGRADED, 1 } },
  { "azure",
    "2026-07-23T16:50:30Z",
    { "microsoft/acs-azure-feed-live-westus.rss", "West US", SL_HEALTH_DEGRADED, 1 } },
  { "azure",
    "2026-07-24T17:06:00Z",
    { "microsoft/azure-devops-health.json", NULL, SL_HEALTH_OPERATIONAL } },
  { "azure",
    "2026-07-24T17:06:00Z",
    { "microsoft/azure-devops-health.json", "Boards / Europe", SL_HEALTH_OPERATIONAL } },
  { "signal", "2026-08-01T00:38:00Z", { "signal/status-up.html", NULL, SL_HEALTH_OPERATIONAL } },
  { "rss",
    "2026-07-31T12:00:00Z",
    { "rss/acs-xai-history-active.rss", NULL, SL_HEALTH_DEGRADED, 2 } },
  { "rss",
    "2026-07-31T12:00:00Z",
    { "rss/acs-xai-history-active.rss", "Grok (Web)", SL_HEALTH_DEGRADED, 1 } },
  /* A list of news in which everything is over proves nothing. */
  { "rss",
    "2026-07-31T12:00:00Z",
    { "rss/acs-xai-history-resolved.rss", NULL, SL_HEALTH_UNKNOWN } },
  { "rss",
    "2026-08-01T00:38:00Z",
    { "microsoft/feed-mac-available.rss", NULL, SL_HEALTH_UNKNOWN } },
  /* Other platforms and their traps: never fine, because nothing was understood. */
  { NULL,
    "2026-08-01T00:38:00Z",
    { "betterstack/stormboard-html-only-EXCERPT.html", NULL, SL_HEALTH_UNKNOWN } },
  { NULL, "2026-08-01T00:38:00Z", { "misc/checkly-operational.json", NULL, SL_HEALTH_UNKNOWN } },
  { NULL,
    "2026-08-01T00:38:00Z",
    { "statusio/unknown-page-id-http200.json", NULL, SL_HEALTH_UNKNOWN } },
  { NULL,
    "2026-07-27T15:00:00Z",
    { "misc/acs-mistral-checkly-20260727-medium.json", NULL, SL_HEALTH_UNKNOWN } },
  { "slack",
    "2026-10-01T14:40:00Z",
    { "slack/current-active-incident-2026-10-01.json", NULL, SL_HEALTH_DEGRADED, 1 } },
  { "slack",
    "2026-10-01T14:40:00Z",
    { "slack/current-active-incident-2026-10-01.json", "Messaging", SL_HEALTH_DEGRADED, 1 } },
  { "slack",
    "2026-10-01T14:40:00Z",
    { "slack/current-active-incident-2026-10-01.json", "Login/SSO", SL_HEALTH_OPERATIONAL } },
};

static char *
find_file (const char *file)
{
  const char *folder = g_getenv ("STORMLANTERN_RECORDED");

  if (folder != NULL)
    return g_build_filename (folder, "feeds", file, NULL);
  return g_test_build_filename (G_TEST_DIST, "..", "..", "shared", "recorded", "feeds", file, NULL);
}

static void
test_recording (gconstpointer user_data)
{
  const Recording *recording = user_data;
  g_autofree char *path = find_file (recording->row.file);
  g_autoptr (GBytes) body = NULL;
  const SlFeedReader *reader;
  gint64              now = 0;
  gsize               length;
  char               *data;

  if (!g_file_get_contents (path, &data, &length, NULL))
    {
      g_test_skip ("the recorded answers are not here");
      return;
    }
  body = g_bytes_new_take (data, length);
  reader = sl_feed_reader_detect (body);
  g_assert_cmpstr (reader != NULL ? reader->platform : NULL, ==, recording->platform);
  g_assert_true (sl_iso_time_parse (recording->now, &now));
  sl_feed_expectation_check (NULL, body, now, &recording->row);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (recordings); i++)
    {
      g_autofree char *path
          = g_strdup_printf ("/feeds/recordings/%" G_GSIZE_FORMAT "/%s", i, recordings[i].row.file);

      g_test_add_data_func (path, &recordings[i], test_recording);
    }
  return g_test_run ();
}
