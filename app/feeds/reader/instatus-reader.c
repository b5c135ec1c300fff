/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-word.h"
#include "health-judge.h"
#include "incident-shape.h"
#include "json-getters.h"
#include "readers.h"

#include <string.h>

/* Instatus, /summary.json, also /v2/ and /v3/, and /api/v2/summary.json in the same shape:
 *
 *   { "page": { "name", "url", "status" },
 *     "components": [ { "id", "name", "status", "group": { "id", "name" }, "isParent",
 *                       "children": [ as components ] } ],
 *     "activeIncidents": [ { "id", "name", "started", "status", "impact", "url", "updatedAt",
 *                            "components": [ { "id" } ] } ],
 *     "activeMaintenances": [ { "id", "name", "start", "status", "url" } ] }
 *
 * Everything but the page may be absent. Dates may be JavaScript's. The page may say UP while an
 * incident is open.
 *
 * Source: https://instatus.com/help/widgets/api; samples in tests/data/feeds/instatus. */

static const SlFeedWord page_words[] = {
  { "UP", SL_HEALTH_OPERATIONAL },
  { "HASISSUES", SL_HEALTH_DEGRADED },
  { "UNDERMAINTENANCE", SL_HEALTH_MAINTENANCE },
  { NULL },
};

/* Words for the whole page that are not documented, such as ONEMAJOROUTAGE, by what they contain.
 */
static const SlFeedWord page_patterns[] = {
  { "MAJOR", SL_HEALTH_MAJOR_OUTAGE },
  { "PARTIAL", SL_HEALTH_PARTIAL_OUTAGE },
  { "MINOR", SL_HEALTH_DEGRADED },
  { "DEGRADED", SL_HEALTH_DEGRADED },
  { NULL },
};

static const SlFeedWord words[] = {
  { "OPERATIONAL", SL_HEALTH_OPERATIONAL },
  { "UNDERMAINTENANCE", SL_HEALTH_MAINTENANCE },
  { "DEGRADEDPERFORMANCE", SL_HEALTH_DEGRADED },
  { "MINOROUTAGE", SL_HEALTH_DEGRADED },
  { "PARTIALOUTAGE", SL_HEALTH_PARTIAL_OUTAGE },
  { "MAJOROUTAGE", SL_HEALTH_MAJOR_OUTAGE },
  { NULL },
};

static const SlIncidentShape incident_shape = {
  .id = "id",
  .title = "name",
  .phase = "status",
  .started = "started",
  .updated = "updatedAt",
  .url = "url",
};

static const SlIncidentShape maintenance_shape = {
  .id = "id",
  .title = "name",
  .phase = "status",
  .started = "start",
  .updated = "updatedAt",
  .url = "url",
};

static gboolean
recognises (GBytes *body, JsonNode *root)
{
  JsonObject *page = sl_json_get_object (sl_json_get_root (root), "page");

  return sl_json_get_string (page, "status") != NULL && sl_json_get_string (page, "name") != NULL;
}

static SlHealthState
read_page_state (const char *word)
{
  SlHealthState state = sl_feed_word_lookup (page_words, word);

  for (const SlFeedWord *row = page_patterns; state == SL_HEALTH_UNKNOWN && row->word != NULL;
       row++)
    {
      if (strstr (word, row->word) != NULL)
        state = row->state;
    }
  return state;
}

static void
hear_component (SlHealthJudge *judge, JsonObject *object, const char *group, const char *group_id)
{
  const char       *word = sl_json_get_string (object, "status");
  SlHealthComponent component = {
    .id = (char *) sl_json_get_string (object, "id"),
    .name = (char *) sl_json_get_string (object, "name"),
    .group = (char *) group,
    .state = sl_feed_word_lookup (words, word),
  };

  sl_health_judge_hear_component (judge, &component, group_id, word);
}

/* A parent's own word can hide a part of it that is down. */
static void
read_component (SlHealthJudge *judge, JsonObject *object)
{
  JsonArray  *children = sl_health_judge_take_list (judge, object, "children");
  JsonObject *group = sl_json_get_object (object, "group");
  const char *name = sl_json_get_string (object, "name");
  const char *id = sl_json_get_string (object, "id");

  for (guint i = 0; i < sl_json_get_length (children); i++)
    hear_component (judge, sl_json_get_element (children, i), name, id);
  if (sl_json_get_length (children) == 0)
    hear_component (judge, object,
                    group != NULL ? sl_json_get_string (group, "name")
                                  : sl_json_get_string (object, "group"),
                    sl_json_get_string (group, "id"));
}

static void
read_incident (SlHealthJudge *judge, JsonObject *object)
{
  const char       *impact = sl_json_get_string (object, "impact");
  SlHealthIncident *incident;

  if (g_strcmp0 (sl_json_get_string (object, "status"), "RESOLVED") == 0)
    return;
  incident = sl_incident_shape_read (&incident_shape, object);
  incident->impact = sl_feed_word_lookup (words, impact);
  /* An incident "without impact" is still an open incident. */
  if (incident->impact == SL_HEALTH_OPERATIONAL)
    incident->impact = SL_HEALTH_DEGRADED;
  sl_incident_shape_set_components (
      incident, sl_json_dup_words (sl_json_get_array (object, "components"), "id"));
  sl_health_judge_add_incident (judge, incident, impact);
}

static void
read_maintenance (SlHealthJudge *judge, JsonObject *object, gint64 now)
{
  const char       *phase = sl_json_get_string (object, "status");
  SlHealthIncident *maintenance;

  if (g_strcmp0 (phase, "COMPLETED") == 0)
    return;
  maintenance = sl_incident_shape_read (&maintenance_shape, object);
  maintenance->impact = SL_HEALTH_MAINTENANCE;
  maintenance->open = g_strcmp0 (phase, "INPROGRESS") == 0 && maintenance->started <= now;
  sl_incident_shape_set_components (
      maintenance, sl_json_dup_words (sl_json_get_array (object, "components"), "id"));
  sl_health_judge_add_maintenance (judge, maintenance);
}

static SlHealth *
read_page (GBytes *body, JsonNode *root, gint64 now, const char *const *components)
{
  g_autoptr (SlHealthJudge) judge = sl_health_judge_new (sl_instatus_reader.platform, components);
  JsonObject *object = json_node_get_object (root);
  JsonObject *page = sl_json_get_object (object, "page");
  const char *word = sl_json_get_string (page, "status");
  JsonArray  *parts = sl_health_judge_take_list (judge, object, "components");
  JsonArray  *incidents = sl_health_judge_take_list (judge, object, "activeIncidents");
  JsonArray  *maintenances = sl_health_judge_take_list (judge, object, "activeMaintenances");

  sl_health_judge_set_page_name (judge, sl_json_get_string (page, "name"));
  sl_health_judge_set_page_state (judge, read_page_state (word), word);
  for (guint i = 0; i < sl_json_get_length (parts); i++)
    read_component (judge, sl_json_get_element (parts, i));
  for (guint i = 0; i < sl_json_get_length (incidents); i++)
    read_incident (judge, sl_json_get_element (incidents, i));
  for (guint i = 0; i < sl_json_get_length (maintenances); i++)
    read_maintenance (judge, sl_json_get_element (maintenances, i), now);
  return sl_health_judge_finish (judge);
}

const SlFeedReader sl_instatus_reader = { "instatus", recognises, read_page };
