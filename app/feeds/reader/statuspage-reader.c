/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "statuspage-reader.h"

#include "feed-text.h"
#include "feed-time.h"
#include "feed-word.h"
#include "health-judge.h"
#include "incident-updates.h"
#include "json-getters.h"
#include "readers.h"

#include <glib/gi18n-lib.h>

/* Statuspage, /api/v2/summary.json, and incident.io's answer at the same address:
 *
 *   { "page": { "id", "name", "updated_at" },
 *     "status": { "indicator", "description" },
 *     "components": [ { "id", "name", "status", "group", "group_id" } ],
 *     "incidents": [ { "id", "name", "status", "impact", "started_at", "created_at", "updated_at",
 *                      "shortlink", "components": [ { "id" } ],
 *                      "incident_updates": [ { "status", "body", "display_at",
 * "affected_components": [ { "code" } ] } ] } ], "scheduled_maintenances": [ as incidents, and
 * "scheduled_for", "scheduled_until" ] }
 *
 * and /api/v2/components.json, which has "page" and "components" only.
 *
 * Both lists may be absent at incident.io, which has no "group", "shortlink" or incident
 * "components" either and lists no more than 25 components: one that is missing says nothing.
 *
 * Source: https://www.atlassianstatus.com/api; samples in tests/data/feeds/statuspage. */

static const SlFeedWord indicators[] = {
  { "none", SL_HEALTH_OPERATIONAL },        { "minor", SL_HEALTH_DEGRADED },
  { "major", SL_HEALTH_PARTIAL_OUTAGE },    { "critical", SL_HEALTH_MAJOR_OUTAGE },
  { "maintenance", SL_HEALTH_MAINTENANCE }, { NULL },
};

/* An incident "without impact" is still an open incident. */
static const SlFeedWord impacts[] = {
  { "none", SL_HEALTH_DEGRADED },           { "minor", SL_HEALTH_DEGRADED },
  { "major", SL_HEALTH_PARTIAL_OUTAGE },    { "critical", SL_HEALTH_MAJOR_OUTAGE },
  { "maintenance", SL_HEALTH_MAINTENANCE }, { NULL },
};

static const SlFeedWord component_words[] = {
  { "operational", SL_HEALTH_OPERATIONAL },
  { "degraded_performance", SL_HEALTH_DEGRADED },
  { "partial_outage", SL_HEALTH_PARTIAL_OUTAGE },
  { "major_outage", SL_HEALTH_MAJOR_OUTAGE },
  { "full_outage", SL_HEALTH_MAJOR_OUTAGE },
  { "under_maintenance", SL_HEALTH_MAINTENANCE },
  { NULL },
};

static const char *const closed_phases[] = { "resolved", "postmortem", "completed", NULL };
static const char *const running_phases[] = { "in_progress", "verifying", NULL };

/* A summary that lost its word for the whole still has its lists, and is no list of parts. */
static gboolean
is_list_of_parts (JsonObject *object)
{
  JsonArray  *components = sl_json_get_array (object, "components");
  JsonObject *first
      = sl_json_get_length (components) > 0 ? sl_json_get_element (components, 0) : NULL;

  return sl_json_get_string (first, "id") != NULL && sl_json_get_string (first, "name") != NULL
         && sl_json_get_string (first, "status") != NULL && !sl_json_has_member (object, "status")
         && !sl_json_has_member (object, "incidents")
         && !sl_json_has_member (object, "scheduled_maintenances");
}

/**
 * sl_statuspage_recognises:
 * @body: an answer
 * @root: (nullable): it as JSON
 *
 * Returns: whether the answer has the shape above, whoever gives it
 */
gboolean
sl_statuspage_recognises (GBytes *body, JsonNode *root)
{
  JsonObject *object = sl_json_get_root (root);

  return sl_json_get_string (sl_json_get_object (object, "page"), "id") != NULL
         && (sl_json_get_string (sl_json_get_object (object, "status"), "indicator") != NULL
             || is_list_of_parts (object));
}

/* Returns the names of the groups by id; both borrowed from the JSON. */
static GHashTable *
collect_groups (JsonArray *components)
{
  GHashTable *groups = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < sl_json_get_length (components); i++)
    {
      JsonObject *component = sl_json_get_element (components, i);
      const char *id = sl_json_get_string (component, "id");
      const char *name = sl_json_get_string (component, "name");

      if (sl_json_get_boolean (component, "group") && id != NULL && name != NULL)
        g_hash_table_insert (groups, (char *) id, (char *) name);
    }
  return groups;
}

/* A group's own word can hide a part of it that is down, so that only its parts are heard. */
static void
read_component (SlHealthJudge *judge, JsonObject *object, GHashTable *groups)
{
  const char       *word = sl_json_get_string (object, "status");
  const char       *group_id = sl_json_get_string (object, "group_id");
  const char       *group = group_id != NULL ? g_hash_table_lookup (groups, group_id) : NULL;
  g_autofree char  *name = sl_feed_text_clean (sl_json_get_string (object, "name"));
  g_autofree char  *group_name = sl_feed_text_clean (group);
  SlHealthComponent component = {
    .id = (char *) sl_json_get_string (object, "id"),
    .name = name,
    .group = group_name,
    .state = sl_feed_word_lookup (component_words, word),
  };

  if (component.id != NULL && name != NULL && !sl_json_get_boolean (object, "group"))
    sl_health_judge_add_component (judge, &component, group_id, word);
}

static void
read_components (SlHealthJudge *judge, JsonObject *page)
{
  JsonArray *components = sl_health_judge_take_list (judge, page, "components");
  g_autoptr (GHashTable) groups = collect_groups (components);

  for (guint i = 0; i < sl_json_get_length (components); i++)
    read_component (judge, sl_json_get_element (components, i), groups);
}

static gint64
get_update_time (JsonObject *update)
{
  gint64 displayed = sl_feed_time_from_text (sl_json_get_string (update, "display_at"));

  if (displayed != 0)
    return displayed;
  return sl_feed_time_from_text (sl_json_get_string (update, "created_at"));
}

static void
read_updates (SlHealthIncident *incident, JsonArray *list)
{
  g_autoptr (SlIncidentUpdates) updates = sl_incident_updates_new (NULL);

  for (guint i = 0; i < sl_json_get_length (list); i++)
    {
      JsonObject *update = sl_json_get_element (list, i);

      sl_incident_updates_add (updates, get_update_time (update),
                               sl_json_get_string (update, "status"),
                               sl_json_get_string (update, "body"));
    }
  sl_incident_updates_give (updates, incident);
}

static void
collect_ids (GPtrArray *ids, JsonArray *components, const char *member)
{
  for (guint i = 0; i < sl_json_get_length (components); i++)
    {
      const char *id = sl_json_get_string (sl_json_get_element (components, i), member);

      if (id != NULL && !g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
        g_ptr_array_add (ids, g_strdup (id));
    }
}

static char **
read_touched (JsonObject *incident)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  JsonArray *updates = sl_json_get_array (incident, "incident_updates");

  collect_ids (ids, sl_json_get_array (incident, "components"), "id");
  for (guint i = 0; ids->len == 0 && i < sl_json_get_length (updates); i++)
    collect_ids (ids, sl_json_get_array (sl_json_get_element (updates, i), "affected_components"),
                 "code");
  g_ptr_array_add (ids, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
}

static gint64
get_first_time (JsonObject *object, const char *const *members)
{
  for (gsize i = 0; members[i] != NULL; i++)
    {
      gint64 time = sl_feed_time_from_text (sl_json_get_string (object, members[i]));

      if (time != 0)
        return time;
    }
  return 0;
}

/* What incidents and maintenance have in common. */
static SlHealthIncident *
read_incident (JsonObject *object)
{
  static const char *const start_members[] = { "scheduled_for", "started_at", "created_at", NULL };
  static const char *const update_members[] = { "updated_at", "created_at", NULL };
  g_autofree char         *title = sl_feed_text_clean (sl_json_get_string (object, "name"));
  const char              *id = sl_json_get_string (object, "id");
  SlHealthIncident        *incident;

  incident = sl_health_incident_new (id != NULL ? id : "", title != NULL ? title : "");
  read_updates (incident, sl_json_get_array (object, "incident_updates"));
  incident->phase = sl_feed_text_clean (sl_json_get_string (object, "status"));
  incident->impact = sl_feed_word_lookup (impacts, sl_json_get_string (object, "impact"));
  incident->started = get_first_time (object, start_members);
  incident->updated = get_first_time (object, update_members);
  incident->ends = sl_feed_time_from_text (sl_json_get_string (object, "scheduled_until"));
  incident->url = sl_feed_text_link (sl_json_get_string (object, "shortlink"));
  g_strfreev (incident->components);
  incident->components = read_touched (object);
  return incident;
}

static gboolean
is_closed (JsonObject *incident)
{
  const char *phase = sl_json_get_string (incident, "status");

  return (phase != NULL && g_strv_contains (closed_phases, phase))
         || sl_json_get_string (incident, "resolved_at") != NULL;
}

static void
read_incidents (SlHealthJudge *judge, JsonObject *page)
{
  JsonArray *incidents = sl_health_judge_take_list (judge, page, "incidents");

  for (guint i = 0; i < sl_json_get_length (incidents); i++)
    {
      JsonObject *object = sl_json_get_element (incidents, i);

      if (!is_closed (object))
        sl_health_judge_add_incident (judge, read_incident (object),
                                      sl_json_get_string (object, "impact"));
    }
}

static void
read_maintenances (SlHealthJudge *judge, JsonObject *page, gint64 now)
{
  JsonArray *maintenances = sl_health_judge_take_list (judge, page, "scheduled_maintenances");

  for (guint i = 0; i < sl_json_get_length (maintenances); i++)
    {
      JsonObject       *object = sl_json_get_element (maintenances, i);
      const char       *phase = sl_json_get_string (object, "status");
      gboolean          running = phase != NULL && g_strv_contains (running_phases, phase);
      SlHealthIncident *maintenance;

      if (is_closed (object))
        continue;
      maintenance = read_incident (object);
      maintenance->impact = SL_HEALTH_MAINTENANCE;
      maintenance->open = running && maintenance->started <= now;
      if (running || maintenance->ends == 0 || maintenance->ends > now)
        sl_health_judge_add_maintenance (judge, maintenance);
      else
        sl_health_incident_free (maintenance);
    }
}

/* Without the list of incidents the parts speak for themselves, but not for the page. */
static void
judge_list_of_parts (SlHealthJudge *judge, const char *const *wanted)
{
  sl_health_judge_set_page_of_parts (judge);
  if (wanted == NULL || wanted[0] == NULL)
    sl_health_judge_doubt (judge, _ ("The answer lists parts only: choose those that matter."));
}

/**
 * sl_statuspage_read:
 * @platform: who answers in this shape
 * @root: an answer that sl_statuspage_recognises() accepts
 * @now: Unix seconds
 * @components: (nullable): the wanted parts; empty: the whole page
 *
 * Returns: (transfer full): the reading
 */
SlHealth *
sl_statuspage_read (const char *platform, JsonNode *root, gint64 now, const char *const *components)
{
  g_autoptr (SlHealthJudge) judge = sl_health_judge_new (platform, components);
  JsonObject *object = json_node_get_object (root);
  JsonObject *page = sl_json_get_object (object, "page");
  JsonObject *status = sl_json_get_object (object, "status");
  const char *indicator = sl_json_get_string (status, "indicator");

  sl_health_judge_set_page_name (judge, sl_json_get_string (page, "name"));
  if (status != NULL)
    sl_health_judge_set_page_state (judge, sl_feed_word_lookup (indicators, indicator), indicator);
  else
    judge_list_of_parts (judge, components);
  sl_health_judge_set_posted (judge,
                              sl_feed_time_from_text (sl_json_get_string (page, "updated_at")));
  read_components (judge, object);
  read_incidents (judge, object);
  read_maintenances (judge, object, now);
  return sl_health_judge_finish (judge);
}

static SlHealth *
read_page (GBytes *body, JsonNode *root, gint64 now, const char *const *components)
{
  return sl_statuspage_read (sl_statuspage_reader.platform, root, now, components);
}

const SlFeedReader sl_statuspage_reader = { "statuspage", sl_statuspage_recognises, read_page };
