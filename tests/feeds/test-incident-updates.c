/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-reader.h"
#include "incident-updates.h"

#include <string.h>

/* 2026-09-16 09:00 UTC */
#define NOW 1789549200

static const SlHealthUpdate *
get_update (const SlHealthIncident *incident, guint position)
{
  g_assert_cmpuint (position, <, incident->updates->len);
  return incident->updates->pdata[position];
}

static void
test_newest_first (void)
{
  g_autoptr (SlIncidentUpdates) updates = sl_incident_updates_new (NULL);
  g_autoptr (SlHealthIncident) incident = sl_health_incident_new ("i1", "Sign-in fails");

  sl_incident_updates_add (updates, NOW, "identified", "<p>Found &amp; <b>named</b>.</p>");
  sl_incident_updates_add (updates, 0, NULL, "Of no time.");
  sl_incident_updates_add (updates, NOW + 60, "monitoring", "Mended.");
  sl_incident_updates_add (updates, NOW + 90, "monitoring", NULL);
  sl_incident_updates_add (updates, NOW + 95, "monitoring", " \n ");
  sl_incident_updates_add (updates, NOW, "investigating", "Of the same moment.");
  sl_incident_updates_give (updates, incident);

  g_assert_cmpuint (incident->updates->len, ==, 4);
  g_assert_cmpstr (incident->text, ==, "Mended.");
  g_assert_cmpstr (get_update (incident, 0)->phase, ==, "monitoring");
  g_assert_cmpint (get_update (incident, 0)->time, ==, NOW + 60);
  g_assert_cmpstr (get_update (incident, 1)->text, ==, "Found & named.");
  g_assert_cmpstr (get_update (incident, 2)->text, ==, "Of the same moment.");
  g_assert_cmpstr (get_update (incident, 3)->text, ==, "Of no time.");
  g_assert_null (get_update (incident, 3)->phase);
}

static void
test_bounded (void)
{
  g_autoptr (SlIncidentUpdates) updates = sl_incident_updates_new (NULL);
  g_autoptr (SlHealthIncident) incident = sl_health_incident_new ("i1", "Sign-in fails");
  g_autofree char *long_text = g_strnfill (100000, 'x');

  for (guint i = 0; i < 1000; i++)
    sl_incident_updates_add (updates, NOW + i, NULL, long_text);
  sl_incident_updates_give (updates, incident);
  g_assert_cmpuint (incident->updates->len, ==, SL_HEALTH_MAX_UPDATES);
  g_assert_cmpint (get_update (incident, 0)->time, ==, NOW + 999);
  g_assert_cmpuint (strlen (get_update (incident, 0)->text), <=, SL_FEED_MAX_TEXT_BYTES + 8);
}

/* An incident of each platform that tells its history, with two updates in the wrong order. */
static const struct
{
  const char *platform;
  const char *body;
} pages[] = {
  { "statuspage", "{\"page\":{\"id\":\"exampleorg12\"},\"status\":{\"indicator\":\"minor\"},"
                  "\"components\":[],\"incidents\":[{\"id\":\"i\",\"name\":\"A\",\"status\":"
                  "\"identified\",\"impact\":\"minor\",\"incident_updates\":[{\"status\":"
                  "\"investigating\",\"body\":\"Older.\",\"display_at\":\"2026-09-16T08:00:00Z\"},"
                  "{\"status\":\"identified\",\"body\":\"Newer.\",\"display_at\":"
                  "\"2026-09-16T08:30:00Z\"}]}]}" },
  { "slack", "{\"status\":\"active\",\"date_updated\":\"2026-09-16T08:30:00Z\","
             "\"active_incidents\":[{\"id\":1,\"title\":\"A\",\"type\":\"outage\",\"status\":"
             "\"active\",\"services\":[\"Login\"],\"notes\":[{\"date_created\":"
             "\"2026-09-16T08:00:00Z\",\"body\":\"Older.\"},{\"date_created\":"
             "\"2026-09-16T08:30:00Z\",\"body\":\"<p>Newer.</p>\"}]}]}" },
  { "status-io",
    "{\"result\":{\"status_overall\":{\"updated\":\"2026-09-16T08:30:00Z\",\"status\":"
    "\"Bad\",\"status_code\":500},\"status\":[],\"incidents\":[{\"_id\":\"i\",\"name\":"
    "\"A\",\"messages\":[{\"details\":\"Older.\",\"state\":100,\"status\":500,"
    "\"datetime\":\"2026-09-16T08:00:00Z\"},{\"details\":\"Newer.\",\"state\":100,"
    "\"status\":500,\"datetime\":\"2026-09-16T08:30:00Z\"}]}]}}" },
  { "google-workspace",
    "[{\"id\":\"i\",\"begin\":\"2026-09-16T07:00:00+00:00\",\"modified\":"
    "\"2026-09-16T08:30:00+00:00\",\"external_desc\":\"A\",\"most_recent_update\":{\"status\":"
    "\"SERVICE_OUTAGE\",\"text\":\"**Title**\\nA\\n**Description**\\nNewer.\\n**Symptoms**\\nB\"},"
    "\"updates\":[{\"status\":\"SERVICE_OUTAGE\",\"text\":\"**Title**\\nA\\n**Description**\\n"
    "Older.\\n**Symptoms**\\nB\",\"when\":\"2026-09-16T08:00:00+00:00\"},{\"status\":"
    "\"SERVICE_OUTAGE\",\"text\":\"**Title**\\nA\\n**Description**\\nNewer.\\n**Symptoms**\\nB\","
    "\"when\":\"2026-09-16T08:30:00+00:00\"}],\"affected_products\":[{\"title\":\"Gmail\",\"id\":"
    "\"prPt2Yra2CbGsbEm9cpC\"}]}]" },
  { "better-stack",
    "{\"data\":{\"id\":\"1\",\"type\":\"status_page\",\"attributes\":{\"company_name\":\"A\","
    "\"aggregate_state\":\"downtime\"}},\"included\":[{\"id\":\"r\",\"type\":\"status_report\","
    "\"attributes\":{\"title\":\"A\",\"report_type\":\"manual\",\"starts_at\":"
    "\"2026-09-16T07:00:00Z\",\"ends_at\":null,\"aggregate_state\":\"downtime\","
    "\"affected_resources\":[]},\"relationships\":{\"status_updates\":{\"data\":[{\"id\":\"u1\"},"
    "{\"id\":\"u2\"}]}}},{\"id\":\"u1\",\"type\":\"status_update\",\"attributes\":{\"message\":"
    "\"Older.\",\"published_at\":\"2026-09-16T08:00:00Z\"}},{\"id\":\"u2\",\"type\":"
    "\"status_update\",\"attributes\":{\"message\":\"Newer.\",\"published_at\":"
    "\"2026-09-16T08:30:00Z\"}}]}" },
};

static void
test_platform (gconstpointer data)
{
  gsize which = GPOINTER_TO_SIZE (data);
  g_autoptr (GBytes) body = g_bytes_new_static (pages[which].body, strlen (pages[which].body));
  g_autoptr (SlHealth) health = sl_feed_read (pages[which].platform, body, NOW, NULL);
  const SlHealthIncident *incident;

  g_assert_cmpstr (health->reason, ==, NULL);
  g_assert_cmpuint (health->incidents->len, ==, 1);
  incident = health->incidents->pdata[0];
  g_assert_cmpstr (incident->text, ==, "Newer.");
  g_assert_cmpuint (incident->updates->len, ==, 2);
  g_assert_cmpstr (get_update (incident, 0)->text, ==, "Newer.");
  g_assert_cmpstr (get_update (incident, 1)->text, ==, "Older.");
  g_assert_cmpint (get_update (incident, 0)->time, >, get_update (incident, 1)->time);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feeds/incident-updates/newest-first", test_newest_first);
  g_test_add_func ("/feeds/incident-updates/bounded", test_bounded);
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *path = g_strdup_printf ("/feeds/incident-updates/%s", pages[i].platform);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_platform);
    }
  return g_test_run ();
}
