/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-time.h"
#include "feed-word.h"
#include "health-judge.h"
#include "incident-shape.h"
#include "json-getters.h"
#include "readers.h"

/* Uptime Kuma, /api/status-page/heartbeat/SLUG, how the monitors are:
 *
 *   { "heartbeatList": { "ID": [ { "status", "time" } ] }, "uptimeList": {…} }
 *
 * and /api/status-page/SLUG, what they are called and what the owner wrote:
 *
 *   { "config": { "title" }, "incident": null or { "id", "title", "content", "createdDate",
 *     "lastUpdatedDate" }, "incidents": [ as incident ],
 *     "publicGroupList": [ { "id", "name", "monitorList": [ { "id", "name" } ] } ],
 *     "maintenanceList": [ { "id", "title", "description", "status" } ] }
 *
 * Heartbeats are oldest first, their times UTC without a zone. An unknown slug is answered with
 * empty lists. The first answer has no names: parts are chosen by the monitors' ids.
 *
 * Source: https://github.com/louislam/uptime-kuma, server/routers/status-page-router.js; samples in
 * tests/data/feeds/uptime-kuma. */

#define FRESH_SECONDS (60 * 60)

static const SlFeedWord codes[] = {
  { "0", SL_HEALTH_MAJOR_OUTAGE },
  { "1", SL_HEALTH_OPERATIONAL },
  { "2", SL_HEALTH_DEGRADED },
  { "3", SL_HEALTH_MAINTENANCE },
  { NULL },
};

static const SlIncidentShape incident_shape = {
  .id = "id",
  .title = "title",
  .text = "content",
  .started = "createdDate",
  .updated = "lastUpdatedDate",
};

static const SlIncidentShape maintenance_shape = {
  .id = "id",
  .title = "title",
  .text = "description",
  .phase = "status",
};

static gboolean
recognises (GBytes *body, JsonNode *root)
{
  JsonObject *object = sl_json_get_root (root);

  return sl_json_get_object (object, "heartbeatList") != NULL
         || (sl_json_get_array (object, "publicGroupList") != NULL
             && sl_json_get_object (object, "config") != NULL);
}

static void
read_monitor (SlHealthJudge *judge, JsonObject *monitors, const char *id, gint64 now)
{
  JsonArray        *beats = sl_health_judge_take_list (judge, monitors, id);
  guint             length = sl_json_get_length (beats);
  JsonObject       *last = length > 0 ? sl_json_get_element (beats, length - 1) : NULL;
  g_autofree char  *code = sl_json_dup_word (last, "status");
  gint64            time = sl_feed_time_from_text (sl_json_get_string (last, "time"));
  SlHealthComponent component = {
    .id = (char *) id,
    .name = (char *) id,
    .state = time < now - FRESH_SECONDS ? SL_HEALTH_UNKNOWN : sl_feed_word_lookup (codes, code),
  };

  sl_health_judge_set_posted (judge, time);
  sl_health_judge_hear_component (judge, &component, NULL, NULL);
}

static void
read_heartbeats (SlHealthJudge *judge, JsonObject *object, gint64 now)
{
  JsonObject *monitors = sl_json_get_object (object, "heartbeatList");
  g_autoptr (GList) ids = monitors != NULL ? json_object_get_members (monitors) : NULL;

  for (GList *id = ids; id != NULL; id = id->next)
    read_monitor (judge, monitors, id->data, now);
}

static void
hear_incident (SlHealthJudge *judge, JsonObject *object)
{
  SlHealthIncident *incident = sl_incident_shape_read (&incident_shape, object);

  incident->impact = SL_HEALTH_DEGRADED;
  sl_health_judge_add_incident (judge, incident, NULL);
}

static void
read_maintenance (SlHealthJudge *judge, JsonObject *object)
{
  static const char *const told[] = { "under-maintenance", "scheduled", NULL };
  const char              *phase = sl_json_get_string (object, "status");
  SlHealthIncident        *maintenance;

  if (phase == NULL || !g_strv_contains (told, phase))
    return;
  maintenance = sl_incident_shape_read (&maintenance_shape, object);
  maintenance->impact = SL_HEALTH_MAINTENANCE;
  maintenance->open = g_str_equal (phase, told[0]);
  sl_health_judge_add_maintenance (judge, maintenance);
}

static void
read_notices (SlHealthJudge *judge, JsonObject *object)
{
  JsonObject *only = sl_json_get_object (object, "incident");
  JsonArray  *incidents = sl_health_judge_take_list (judge, object, "incidents");
  JsonArray  *maintenances = sl_health_judge_take_list (judge, object, "maintenanceList");

  sl_health_judge_set_page_name (
      judge, sl_json_get_string (sl_json_get_object (object, "config"), "title"));
  if (only != NULL)
    hear_incident (judge, only);
  for (guint i = 0; i < sl_json_get_length (incidents); i++)
    hear_incident (judge, sl_json_get_element (incidents, i));
  for (guint i = 0; i < sl_json_get_length (maintenances); i++)
    read_maintenance (judge, sl_json_get_element (maintenances, i));
}

static SlHealth *
read_page (GBytes *body, JsonNode *root, gint64 now, const char *const *components)
{
  g_autoptr (SlHealthJudge) judge
      = sl_health_judge_new (sl_uptime_kuma_reader.platform, components);
  JsonObject *object = json_node_get_object (root);

  sl_health_judge_set_page_of_parts (judge);
  read_heartbeats (judge, object, now);
  read_notices (judge, object);
  return sl_health_judge_finish (judge);
}

const SlFeedReader sl_uptime_kuma_reader = { "uptime-kuma", recognises, read_page };
