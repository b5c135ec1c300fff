/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-text.h"
#include "feed-time.h"
#include "feed-word.h"
#include "health-judge.h"
#include "incident-shape.h"
#include "json-getters.h"
#include "readers.h"

/* Sorry, three answers of one page:
 *
 *   /api/v1/status      { "page": { "name", "state", "updated_at" } }
 *   /api/v1/components  { "components": [ { "id", "name", "state" } ] }
 *   /api/v1/notices     { "notices": [ { "id", "subject", "type", "timeline_state", "state", "url",
 *                                        "began_at", "ended_at", "updates": [ { "content" } ] } ] }
 *
 * Notices alone prove no health; "updated_at" is not a heartbeat.
 *
 * Source: https://docs.sorryapp.com; samples in tests/data/feeds/sorry. */

static const SlFeedWord words[] = {
  { "operational", SL_HEALTH_OPERATIONAL },
  { "degraded", SL_HEALTH_DEGRADED },
  { "partially_degraded", SL_HEALTH_DEGRADED },
  { "under_maintenance", SL_HEALTH_MAINTENANCE },
  { NULL },
};

static const SlIncidentShape notice_shape = {
  .id = "id",
  .title = "subject",
  .phase = "state",
  .started = "began_at",
  .updated = "updated_at",
  .ends = "ended_at",
  .url = "url",
};

static JsonObject *
get_first (JsonObject *object, const char *list)
{
  JsonArray *array = sl_json_get_array (object, list);

  return sl_json_get_length (array) > 0 ? sl_json_get_element (array, 0) : NULL;
}

static gboolean
recognises (GBytes *body, JsonNode *root)
{
  JsonObject *object = sl_json_get_root (root);

  return sl_json_get_string (sl_json_get_object (object, "page"), "state") != NULL
         || sl_json_get_string (get_first (object, "components"), "state") != NULL
         || sl_json_get_string (get_first (object, "notices"), "timeline_state") != NULL;
}

static void
read_component (SlHealthJudge *judge, JsonObject *object)
{
  const char       *word = sl_json_get_string (object, "state");
  g_autofree char  *id = sl_json_dup_word (object, "id");
  SlHealthComponent component = {
    .id = id,
    .name = (char *) sl_json_get_string (object, "name"),
    .state = sl_feed_word_lookup (words, word),
  };

  sl_health_judge_hear_component (judge, &component, NULL, word);
}

static void
read_notice (SlHealthJudge *judge, JsonObject *object)
{
  const char       *when = sl_json_get_string (object, "timeline_state");
  gboolean          planned = g_strcmp0 (sl_json_get_string (object, "type"), "planned") == 0;
  gboolean          present = g_strcmp0 (when, "present") == 0;
  SlHealthIncident *notice;

  if (!present && g_strcmp0 (when, "future") != 0)
    return;
  notice = sl_incident_shape_read (&notice_shape, object);
  notice->text = sl_feed_text_clean (sl_json_get_string (get_first (object, "updates"), "content"));
  notice->open = present;
  notice->impact = planned || !present ? SL_HEALTH_MAINTENANCE : SL_HEALTH_DEGRADED;
  sl_incident_shape_set_components (
      notice, sl_json_dup_words (sl_json_get_array (object, "components"), "id"));
  if (notice->impact == SL_HEALTH_MAINTENANCE)
    sl_health_judge_add_maintenance (judge, notice);
  else
    sl_health_judge_add_incident (judge, notice, NULL);
}

static SlHealth *
read_page (GBytes *body, JsonNode *root, gint64 now, const char *const *components)
{
  g_autoptr (SlHealthJudge) judge = sl_health_judge_new (sl_sorry_reader.platform, components);
  JsonObject *object = json_node_get_object (root);
  JsonObject *page = sl_json_get_object (object, "page");
  JsonArray  *parts = sl_health_judge_take_list (judge, object, "components");
  JsonArray  *notices = sl_health_judge_take_list (judge, object, "notices");
  const char *word = sl_json_get_string (page, "state");

  sl_health_judge_set_page_name (judge, sl_json_get_string (page, "name"));
  if (page != NULL)
    sl_health_judge_set_page_state (judge, sl_feed_word_lookup (words, word), word);
  sl_health_judge_set_posted (judge,
                              sl_feed_time_from_text (sl_json_get_string (page, "updated_at")));
  for (guint i = 0; i < sl_json_get_length (parts); i++)
    read_component (judge, sl_json_get_element (parts, i));
  for (guint i = 0; i < sl_json_get_length (notices); i++)
    read_notice (judge, sl_json_get_element (notices, i));
  return sl_health_judge_finish (judge);
}

const SlFeedReader sl_sorry_reader = { "sorry", recognises, read_page };
