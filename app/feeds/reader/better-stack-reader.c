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

/* Better Stack, /index.json, in the manner of JSON:API:
 *
 *   { "data": { "id", "type": "status_page", "attributes": { "company_name", "aggregate_state" } },
 *     "included": [ { "id", "type", "attributes": {…}, "relationships": {…} } ] }
 *
 * with, by type,
 *   status_page_section   name
 *   status_page_resource  public_name, status, status_page_section_id
 *   status_report         title, report_type, starts_at, ends_at, aggregate_state,
 *                         affected_resources: [ { status_page_resource_id } ]
 *   status_update         message, published_at; of the reports that name it in their relationships
 *
 * A report may lie in the future, and a resolved one may have no end.
 *
 * Source: https://betterstack.com/docs/uptime/api; samples in tests/data/feeds/better-stack. */

static const SlFeedWord words[] = {
  { "operational", SL_HEALTH_OPERATIONAL },
  { "degraded", SL_HEALTH_DEGRADED },
  { "downtime", SL_HEALTH_MAJOR_OUTAGE },
  { "maintenance", SL_HEALTH_MAINTENANCE },
  { NULL },
};

static const SlIncidentShape report_shape = {
  .title = "title",
  .phase = "aggregate_state",
  .started = "starts_at",
  .updated = "starts_at",
  .ends = "ends_at",
};

typedef struct
{
  SlHealthJudge *judge;
  JsonArray     *included;
  GHashTable    *sections; /* the attributes by id, borrowed */
  GHashTable    *updates;
  gint64         now;
} Page;

static gboolean
recognises (GBytes *body, JsonNode *root)
{
  JsonObject *data = sl_json_get_object (sl_json_get_root (root), "data");

  return g_strcmp0 (sl_json_get_string (data, "type"), "status_page") == 0
         && sl_json_get_object (data, "attributes") != NULL;
}

static JsonObject *
get_attributes (JsonObject *object, const char *type)
{
  if (g_strcmp0 (sl_json_get_string (object, "type"), type) != 0)
    return NULL;
  return sl_json_get_object (object, "attributes");
}

/* Returns the attributes of everything of @type by its id; borrowed from the JSON. */
static GHashTable *
collect (JsonArray *included, const char *type)
{
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < sl_json_get_length (included); i++)
    {
      JsonObject *object = sl_json_get_element (included, i);
      JsonObject *attributes = get_attributes (object, type);
      char       *id = attributes != NULL ? sl_json_dup_word (object, "id") : NULL;

      if (id != NULL)
        g_hash_table_insert (found, id, attributes);
    }
  return found;
}

static void
read_resource (const Page *page, JsonObject *object)
{
  JsonObject      *resource = get_attributes (object, "status_page_resource");
  const char      *word = sl_json_get_string (resource, "status");
  g_autofree char *id = sl_json_dup_word (object, "id");
  g_autofree char *section_id = sl_json_dup_word (resource, "status_page_section_id");
  JsonObject      *section
      = section_id != NULL ? g_hash_table_lookup (page->sections, section_id) : NULL;
  SlHealthComponent component = {
    .id = id,
    .name = (char *) sl_json_get_string (resource, "public_name"),
    .group = (char *) sl_json_get_string (section, "name"),
    .state = sl_feed_word_lookup (words, word),
  };

  if (resource != NULL)
    sl_health_judge_hear_component (page->judge, &component, section_id, word);
}

/* The updates are in no order. */
static void
read_updates (const Page *page, JsonObject *report, SlHealthIncident *incident)
{
  JsonObject *relationships = sl_json_get_object (report, "relationships");
  JsonArray  *references
      = sl_json_get_array (sl_json_get_object (relationships, "status_updates"), "data");
  g_auto (GStrv) ids = sl_json_dup_words (references, "id");
  g_autoptr (SlIncidentUpdates) updates = sl_incident_updates_new (NULL);

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      JsonObject *update = g_hash_table_lookup (page->updates, ids[i]);

      sl_incident_updates_add (updates,
                               sl_feed_time_from_text (sl_json_get_string (update, "published_at")),
                               NULL, sl_json_get_string (update, "message"));
    }
  sl_incident_updates_give (updates, incident);
}

static void
read_report (const Page *page, JsonObject *object)
{
  JsonObject       *report = get_attributes (object, "status_report");
  const char       *word = sl_json_get_string (report, "aggregate_state");
  SlHealthState     impact = sl_feed_word_lookup (words, word);
  SlHealthIncident *incident;
  gboolean          over;

  if (report == NULL || impact == SL_HEALTH_OPERATIONAL || g_strcmp0 (word, "resolved") == 0)
    return;
  incident = sl_incident_shape_read (&report_shape, report);
  over = incident->ends != 0 && incident->ends <= page->now;
  g_free (incident->id);
  incident->id = sl_json_dup_word (object, "id");
  if (incident->id == NULL)
    incident->id = g_strdup ("");
  read_updates (page, object, incident);
  incident->impact = impact;
  incident->open = incident->started <= page->now;
  sl_incident_shape_set_components (
      incident, sl_json_dup_words (sl_json_get_array (report, "affected_resources"),
                                   "status_page_resource_id"));
  if (over)
    sl_health_incident_free (incident);
  else if (impact == SL_HEALTH_MAINTENANCE || !incident->open)
    sl_health_judge_add_maintenance (page->judge, incident);
  else
    sl_health_judge_add_incident (page->judge, incident, word);
}

/* "downtime" of the page is said as soon as one of its parts is down. */
static SlHealthState
read_page_state (const Page *page, const char *word)
{
  SlHealthState state = sl_feed_word_lookup (words, word);

  for (guint i = 0; state == SL_HEALTH_MAJOR_OUTAGE && i < sl_json_get_length (page->included); i++)
    {
      JsonObject *resource
          = get_attributes (sl_json_get_element (page->included, i), "status_page_resource");

      if (g_strcmp0 (sl_json_get_string (resource, "status"), "operational") == 0)
        state = SL_HEALTH_PARTIAL_OUTAGE;
    }
  return state;
}

static SlHealth *
read_page (GBytes *body, JsonNode *root, gint64 now, const char *const *components)
{
  g_autoptr (SlHealthJudge) judge
      = sl_health_judge_new (sl_better_stack_reader.platform, components);
  JsonObject *object = json_node_get_object (root);
  JsonObject *attributes = sl_json_get_object (sl_json_get_object (object, "data"), "attributes");
  const char *word = sl_json_get_string (attributes, "aggregate_state");
  JsonArray  *included = sl_health_judge_take_list (judge, object, "included");
  g_autoptr (GHashTable) sections = collect (included, "status_page_section");
  g_autoptr (GHashTable) updates = collect (included, "status_update");
  const Page page = { judge, included, sections, updates, now };

  sl_health_judge_set_page_name (judge, sl_json_get_string (attributes, "company_name"));
  sl_health_judge_set_page_state (judge, read_page_state (&page, word), word);
  for (guint i = 0; i < sl_json_get_length (page.included); i++)
    read_resource (&page, sl_json_get_element (page.included, i));
  for (guint i = 0; i < sl_json_get_length (page.included); i++)
    read_report (&page, sl_json_get_element (page.included, i));
  return sl_health_judge_finish (judge);
}

const SlFeedReader sl_better_stack_reader = { "better-stack", recognises, read_page };
