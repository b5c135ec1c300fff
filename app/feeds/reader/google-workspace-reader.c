/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "readers.h"

#include "feed-text.h"
#include "feed-time.h"
#include "feed-word.h"
#include "health-judge.h"
#include "incident-updates.h"
#include "json-getters.h"

#include <glib/gi18n-lib.h>

/* https://www.google.com/appsstatus/dashboard/incidents.json, open and past incidents:
 *
 *   [ { "id", "begin", "created", "modified", "end", "external_desc", "uri", "service_name",
 *       "most_recent_update": { "status", "text", "modified" }, "status_impact",
 *       "updates": [ { "status", "text", "when", "modified" } ],
 *       "affected_products": [ { "title", "id" } ] } ]
 *
 * Open is what has no end AND was not last called AVAILABLE. "status_impact" is the worst it ever
 * was and stays after the recovery. A product without an open incident is fine.
 *
 * Source: https://www.google.com/appsstatus/dashboard/; samples in
 * tests/data/feeds/google-workspace. */

#define DASHBOARD "https://www.google.com/appsstatus/dashboard/"

/* Their clock may be ahead of ours. */
#define CLOCK_SLACK_SECONDS (10 * 60)

static const SlFeedWord words[] = {
  { "AVAILABLE", SL_HEALTH_OPERATIONAL },
  { "SERVICE_INFORMATION", SL_HEALTH_DEGRADED },
  { "SERVICE_DISRUPTION", SL_HEALTH_PARTIAL_OUTAGE },
  { "SERVICE_OUTAGE", SL_HEALTH_MAJOR_OUTAGE },
  { NULL },
};

/* The answer names a product only if it ever had an incident; these exist in any case. */
static const struct
{
  const char *id;
  const char *title;
} products[] = {
  { "prPt2Yra2CbGsbEm9cpC", "Gmail" },        { "n5hVexuq1PM9onY9qrmo", "Google Calendar" },
  { "Ht9Vx5PFzDPHYvrnrvSk", "Google Chat" },  { "sUH4BQXzYXma7NiS94Hi", "Google Meet" },
  { "VHNA7p3Z5p3iakj5sA8V", "Google Drive" }, { "wNHuVFtZEWU5Mmj2eRCK", "Google Docs" },
};

static gboolean
is_incident (JsonObject *object)
{
  return sl_json_get_string (object, "id") != NULL && sl_json_get_string (object, "begin") != NULL
         && (sl_json_get_array (object, "affected_products") != NULL
             || sl_json_get_object (object, "most_recent_update") != NULL);
}

static gboolean
recognises (GBytes *body, JsonNode *root)
{
  JsonArray *list;

  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root))
    return FALSE;
  list = json_node_get_array (root);
  return json_array_get_length (list) > 0 && is_incident (sl_json_get_element (list, 0));
}

/* The word it has now, %NULL if the incident does not say. */
static const char *
get_word (JsonObject *incident)
{
  JsonObject *update = sl_json_get_object (incident, "most_recent_update");

  if (update != NULL)
    return sl_json_get_string (update, "status");
  return sl_json_get_string (incident, "status_impact");
}

static gboolean
is_open (JsonObject *incident, gint64 now)
{
  gint64 begin = sl_feed_time_from_text (sl_json_get_string (incident, "begin"));

  return sl_json_get_string (incident, "end") == NULL
         && sl_feed_word_lookup (words, get_word (incident)) != SL_HEALTH_OPERATIONAL
         && begin <= now + CLOCK_SLACK_SECONDS;
}

/* Notes every product the answer names; the worst open incident is its state. */
static void
collect_product (GHashTable *titles, GHashTable *states, JsonObject *product, SlHealthState state)
{
  const char   *id = sl_json_get_string (product, "id");
  const char   *title = sl_json_get_string (product, "title");
  SlHealthState known;

  if (id == NULL || title == NULL)
    return;
  g_hash_table_insert (titles, (char *) id, (char *) title);
  known = GPOINTER_TO_INT (g_hash_table_lookup (states, id));
  g_hash_table_insert (states, (char *) id, GINT_TO_POINTER (MAX (known, state)));
}

static void
add_products (SlHealthJudge *judge, GHashTable *titles, GHashTable *states)
{
  g_autoptr (GList) ids = g_list_sort (g_hash_table_get_keys (titles), (GCompareFunc) g_strcmp0);

  for (GList *item = ids; item != NULL; item = item->next)
    {
      const char       *title = g_hash_table_lookup (titles, item->data);
      g_autofree char  *name = sl_feed_text_clean (title);
      SlHealthComponent component = {
        .id = item->data,
        .name = name != NULL ? name : item->data,
        .state = GPOINTER_TO_INT (g_hash_table_lookup (states, item->data)),
      };

      sl_health_judge_add_component (judge, &component, NULL, NULL);
    }
}

static void
read_products (SlHealthJudge *judge, JsonArray *list, gint64 now)
{
  g_autoptr (GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) states = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < G_N_ELEMENTS (products); i++)
    {
      g_hash_table_insert (titles, (char *) products[i].id, (char *) products[i].title);
      g_hash_table_insert (states, (char *) products[i].id,
                           GINT_TO_POINTER (SL_HEALTH_OPERATIONAL));
    }
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject   *incident = sl_json_get_element (list, i);
      JsonArray    *affected = sl_health_judge_take_list (judge, incident, "affected_products");
      SlHealthState state = SL_HEALTH_OPERATIONAL;

      if (incident != NULL && is_open (incident, now))
        state = MAX (state, sl_feed_word_lookup (words, get_word (incident)));
      for (guint j = 0; j < sl_json_get_length (affected); j++)
        collect_product (titles, states, sl_json_get_element (affected, j), state);
    }
  add_products (judge, titles, states);
}

static char **
read_affected (JsonArray *affected)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < sl_json_get_length (affected); i++)
    {
      const char *id = sl_json_get_string (sl_json_get_element (affected, i), "id");

      if (id != NULL)
        g_strv_builder_add (ids, id);
    }
  return g_strv_builder_end (ids);
}

static char *
read_title (JsonObject *object)
{
  const char *description = sl_json_get_string (object, "external_desc");
  char       *title = sl_feed_text_section (description, "Title");

  if (title == NULL)
    title = sl_feed_text_section (description, "Summary");
  if (title == NULL)
    title = sl_feed_text_clean (description);
  if (title == NULL)
    title = sl_feed_text_clean (sl_json_get_string (object, "service_name"));
  return title;
}

static char *
read_text (JsonObject *object)
{
  JsonObject *update = sl_json_get_object (object, "most_recent_update");
  const char *source = sl_json_get_string (update, "text");
  char       *text;

  if (source == NULL)
    source = sl_json_get_string (object, "external_desc");
  text = sl_feed_text_section (source, "Description");
  return text != NULL ? text : sl_feed_text_clean (source);
}

/* Each update is the whole form again; its description is what it says. */
static void
read_updates (SlHealthIncident *incident, JsonArray *list)
{
  g_autoptr (SlIncidentUpdates) updates = sl_incident_updates_new ("Description");

  for (guint i = 0; i < sl_json_get_length (list); i++)
    {
      JsonObject *update = sl_json_get_element (list, i);
      const char *when = sl_json_get_string (update, "when");

      if (when == NULL)
        when = sl_json_get_string (update, "modified");
      sl_incident_updates_add (updates, sl_feed_time_from_text (when),
                               sl_json_get_string (update, "status"),
                               sl_json_get_string (update, "text"));
    }
  sl_incident_updates_give (updates, incident);
}

static SlHealthIncident *
read_incident (JsonObject *object)
{
  const char       *uri = sl_json_get_string (object, "uri");
  g_autofree char  *title = read_title (object);
  g_autofree char  *address = uri != NULL ? g_strconcat (DASHBOARD, uri, NULL) : NULL;
  const char       *id = sl_json_get_string (object, "id");
  SlHealthIncident *incident;

  incident = sl_health_incident_new (id != NULL ? id : "", title != NULL ? title : "");
  read_updates (incident, sl_json_get_array (object, "updates"));
  g_free (incident->text);
  incident->text = read_text (object);
  incident->phase = sl_feed_text_clean (get_word (object));
  incident->impact = sl_feed_word_lookup (words, get_word (object));
  incident->started = sl_feed_time_from_text (sl_json_get_string (object, "begin"));
  incident->updated = sl_feed_time_from_text (sl_json_get_string (object, "modified"));
  incident->url = sl_feed_text_link (address);
  g_strfreev (incident->components);
  incident->components = read_affected (sl_json_get_array (object, "affected_products"));
  return incident;
}

static SlHealth *
read_answer (GBytes *body, JsonNode *root, gint64 now, const char *const *components)
{
  g_autoptr (SlHealthJudge) judge
      = sl_health_judge_new (sl_google_workspace_reader.platform, components);
  JsonArray *list = json_node_get_array (root);

  sl_health_judge_set_page_name (judge, "Google Workspace");
  read_products (judge, list, now);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *object = sl_json_get_element (list, i);

      sl_health_judge_set_posted (judge,
                                  sl_feed_time_from_text (sl_json_get_string (object, "modified")));
      if (!is_incident (object))
        sl_health_judge_doubt (judge, _ ("The page’s answer has a shape that is not known."));
      else if (is_open (object, now))
        sl_health_judge_add_incident (judge, read_incident (object), get_word (object));
    }
  return sl_health_judge_finish (judge);
}

const SlFeedReader sl_google_workspace_reader = { "google-workspace", recognises, read_answer };
