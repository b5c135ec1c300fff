/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-word.h"
#include "health-judge.h"
#include "incident-shape.h"
#include "json-getters.h"
#include "readers.h"

/* StatusPal, /api/v2/status_pages/NAME/status (the page alone) and …/summary:
 *
 *   { "status_page": { "name", "current_incident_type" },
 *     "services": [ { "id", "name", "current_incident_type", "children": null or [ as services ] }
 * ], "incidents": [ { "id", "title", "type", "service_ids", "starts_at", "ends_at", "url" } ],
 *     "maintenances": [ as incidents ] }
 *
 * "current_incident_type" is null while there is none: it has to be there to say so. A page may
 * have words of its own.
 *
 * Source: https://docs.statuspal.io/api; samples in tests/data/feeds/statuspal. */

static const SlFeedWord words[] = {
  { "minor", SL_HEALTH_DEGRADED },
  { "major", SL_HEALTH_MAJOR_OUTAGE },
  { "scheduled", SL_HEALTH_MAINTENANCE },
  { NULL },
};

static const SlIncidentShape incident_shape = {
  .id = "id",
  .title = "title",
  .phase = "type",
  .started = "starts_at",
  .updated = "updated_at",
  .ends = "ends_at",
  .url = "url",
};

static gboolean
recognises (GBytes *body, JsonNode *root)
{
  JsonObject *page = sl_json_get_object (sl_json_get_root (root), "status_page");

  return sl_json_has_member (page, "current_incident_type");
}

static SlHealthState
read_state (JsonObject *object)
{
  if (sl_json_is_null (object, "current_incident_type"))
    return SL_HEALTH_OPERATIONAL;
  return sl_feed_word_lookup (words, sl_json_get_string (object, "current_incident_type"));
}

/* Services stand in services, at most as deep as any answer may be nested. A parent's own word can
 * hide a child that is down. */
static void
read_service (SlHealthJudge *judge, JsonObject *service, const char *group, const char *group_id)
{
  JsonArray        *children = sl_health_judge_take_list (judge, service, "children");
  g_autofree char  *id = sl_json_dup_word (service, "id");
  const char       *name = sl_json_get_string (service, "name");
  SlHealthComponent component = {
    .id = id,
    .name = (char *) name,
    .group = (char *) group,
    .state = read_state (service),
  };

  for (guint i = 0; i < sl_json_get_length (children); i++)
    read_service (judge, sl_json_get_element (children, i), name, id);
  if (sl_json_get_length (children) == 0)
    sl_health_judge_hear_component (judge, &component, group_id,
                                    sl_json_get_string (service, "current_incident_type"));
}

static void
read_incident (SlHealthJudge *judge, JsonObject *object, gboolean planned, gint64 now)
{
  const char       *word = sl_json_get_string (object, "type");
  SlHealthIncident *incident = sl_incident_shape_read (&incident_shape, object);
  gboolean          over = incident->ends != 0 && incident->ends <= now;

  sl_incident_shape_set_components (
      incident, sl_json_dup_words (sl_json_get_array (object, "service_ids"), NULL));
  incident->impact = planned ? SL_HEALTH_MAINTENANCE : sl_feed_word_lookup (words, word);
  incident->open = incident->started <= now;
  if (over)
    sl_health_incident_free (incident);
  else if (incident->impact == SL_HEALTH_MAINTENANCE || !incident->open)
    sl_health_judge_add_maintenance (judge, incident);
  else
    sl_health_judge_add_incident (judge, incident, word);
}

static SlHealth *
read_page (GBytes *body, JsonNode *root, gint64 now, const char *const *components)
{
  g_autoptr (SlHealthJudge) judge = sl_health_judge_new (sl_statuspal_reader.platform, components);
  JsonObject *object = json_node_get_object (root);
  JsonObject *page = sl_json_get_object (object, "status_page");
  JsonArray  *services = sl_health_judge_take_list (judge, object, "services");
  JsonArray  *incidents = sl_health_judge_take_list (judge, object, "incidents");
  JsonArray  *maintenances = sl_health_judge_take_list (judge, object, "maintenances");

  sl_health_judge_set_page_name (judge, sl_json_get_string (page, "name"));
  sl_health_judge_set_page_state (judge, read_state (page),
                                  sl_json_get_string (page, "current_incident_type"));
  for (guint i = 0; i < sl_json_get_length (services); i++)
    read_service (judge, sl_json_get_element (services, i), NULL, NULL);
  for (guint i = 0; i < sl_json_get_length (incidents); i++)
    read_incident (judge, sl_json_get_element (incidents, i), FALSE, now);
  for (guint i = 0; i < sl_json_get_length (maintenances); i++)
    read_incident (judge, sl_json_get_element (maintenances, i), TRUE, now);
  return sl_health_judge_finish (judge);
}

const SlFeedReader sl_statuspal_reader = { "statuspal", recognises, read_page };
