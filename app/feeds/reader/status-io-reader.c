/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-text.h"
#include "feed-time.h"
#include "feed-word.h"
#include "health-judge.h"
#include "incident-shape.h"
#include "incident-updates.h"
#include "json-getters.h"
#include "readers.h"

/* Status.io, https://api.status.io/1.0/status/PAGE, also on the page's own host:
 *
 *   { "result": {
 *       "status_overall": { "updated", "status", "status_code" },
 *       "status": [ { "id", "name", "status_code",
 *                     "containers": [ { "id", "name", "status_code" } ] } ],
 *       "incidents": [ { "_id", "name", "datetime_open",
 *                        "messages": [ { "details", "state", "status", "datetime" } ],
 *                        "components_affected": [ { "_id" } ],
 *                        "containers_affected": [ { "_id" } ] } ],
 *       "maintenance": { "active": [ { "_id", "name", "datetime_planned_start",
 *                                      "datetime_planned_end" } ], "upcoming": [ as active ] } } }
 *
 * The labels may be renamed by the page's owner; the codes say what is meant. The containers of a
 * component, its places, hold the true state; the id of such a part is "component/container".
 *
 * Source: https://kb.status.io/developers/public-status-api; samples in tests/data/feeds/status-io.
 */

static const SlFeedWord codes[] = {
  { "100", SL_HEALTH_OPERATIONAL },
  { "200", SL_HEALTH_MAINTENANCE },
  { "300", SL_HEALTH_DEGRADED },
  { "400", SL_HEALTH_PARTIAL_OUTAGE },
  { "500", SL_HEALTH_MAJOR_OUTAGE },
  { "600", SL_HEALTH_MAJOR_OUTAGE },
  { NULL },
};

#define RESOLVED_STATE "400"

/* An incident that touches everything is told to touch this many places at most. */
#define MAX_TOUCHED 200

static const SlIncidentShape incident_shape = {
  .id = "_id",
  .title = "name",
  .started = "datetime_open",
};

static const SlIncidentShape maintenance_shape = {
  .id = "_id",
  .title = "name",
  .started = "datetime_planned_start",
  .ends = "datetime_planned_end",
};

static JsonObject *
get_result (JsonNode *root)
{
  return sl_json_get_object (sl_json_get_root (root), "result");
}

static gboolean
recognises (GBytes *body, JsonNode *root)
{
  return sl_json_has_member (sl_json_get_object (get_result (root), "status_overall"),
                             "status_code");
}

static void
hear (SlHealthJudge *judge, JsonObject *component, JsonObject *container)
{
  JsonObject       *part = container != NULL ? container : component;
  g_autofree char  *component_id = sl_json_dup_word (component, "id");
  g_autofree char  *container_id = sl_json_dup_word (container, "id");
  g_autofree char  *id = g_strjoin ("/", component_id, container_id, NULL);
  g_autofree char  *code = sl_json_dup_word (part, "status_code");
  SlHealthComponent heard = {
    .id = id,
    .name = (char *) sl_json_get_string (part, "name"),
    .group = (char *) (container != NULL ? sl_json_get_string (component, "name") : NULL),
    .state = sl_feed_word_lookup (codes, code),
  };

  sl_health_judge_hear_component (judge, &heard, component_id, code);
}

static void
read_component (SlHealthJudge *judge, JsonObject *component)
{
  JsonArray *containers = sl_health_judge_take_list (judge, component, "containers");

  for (guint i = 0; i < sl_json_get_length (containers); i++)
    hear (judge, component, sl_json_get_element (containers, i));
  if (sl_json_get_length (containers) == 0)
    hear (judge, component, NULL);
}

/* Every affected component, as a whole and in every affected place. */
static char **
read_touched (JsonObject *incident)
{
  g_autoptr (GStrvBuilder) touched = g_strv_builder_new ();
  g_auto (GStrv) components
      = sl_json_dup_words (sl_json_get_array (incident, "components_affected"), "_id");
  g_auto (GStrv) containers
      = sl_json_dup_words (sl_json_get_array (incident, "containers_affected"), "_id");
  guint count = 0;

  for (gsize i = 0; components[i] != NULL && count < MAX_TOUCHED; i++)
    {
      g_strv_builder_add (touched, components[i]);
      for (gsize j = 0; containers[j] != NULL && ++count < MAX_TOUCHED; j++)
        {
          g_autofree char *id = g_strjoin ("/", components[i], containers[j], NULL);

          g_strv_builder_add (touched, id);
        }
      count++;
    }
  return g_strv_builder_end (touched);
}

static JsonObject *
find_newest_message (JsonObject *incident)
{
  JsonArray  *messages = sl_json_get_array (incident, "messages");
  JsonObject *found = NULL;
  gint64      newest = -1;

  for (guint i = 0; i < sl_json_get_length (messages); i++)
    {
      JsonObject *message = sl_json_get_element (messages, i);
      gint64      time = sl_feed_time_from_text (sl_json_get_string (message, "datetime"));

      if (message == NULL || time < newest)
        continue;
      newest = time;
      found = message;
    }
  return found;
}

static void
read_updates (SlHealthIncident *incident, JsonArray *messages)
{
  g_autoptr (SlIncidentUpdates) updates = sl_incident_updates_new (NULL);

  for (guint i = 0; i < sl_json_get_length (messages); i++)
    {
      JsonObject *message = sl_json_get_element (messages, i);

      sl_incident_updates_add (updates,
                               sl_feed_time_from_text (sl_json_get_string (message, "datetime")),
                               NULL, sl_json_get_string (message, "details"));
    }
  sl_incident_updates_give (updates, incident);
}

static void
read_incident (SlHealthJudge *judge, JsonObject *object)
{
  JsonObject       *message = find_newest_message (object);
  g_autofree char  *state = sl_json_dup_word (message, "state");
  g_autofree char  *code = sl_json_dup_word (message, "status");
  SlHealthIncident *incident;

  if (g_strcmp0 (state, RESOLVED_STATE) == 0)
    return;
  incident = sl_incident_shape_read (&incident_shape, object);
  read_updates (incident, sl_json_get_array (object, "messages"));
  incident->updated = sl_feed_time_from_text (sl_json_get_string (message, "datetime"));
  /* What is listed as an incident is one, whatever it does to the service. */
  incident->impact = MAX (sl_feed_word_lookup (codes, code), SL_HEALTH_DEGRADED);
  sl_incident_shape_set_components (incident, read_touched (object));
  sl_health_judge_add_incident (judge, incident, code);
}

static void
read_maintenances (SlHealthJudge *judge, JsonArray *list, gboolean active, gint64 now)
{
  for (guint i = 0; i < sl_json_get_length (list); i++)
    {
      JsonObject       *object = sl_json_get_element (list, i);
      SlHealthIncident *maintenance = sl_incident_shape_read (&maintenance_shape, object);

      maintenance->impact = SL_HEALTH_MAINTENANCE;
      maintenance->open = active && maintenance->started <= now;
      sl_incident_shape_set_components (maintenance, read_touched (object));
      if (maintenance->ends != 0 && maintenance->ends <= now)
        sl_health_incident_free (maintenance);
      else
        sl_health_judge_add_maintenance (judge, maintenance);
    }
}

static SlHealth *
read_page (GBytes *body, JsonNode *root, gint64 now, const char *const *components)
{
  g_autoptr (SlHealthJudge) judge = sl_health_judge_new (sl_status_io_reader.platform, components);
  JsonObject      *result = get_result (root);
  JsonObject      *overall = sl_json_get_object (result, "status_overall");
  JsonObject      *maintenance = sl_json_get_object (result, "maintenance");
  JsonArray       *parts = sl_health_judge_take_list (judge, result, "status");
  JsonArray       *incidents = sl_health_judge_take_list (judge, result, "incidents");
  g_autofree char *code = sl_json_dup_word (overall, "status_code");

  sl_health_judge_set_page_state (judge, sl_feed_word_lookup (codes, code), code);
  sl_health_judge_set_posted (judge,
                              sl_feed_time_from_text (sl_json_get_string (overall, "updated")));
  for (guint i = 0; i < sl_json_get_length (parts); i++)
    read_component (judge, sl_json_get_element (parts, i));
  for (guint i = 0; i < sl_json_get_length (incidents); i++)
    read_incident (judge, sl_json_get_element (incidents, i));
  read_maintenances (judge, sl_health_judge_take_list (judge, maintenance, "active"), TRUE, now);
  read_maintenances (judge, sl_health_judge_take_list (judge, maintenance, "upcoming"), FALSE, now);
  return sl_health_judge_finish (judge);
}

const SlFeedReader sl_status_io_reader = { "status-io", recognises, read_page };
