/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-text.h"
#include "feed-time.h"
#include "health-judge.h"
#include "incident-shape.h"
#include "incident-updates.h"
#include "json-getters.h"
#include "readers.h"

/* https://slack-status.com/api/v2.0.0/current:
 *
 *   { "status": "ok" or "active", "date_updated",
 *     "active_incidents": [ { "id", "title", "type", "status", "url", "date_created",
 *                             "date_updated", "services": [ names ],
 *                             "notes": [ { "date_created", "body" } ] } ] }
 *
 * "active" means that there is trouble. The answer names only the services that are in trouble; all
 * of them are listed here, as the page shows them.
 *
 * Source: https://docs.slack.dev/reference/slack-status-api; samples in tests/data/feeds/slack. */

static const char *const services[] = {
  "Login/SSO",
  "Connectivity",
  "Messaging",
  "Files",
  "Notifications",
  "Huddles",
  "Search",
  "Apps/Integrations/APIs",
  "Workspace/Org Administration",
  "Workflows",
  "Canvases",
};

static const SlIncidentShape incident_shape = {
  .id = "id",
  .title = "title",
  .phase = "status",
  .started = "date_created",
  .updated = "date_updated",
  .url = "url",
};

static const struct
{
  const char   *type;
  SlHealthState impact;
} impacts[] = {
  { "incident", SL_HEALTH_DEGRADED },
  { "notice", SL_HEALTH_DEGRADED },
  { "outage", SL_HEALTH_MAJOR_OUTAGE },
};

static gboolean
recognises (GBytes *body, JsonNode *root)
{
  JsonObject *object = sl_json_get_root (root);

  return sl_json_get_string (object, "status") != NULL
         && sl_json_has_member (object, "active_incidents");
}

static SlHealthState
get_impact (JsonObject *incident)
{
  const char *type = sl_json_get_string (incident, "type");

  for (gsize i = 0; i < G_N_ELEMENTS (impacts); i++)
    {
      if (g_strcmp0 (impacts[i].type, type) == 0)
        return impacts[i].impact;
    }
  return SL_HEALTH_UNKNOWN;
}

static gboolean
is_open (JsonObject *incident)
{
  return g_strcmp0 (sl_json_get_string (incident, "status"), "active") == 0;
}

static gboolean
names_service (JsonObject *incident, const char *service)
{
  g_auto (GStrv) names = sl_json_dup_words (sl_json_get_array (incident, "services"), NULL);

  return g_strv_contains ((const char *const *) names, service);
}

static void
hear_service (SlHealthJudge *judge, const char *service, JsonArray *incidents, SlHealthState state)
{
  SlHealthComponent component = { .name = (char *) service, .state = state };
  const char       *word = NULL;

  for (guint i = 0; i < sl_json_get_length (incidents); i++)
    {
      JsonObject *incident = sl_json_get_element (incidents, i);

      if (!is_open (incident) || !names_service (incident, service))
        continue;
      component.state = MAX (component.state, get_impact (incident));
      word = sl_json_get_string (incident, "type");
    }
  sl_health_judge_hear_component (judge, &component, NULL, word);
}

/* They are oldest first today, and were newest first once. */
static void
read_notes (SlHealthIncident *incident, JsonArray *notes)
{
  g_autoptr (SlIncidentUpdates) updates = sl_incident_updates_new (NULL);

  for (guint i = 0; i < sl_json_get_length (notes); i++)
    {
      JsonObject *note = sl_json_get_element (notes, i);

      sl_incident_updates_add (updates,
                               sl_feed_time_from_text (sl_json_get_string (note, "date_created")),
                               NULL, sl_json_get_string (note, "body"));
    }
  sl_incident_updates_give (updates, incident);
}

static void
read_incident (SlHealthJudge *judge, JsonObject *object)
{
  const char       *phase = sl_json_get_string (object, "status");
  gboolean          planned = g_strcmp0 (phase, "scheduled") == 0;
  SlHealthIncident *incident;

  if (!is_open (object) && !planned)
    return;
  incident = sl_incident_shape_read (&incident_shape, object);
  read_notes (incident, sl_json_get_array (object, "notes"));
  sl_incident_shape_set_components (
      incident, sl_json_dup_words (sl_json_get_array (object, "services"), NULL));
  incident->open = !planned;
  incident->impact = planned ? SL_HEALTH_MAINTENANCE : get_impact (object);
  if (planned)
    sl_health_judge_add_maintenance (judge, incident);
  else
    sl_health_judge_add_incident (judge, incident, sl_json_get_string (object, "type"));
}

static SlHealth *
read_page (GBytes *body, JsonNode *root, gint64 now, const char *const *components)
{
  g_autoptr (SlHealthJudge) judge = sl_health_judge_new (sl_slack_reader.platform, components);
  JsonObject   *object = json_node_get_object (root);
  const char   *word = sl_json_get_string (object, "status");
  JsonArray    *incidents = sl_health_judge_take_list (judge, object, "active_incidents");
  gboolean      ok = g_strcmp0 (word, "ok") == 0;
  gboolean      active = g_strcmp0 (word, "active") == 0;
  SlHealthState service_state = ok || active ? SL_HEALTH_OPERATIONAL : SL_HEALTH_UNKNOWN;

  sl_health_judge_set_page_name (judge, "Slack");
  /* What is active is told by the incidents; if they tell nothing, trouble it is all the same. */
  if (!active)
    sl_health_judge_set_page_state (judge, service_state, word);
  else if (sl_json_get_length (incidents) == 0)
    sl_health_judge_set_page_state (judge, SL_HEALTH_DEGRADED, word);
  sl_health_judge_set_posted (judge,
                              sl_feed_time_from_text (sl_json_get_string (object, "date_updated")));
  for (gsize i = 0; i < G_N_ELEMENTS (services); i++)
    hear_service (judge, services[i], incidents, service_state);
  for (guint i = 0; i < sl_json_get_length (incidents); i++)
    read_incident (judge, sl_json_get_element (incidents, i));
  return sl_health_judge_finish (judge);
}

const SlFeedReader sl_slack_reader = { "slack", recognises, read_page };
