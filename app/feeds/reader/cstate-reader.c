/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-word.h"
#include "health-judge.h"
#include "incident-shape.h"
#include "json-getters.h"
#include "readers.h"

/* cState, /index.json:
 *
 *   { "cStateVersion", "title", "summaryStatus",
 *     "systems": [ { "name", "category", "status", "unresolvedIssues": [ issues ] } ],
 *     "pinnedIssues": [ issues: { "title", "createdAt", "lastMod", "permalink", "severity",
 *                                 "resolved", "informational", "affected": [ names ] } ] }
 *
 * Made by a template and only when something changes: its age says nothing, and where the template
 * broke it is not JSON. One issue stands under every system it affects.
 *
 * Source: https://github.com/cstate/cstate/wiki/API; samples in tests/data/feeds/cstate. */

static const SlFeedWord words[] = {
  { "ok", SL_HEALTH_OPERATIONAL },
  { "notice", SL_HEALTH_DEGRADED },
  { "disrupted", SL_HEALTH_PARTIAL_OUTAGE },
  { "down", SL_HEALTH_MAJOR_OUTAGE },
  { NULL },
};

static const SlIncidentShape issue_shape = {
  .id = "permalink",
  .title = "title",
  .phase = "severity",
  .started = "createdAt",
  .updated = "lastMod",
  .url = "permalink",
};

static gboolean
recognises (GBytes *body, JsonNode *root)
{
  JsonObject *object = sl_json_get_root (root);

  return sl_json_get_string (object, "cStateVersion") != NULL
         && sl_json_has_member (object, "systems");
}

static gboolean
has_only_information (JsonArray *issues)
{
  gboolean informational = sl_json_get_length (issues) > 0;

  for (guint i = 0; i < sl_json_get_length (issues); i++)
    informational
        = informational && sl_json_get_boolean (sl_json_get_element (issues, i), "informational");
  return informational;
}

static void
read_system (SlHealthJudge *judge, JsonObject *system)
{
  const char       *word = sl_json_get_string (system, "status");
  SlHealthComponent component = {
    .name = (char *) sl_json_get_string (system, "name"),
    .group = (char *) sl_json_get_string (system, "category"),
    .state = sl_feed_word_lookup (words, word),
  };

  /* A notice may be about planned work. */
  if (component.state == SL_HEALTH_DEGRADED
      && has_only_information (sl_json_get_array (system, "unresolvedIssues")))
    component.state = SL_HEALTH_MAINTENANCE;
  sl_health_judge_hear_component (judge, &component, NULL, word);
}

static void
read_issue (SlHealthJudge *judge, JsonObject *object, gint64 now)
{
  const char       *word = sl_json_get_string (object, "severity");
  SlHealthIncident *issue = sl_incident_shape_read (&issue_shape, object);

  sl_incident_shape_set_components (
      issue, sl_json_dup_words (sl_json_get_array (object, "affected"), NULL));
  issue->impact = sl_feed_word_lookup (words, word);
  /* An issue whose severity is "ok" is still unresolved. */
  if (issue->impact == SL_HEALTH_OPERATIONAL)
    issue->impact = SL_HEALTH_DEGRADED;
  issue->open = issue->started <= now;
  if (!issue->open || sl_json_get_boolean (object, "informational"))
    {
      issue->impact = SL_HEALTH_MAINTENANCE;
      sl_health_judge_add_maintenance (judge, issue);
    }
  else
    sl_health_judge_add_incident (judge, issue, word);
}

static void
read_issues (SlHealthJudge *judge, JsonArray *issues, gint64 now, GHashTable *seen)
{
  for (guint i = 0; i < sl_json_get_length (issues); i++)
    {
      JsonObject *issue = sl_json_get_element (issues, i);
      const char *key = sl_json_get_string (issue, "permalink");

      if (key == NULL)
        key = sl_json_get_string (issue, "title");
      if (sl_json_get_boolean (issue, "resolved"))
        continue;
      if (key == NULL || g_hash_table_add (seen, (char *) key))
        read_issue (judge, issue, now);
    }
}

/* The page's word for a notice that is only information, planned work mostly. */
static SlHealthState
read_page_state (JsonArray *systems, const char *word)
{
  SlHealthState state = sl_feed_word_lookup (words, word);
  gboolean      informational = FALSE;

  for (guint i = 0; state == SL_HEALTH_DEGRADED && i < sl_json_get_length (systems); i++)
    {
      JsonObject *system = sl_json_get_element (systems, i);

      if (g_strcmp0 (sl_json_get_string (system, "status"), "notice") != 0)
        continue;
      informational = has_only_information (sl_json_get_array (system, "unresolvedIssues"));
      if (!informational)
        return state;
    }
  return informational ? SL_HEALTH_MAINTENANCE : state;
}

static SlHealth *
read_page (GBytes *body, JsonNode *root, gint64 now, const char *const *components)
{
  g_autoptr (SlHealthJudge) judge = sl_health_judge_new (sl_cstate_reader.platform, components);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonObject *object = json_node_get_object (root);
  JsonArray  *systems = sl_health_judge_take_list (judge, object, "systems");
  const char *word = sl_json_get_string (object, "summaryStatus");

  sl_health_judge_set_page_name (judge, sl_json_get_string (object, "title"));
  sl_health_judge_set_page_state (judge, read_page_state (systems, word), word);
  for (guint i = 0; i < sl_json_get_length (systems); i++)
    read_system (judge, sl_json_get_element (systems, i));
  for (guint i = 0; i < sl_json_get_length (systems); i++)
    read_issues (
        judge,
        sl_health_judge_take_list (judge, sl_json_get_element (systems, i), "unresolvedIssues"),
        now, seen);
  read_issues (judge, sl_health_judge_take_list (judge, object, "pinnedIssues"), now, seen);
  return sl_health_judge_finish (judge);
}

const SlFeedReader sl_cstate_reader = { "cstate", recognises, read_page };
