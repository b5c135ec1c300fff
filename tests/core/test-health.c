/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "health.h"

static const char *const words[]
    = { "unknown", "operational", "maintenance", "degraded", "partial-outage", "major-outage" };

static char *
to_text (const SlHealth *health)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, sl_health_to_json (health));
  return json_to_string (node, FALSE);
}

static void
test_words_are_stable (void)
{
  for (int state = SL_HEALTH_UNKNOWN; state <= SL_HEALTH_MAJOR_OUTAGE; state++)
    {
      SlHealthState back;

      g_assert_cmpstr (sl_health_state_to_nick (state), ==, words[state]);
      g_assert_true (sl_health_state_from_nick (words[state], &back));
      g_assert_cmpint (back, ==, state);
    }
}

/* Neither announced work nor silence is trouble. */
static void
test_trouble_is_only_what_they_admit (void)
{
  g_assert_false (sl_health_state_is_trouble (SL_HEALTH_UNKNOWN));
  g_assert_false (sl_health_state_is_trouble (SL_HEALTH_OPERATIONAL));
  g_assert_false (sl_health_state_is_trouble (SL_HEALTH_MAINTENANCE));
  g_assert_true (sl_health_state_is_trouble (SL_HEALTH_DEGRADED));
  g_assert_true (sl_health_state_is_trouble (SL_HEALTH_PARTIAL_OUTAGE));
  g_assert_true (sl_health_state_is_trouble (SL_HEALTH_MAJOR_OUTAGE));
}

static void
test_unknown_says_why (void)
{
  g_autoptr (SlHealth) health = sl_health_new_unknown ("statuspage", "The page is not JSON.");
  g_autofree char *text = to_text (health);

  g_assert_cmpstr (text, ==,
                   "{\"platform\":\"statuspage\",\"page\":null,\"state\":\"unknown\","
                   "\"components\":[],\"incidents\":[],\"maintenance\":[],"
                   "\"reason\":\"The page is not JSON.\"}");
}

static SlHealth *
make_incident_page (void)
{
  SlHealth         *health = sl_health_new ("statuspage");
  SlHealthIncident *incident = sl_health_incident_new ("i1", "Sign-in fails");
  SlHealthIncident *work = sl_health_incident_new ("m1", "Upgrade");

  health->page = g_strdup ("Example Mail");
  health->state = SL_HEALTH_PARTIAL_OUTAGE;
  sl_health_add_component (health, "c1", "Mail", SL_HEALTH_PARTIAL_OUTAGE)->group
      = g_strdup ("Europe");
  incident->impact = SL_HEALTH_MAJOR_OUTAGE;
  incident->started = 1789549200;
  incident->url = g_strdup ("https://status.example.org/i1");
  g_strfreev (incident->components);
  incident->components = g_strsplit ("c1", ",", -1);
  g_ptr_array_add (health->incidents, incident);
  work->phase = g_strdup ("scheduled");
  work->impact = SL_HEALTH_MAINTENANCE;
  work->ends = 1789552800;
  g_ptr_array_add (health->maintenance, work);
  return health;
}

static void
test_incidents_are_told_in_full (void)
{
  g_autoptr (SlHealth) health = make_incident_page ();
  g_autofree char *text = to_text (health);

  g_assert_cmpstr (text, ==,
                   "{\"platform\":\"statuspage\",\"page\":\"Example Mail\","
                   "\"state\":\"partial-outage\","
                   "\"components\":[{\"id\":\"c1\",\"name\":\"Mail\",\"group\":\"Europe\","
                   "\"state\":\"partial-outage\"}],"
                   "\"incidents\":[{\"id\":\"i1\",\"title\":\"Sign-in fails\",\"state\":\"open\","
                   "\"impact\":\"major-outage\",\"started\":\"2026-09-16T09:00:00Z\","
                   "\"updated\":null,\"url\":\"https://status.example.org/i1\","
                   "\"components\":[\"c1\"]}],"
                   "\"maintenance\":[{\"id\":\"m1\",\"title\":\"Upgrade\",\"state\":\"scheduled\","
                   "\"impact\":\"maintenance\",\"started\":null,\"updated\":null,\"url\":null,"
                   "\"components\":[],\"ends\":\"2026-09-16T10:00:00Z\"}],\"reason\":null}");
}

/* Whatever a page sends, what we print can be read by any JSON reader. */
static void
test_bad_bytes_are_replaced (void)
{
  g_autoptr (SlHealth) health = sl_health_new ("rss");
  g_autofree char *text = NULL;

  health->page = g_strdup ("caf\xe9");
  sl_health_add_component (health, NULL, "\xff", SL_HEALTH_OPERATIONAL);
  text = to_text (health);
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/health/words", test_words_are_stable);
  g_test_add_func ("/core/health/trouble", test_trouble_is_only_what_they_admit);
  g_test_add_func ("/core/health/unknown", test_unknown_says_why);
  g_test_add_func ("/core/health/incidents", test_incidents_are_told_in_full);
  g_test_add_func ("/core/health/bad-bytes", test_bad_bytes_are_replaced);
  return g_test_run ();
}
