/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-time.h"
#include "health-judge.h"
#include "json-getters.h"
#include "readers.h"

/* Gatus, /api/v1/endpoints/statuses:
 *
 *   [ { "name", "group", "key", "results": [ { "success", "timestamp" } ] } ]
 *
 * The results are oldest first. An endpoint without any says nothing, nor does one that was checked
 * long ago.
 *
 * Source: https://github.com/TwiN/gatus, "API"; samples in tests/data/feeds/gatus. */

#define FRESH_SECONDS (60 * 60)

static gboolean
is_endpoint (JsonObject *object)
{
  return sl_json_get_string (object, "key") != NULL && sl_json_get_string (object, "name") != NULL
         && sl_json_has_member (object, "results");
}

static gboolean
recognises (GBytes *body, JsonNode *root)
{
  JsonArray *list;

  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root))
    return FALSE;
  list = json_node_get_array (root);
  return json_array_get_length (list) > 0 && is_endpoint (sl_json_get_element (list, 0));
}

static void
read_endpoint (SlHealthJudge *judge, JsonObject *endpoint, gint64 now)
{
  JsonArray        *results = sl_health_judge_take_list (judge, endpoint, "results");
  guint             length = sl_json_get_length (results);
  JsonObject       *last = length > 0 ? sl_json_get_element (results, length - 1) : NULL;
  gint64            time = sl_feed_time_from_text (sl_json_get_string (last, "timestamp"));
  SlHealthComponent component = {
    .id = (char *) sl_json_get_string (endpoint, "key"),
    .name = (char *) sl_json_get_string (endpoint, "name"),
    .group = (char *) sl_json_get_string (endpoint, "group"),
    .state = SL_HEALTH_UNKNOWN,
  };

  if (sl_json_has_member (last, "success"))
    component.state
        = sl_json_get_boolean (last, "success") ? SL_HEALTH_OPERATIONAL : SL_HEALTH_MAJOR_OUTAGE;
  if (time != 0 && time < now - FRESH_SECONDS)
    component.state = SL_HEALTH_UNKNOWN;
  sl_health_judge_set_posted (judge, time);
  sl_health_judge_hear_component (judge, &component, NULL, NULL);
}

static SlHealth *
read_answer (GBytes *body, JsonNode *root, gint64 now, const char *const *components)
{
  g_autoptr (SlHealthJudge) judge = sl_health_judge_new (sl_gatus_reader.platform, components);
  JsonArray *list = json_node_get_array (root);

  sl_health_judge_set_page_of_parts (judge);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *endpoint = sl_json_get_element (list, i);

      if (is_endpoint (endpoint))
        read_endpoint (judge, endpoint, now);
      else
        sl_health_judge_doubt_shape (judge);
    }
  return sl_health_judge_finish (judge);
}

const SlFeedReader sl_gatus_reader = { "gatus", recognises, read_answer };
