/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-word.h"
#include "health-judge.h"
#include "incident-shape.h"
#include "json-getters.h"
#include "readers.h"

#include <glib/gi18n-lib.h>

/* Cachet 2, /api/v1/status, /api/v1/components and /api/v1/incidents:
 *
 *   { "data": { "status", "message" } }
 *   { "data": [ { "id", "name", "status", "status_name" } ], "meta": { "pagination": {
 *     "total_pages" } } }
 *   { "data": [ { "id", "name", "message", "status", "human_status", "component_id",
 *                 "created_at", "updated_at" } ] }
 *
 * Cachet 3, /api/status, /api/components and /api/incidents:
 *
 *   { "data": { "status", "message" } }
 *   { "data": [ { "id", "type": "components", "attributes": { "name", "status": { "value" } } } ],
 *     "links": { "next" } }
 *   { "data": [ { "id", "type": "incidents", "attributes": { "name", "message", "component_id",
 *                 "status": { "human", "value" }, "created": { "string" },
 *                 "updated": { "string" } } } ] }
 *
 * Lists come in pages; what stands on another page is not known. Incidents alone prove no health.
 *
 * Source: https://docs.cachethq.io/api; samples in tests/data/feeds/cachet. */

static const SlFeedWord page_words[] = {
  { "success", SL_HEALTH_OPERATIONAL },           { "info", SL_HEALTH_DEGRADED },
  { "danger", SL_HEALTH_MAJOR_OUTAGE },           { "operational", SL_HEALTH_OPERATIONAL },
  { "partial_outage", SL_HEALTH_PARTIAL_OUTAGE }, { "major_outage", SL_HEALTH_MAJOR_OUTAGE },
  { "under_maintenance", SL_HEALTH_MAINTENANCE }, { NULL },
};

/* 0 (version 2) and 5 (version 3) mean that it is not known. */
static const SlFeedWord component_codes[] = {
  { "1", SL_HEALTH_OPERATIONAL },    { "2", SL_HEALTH_DEGRADED },
  { "3", SL_HEALTH_PARTIAL_OUTAGE }, { "4", SL_HEALTH_MAJOR_OUTAGE },
  { "6", SL_HEALTH_MAINTENANCE },    { NULL },
};

/* Scheduled, investigating, identified, watching; 4 is fixed. */
static const SlFeedWord incident_codes[] = {
  { "0", SL_HEALTH_MAINTENANCE },
  { "1", SL_HEALTH_DEGRADED },
  { "2", SL_HEALTH_DEGRADED },
  { "3", SL_HEALTH_DEGRADED },
  { NULL },
};

#define FIXED_CODE "4"

static const SlIncidentShape incident_shape = {
  .id = "id",
  .title = "name",
  .text = "message",
  .phase = "human_status",
  .started = "created_at",
  .updated = "updated_at",
  .url = "permalink",
};

/* Version 3 puts everything but the id one level deeper. */
static JsonObject *
get_attributes (JsonObject *entry)
{
  JsonObject *attributes = sl_json_get_object (entry, "attributes");

  return attributes != NULL ? attributes : entry;
}

static char *
read_code (JsonObject *attributes)
{
  JsonObject *status = sl_json_get_object (attributes, "status");

  return status != NULL ? sl_json_dup_word (status, "value")
                        : sl_json_dup_word (attributes, "status");
}

static gboolean
is_component (JsonObject *entry)
{
  return g_strcmp0 (sl_json_get_string (entry, "type"), "components") == 0
         || sl_json_get_string (entry, "status_name") != NULL;
}

static gboolean
is_incident (JsonObject *entry)
{
  return g_strcmp0 (sl_json_get_string (entry, "type"), "incidents") == 0
         || sl_json_get_string (entry, "human_status") != NULL;
}

static gboolean
recognises (GBytes *body, JsonNode *root)
{
  JsonObject *object = sl_json_get_root (root);
  JsonObject *status = sl_json_get_object (object, "data");
  JsonArray  *list = sl_json_get_array (object, "data");
  JsonObject *first = sl_json_get_length (list) > 0 ? sl_json_get_element (list, 0) : NULL;

  if (status != NULL)
    return sl_json_get_string (status, "status") != NULL
           && sl_json_get_string (status, "message") != NULL;
  return is_component (first) || is_incident (first);
}

static void
read_component (SlHealthJudge *judge, JsonObject *entry)
{
  JsonObject       *attributes = get_attributes (entry);
  g_autofree char  *id = sl_json_dup_word (entry, "id");
  g_autofree char  *code = read_code (attributes);
  SlHealthComponent component = {
    .id = id,
    .name = (char *) sl_json_get_string (attributes, "name"),
    .state = sl_feed_word_lookup (component_codes, code),
  };

  sl_health_judge_hear_component (judge, &component, NULL, code);
}

static void
read_incident (SlHealthJudge *judge, JsonObject *entry)
{
  JsonObject       *attributes = get_attributes (entry);
  g_autofree char  *code = read_code (attributes);
  g_autofree char  *component = sl_json_dup_word (attributes, "component_id");
  SlHealthState     impact = sl_feed_word_lookup (incident_codes, code);
  SlHealthIncident *incident;

  if (g_strcmp0 (code, FIXED_CODE) == 0)
    return;
  incident = sl_incident_shape_read (&incident_shape, attributes);
  incident->impact = impact;
  if (component != NULL && g_strcmp0 (component, "0") != 0)
    sl_incident_shape_set_components (incident, g_strsplit (component, "\n", 1));
  if (impact == SL_HEALTH_MAINTENANCE)
    sl_health_judge_add_maintenance (judge, incident);
  else
    sl_health_judge_add_incident (judge, incident, code);
}

static gboolean
has_more_pages (JsonObject *object)
{
  JsonObject *pagination = sl_json_get_object (sl_json_get_object (object, "meta"), "pagination");

  return sl_json_get_integer (pagination, "total_pages") > 1
         || sl_json_get_string (sl_json_get_object (object, "links"), "next") != NULL;
}

static void
read_list (SlHealthJudge *judge, JsonObject *object)
{
  JsonArray *list = sl_health_judge_take_list (judge, object, "data");

  sl_health_judge_set_page_of_parts (judge);
  for (guint i = 0; i < sl_json_get_length (list); i++)
    {
      JsonObject *entry = sl_json_get_element (list, i);

      if (is_component (entry))
        read_component (judge, entry);
      else if (is_incident (entry))
        read_incident (judge, entry);
      else
        sl_health_judge_doubt_shape (judge);
    }
}

static SlHealth *
read_answer (GBytes *body, JsonNode *root, gint64 now, const char *const *components)
{
  g_autoptr (SlHealthJudge) judge = sl_health_judge_new (sl_cachet_reader.platform, components);
  JsonObject *object = json_node_get_object (root);
  JsonObject *status = sl_json_get_object (object, "data");
  const char *word = sl_json_get_string (status, "status");
  gboolean    chosen = components != NULL && components[0] != NULL;

  if (status != NULL)
    sl_health_judge_set_page_state (judge, sl_feed_word_lookup (page_words, word), word);
  else
    read_list (judge, object);
  if (!chosen && has_more_pages (object))
    sl_health_judge_doubt (judge, _ ("The answer is only the first part of a longer list."));
  return sl_health_judge_finish (judge);
}

const SlFeedReader sl_cachet_reader = { "cachet", recognises, read_answer };
