/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-word.h"
#include "health-judge.h"
#include "json-getters.h"
#include "readers.h"

/* StatusIQ of Site24x7, /sp/api/public/summary_details/statuspages/ID:
 *
 *   { "data": { "current_status": [
 *       { "display_name", "component_status" } or
 *       { "componentgroup_display_name", "componentgroup_status",
 *         "componentgroup_components": [ as the first ] } ] } }
 *
 * Parts have no ids; their names serve.
 *
 * Source: the pages' own requests; samples in tests/data/feeds/status-iq. */

static const SlFeedWord codes[] = {
  { "1", SL_HEALTH_OPERATIONAL },
  { "2", SL_HEALTH_DEGRADED },
  { "3", SL_HEALTH_DEGRADED },
  { "4", SL_HEALTH_MAINTENANCE },
  { "5", SL_HEALTH_PARTIAL_OUTAGE },
  { "6", SL_HEALTH_MAJOR_OUTAGE },
  { NULL },
};

static JsonObject *
get_data (JsonNode *root)
{
  return sl_json_get_object (sl_json_get_root (root), "data");
}

static gboolean
recognises (GBytes *body, JsonNode *root)
{
  JsonArray  *list = sl_json_get_array (get_data (root), "current_status");
  JsonObject *first = sl_json_get_length (list) > 0 ? sl_json_get_element (list, 0) : NULL;

  return sl_json_has_member (first, "component_status")
         || sl_json_has_member (first, "componentgroup_status");
}

static void
read_part (SlHealthJudge *judge, JsonObject *object, const char *group)
{
  g_autofree char  *code = sl_json_dup_word (object, "component_status");
  SlHealthComponent component = {
    .name = (char *) sl_json_get_string (object, "display_name"),
    .group = (char *) group,
    .state = sl_feed_word_lookup (codes, code),
  };

  sl_health_judge_hear_component (judge, &component, NULL, code);
}

/* A group's own code can hide a part of it that is down. */
static void
read_entry (SlHealthJudge *judge, JsonObject *object)
{
  const char *group = sl_json_get_string (object, "componentgroup_display_name");
  JsonArray  *parts = sl_health_judge_take_list (judge, object, "componentgroup_components");

  for (guint i = 0; i < sl_json_get_length (parts); i++)
    read_part (judge, sl_json_get_element (parts, i), group);
  if (group == NULL)
    read_part (judge, object, NULL);
}

static SlHealth *
read_answer (GBytes *body, JsonNode *root, gint64 now, const char *const *components)
{
  g_autoptr (SlHealthJudge) judge = sl_health_judge_new (sl_status_iq_reader.platform, components);
  JsonArray *list = sl_health_judge_take_list (judge, get_data (root), "current_status");

  sl_health_judge_set_page_of_parts (judge);
  for (guint i = 0; i < sl_json_get_length (list); i++)
    read_entry (judge, sl_json_get_element (list, i));
  return sl_health_judge_finish (judge);
}

const SlFeedReader sl_status_iq_reader = { "status-iq", recognises, read_answer };
