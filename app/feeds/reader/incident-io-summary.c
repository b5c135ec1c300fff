/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "incident-io-summary.h"

#include "feed-time.h"
#include "feed-word.h"
#include "health-judge.h"
#include "incident-shape.h"
#include "json-getters.h"

/* incident.io's own shape, /api/v1/summary, where the page's owner turned it on:
 *
 *   { "page_title", "page_url",
 *     "ongoing_incidents": [ { "id", "name", "status", "url", "last_update_at",
 *                              "last_update_message", "current_worst_impact",
 *                              "affected_components": [ { "id", "name", "group_name",
 *                                                         "current_status" } ] } ],
 *     "in_progress_maintenances": [ as above without impact, and "started_at", "scheduled_end_at"
 * ], "scheduled_maintenances": [ the same with "starts_at", "ends_at" ] }
 *
 * An empty list of incidents is its way to say that all is well: it must be there. Only parts that
 * are affected are named, so that nothing can be said of a chosen part that is not.
 *
 * Source: https://docs.incident.io/status-pages/widget; samples in tests/data/feeds/incident-io. */

static const SlFeedWord words[] = {
  { "operational", SL_HEALTH_OPERATIONAL },       { "degraded_performance", SL_HEALTH_DEGRADED },
  { "partial_outage", SL_HEALTH_PARTIAL_OUTAGE }, { "full_outage", SL_HEALTH_MAJOR_OUTAGE },
  { "under_maintenance", SL_HEALTH_MAINTENANCE }, { NULL },
};

static const SlIncidentShape incident_shape = {
  .id = "id",
  .title = "name",
  .text = "last_update_message",
  .phase = "status",
  .updated = "last_update_at",
  .url = "url",
};

static const SlIncidentShape running_shape = {
  .id = "id",
  .title = "name",
  .text = "last_update_message",
  .phase = "status",
  .started = "started_at",
  .updated = "last_update_at",
  .ends = "scheduled_end_at",
  .url = "url",
};

static const SlIncidentShape planned_shape = {
  .id = "id",
  .title = "name",
  .text = "last_update_message",
  .phase = "status",
  .started = "starts_at",
  .updated = "last_update_at",
  .ends = "ends_at",
  .url = "url",
};

/**
 * sl_incident_io_summary_recognises:
 * @root: (nullable): an answer as JSON
 *
 * Returns: whether the answer has the shape above
 */
gboolean
sl_incident_io_summary_recognises (JsonNode *root)
{
  JsonObject *object = sl_json_get_root (root);

  return sl_json_get_string (object, "page_title") != NULL
         && sl_json_get_string (object, "page_url") != NULL
         && sl_json_has_member (object, "ongoing_incidents");
}

static void
hear_parts (SlHealthJudge *judge, JsonArray *parts)
{
  for (guint i = 0; i < sl_json_get_length (parts); i++)
    {
      JsonObject       *object = sl_json_get_element (parts, i);
      const char       *word = sl_json_get_string (object, "current_status");
      SlHealthComponent component = {
        .id = (char *) sl_json_get_string (object, "id"),
        .name = (char *) sl_json_get_string (object, "name"),
        .group = (char *) sl_json_get_string (object, "group_name"),
        .state = sl_feed_word_lookup (words, word),
      };

      sl_health_judge_hear_component (judge, &component, NULL, word);
    }
}

/* All parts before all incidents. */
static void
hear_all_parts (SlHealthJudge *judge, JsonArray *entries)
{
  for (guint i = 0; i < sl_json_get_length (entries); i++)
    {
      JsonObject *entry = sl_json_get_element (entries, i);

      hear_parts (judge, sl_health_judge_take_list (judge, entry, "affected_components"));
    }
}

static SlHealthIncident *
read_entry (const SlIncidentShape *shape, JsonObject *object)
{
  SlHealthIncident *incident = sl_incident_shape_read (shape, object);

  sl_incident_shape_set_components (
      incident, sl_json_dup_words (sl_json_get_array (object, "affected_components"), "id"));
  return incident;
}

static void
read_incidents (SlHealthJudge *judge, JsonArray *list)
{
  for (guint i = 0; i < sl_json_get_length (list); i++)
    {
      JsonObject       *object = sl_json_get_element (list, i);
      const char       *word = sl_json_get_string (object, "current_worst_impact");
      SlHealthIncident *incident = read_entry (&incident_shape, object);

      sl_health_judge_set_posted (judge, incident->updated);
      /* What is listed as an incident is one, whatever it does to the service. */
      incident->impact = MAX (sl_feed_word_lookup (words, word), SL_HEALTH_DEGRADED);
      sl_health_judge_add_incident (judge, incident, word);
    }
}

static void
read_maintenances (SlHealthJudge *judge, JsonArray *list, const SlIncidentShape *shape, gint64 now)
{
  for (guint i = 0; i < sl_json_get_length (list); i++)
    {
      SlHealthIncident *work = read_entry (shape, sl_json_get_element (list, i));

      work->impact = SL_HEALTH_MAINTENANCE;
      work->open = work->started <= now;
      if (work->ends == 0 || work->ends > now)
        sl_health_judge_add_maintenance (judge, work);
      else
        sl_health_incident_free (work);
    }
}

/**
 * sl_incident_io_summary_read:
 * @platform: who answers in this shape
 * @root: an answer that sl_incident_io_summary_recognises() accepts
 * @now: Unix seconds
 * @components: (nullable): the wanted parts; empty: the whole page
 *
 * Returns: (transfer full): the reading
 */
SlHealth *
sl_incident_io_summary_read (const char        *platform,
                             JsonNode          *root,
                             gint64             now,
                             const char *const *components)
{
  g_autoptr (SlHealthJudge) judge = sl_health_judge_new (platform, components);
  JsonObject *object = json_node_get_object (root);
  JsonArray  *incidents, *running, *planned;

  sl_health_judge_set_page_name (judge, sl_json_get_string (object, "page_title"));
  if (sl_json_get_array (object, "ongoing_incidents") != NULL)
    sl_health_judge_set_page_state (judge, SL_HEALTH_OPERATIONAL, NULL);
  else
    sl_health_judge_doubt_shape (judge);
  incidents = sl_health_judge_take_list (judge, object, "ongoing_incidents");
  running = sl_health_judge_take_list (judge, object, "in_progress_maintenances");
  planned = sl_health_judge_take_list (judge, object, "scheduled_maintenances");
  hear_all_parts (judge, incidents);
  hear_all_parts (judge, running);
  read_incidents (judge, incidents);
  read_maintenances (judge, running, &running_shape, now);
  read_maintenances (judge, planned, &planned_shape, now);
  return sl_health_judge_finish (judge);
}
