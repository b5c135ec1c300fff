/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-word.h"
#include "health-judge.h"
#include "json-getters.h"
#include "readers.h"

/* Freshstatus, https://public-api.freshstatus.io/v1/public-components/?account_id=NUMBER:
 *
 *   { "components": [ { "id", "name", "components": [ as this one ] } or
 *                     { "id", "name", "status", "display_options": { "ignore_overall_status" } } ]
 * }
 *
 * A tree with the states at its leaves. The owner may leave a leaf out of the page's state, with
 * the text "true"; it counts only for who chose it.
 *
 * Source: https://support.freshstatus.io, public API; samples in tests/data/feeds/freshstatus. */

static const SlFeedWord words[] = {
  { "OP", SL_HEALTH_OPERATIONAL },  { "UM", SL_HEALTH_MAINTENANCE },
  { "PD", SL_HEALTH_DEGRADED },     { "PO", SL_HEALTH_PARTIAL_OUTAGE },
  { "MO", SL_HEALTH_MAJOR_OUTAGE }, { NULL },
};

/* The first leaf of the tree, NULL if there is none. */
static JsonObject *
find_leaf (JsonObject *object)
{
  JsonArray *children = sl_json_get_array (object, "components");

  if (object == NULL || children == NULL)
    return object;
  return json_array_get_length (children) > 0 ? find_leaf (sl_json_get_element (children, 0))
                                              : NULL;
}

static gboolean
recognises (GBytes *body, JsonNode *root)
{
  JsonObject *object = sl_json_get_root (root);
  JsonObject *leaf = sl_json_get_array (object, "components") != NULL ? find_leaf (object) : NULL;

  return sl_json_get_object (leaf, "display_options") != NULL
         && sl_json_get_string (leaf, "status") != NULL;
}

static gboolean
is_left_out (JsonObject *leaf)
{
  JsonObject *options = sl_json_get_object (leaf, "display_options");

  return g_strcmp0 (sl_json_get_string (options, "ignore_overall_status"), "true") == 0;
}

typedef struct
{
  SlHealthJudge *judge;
  gboolean       chosen; /* whether parts were chosen */
} Reading;

/* At most as deep as any answer may be nested. */
static void
read_tree (const Reading *reading, JsonObject *object, const char *group, const char *group_id)
{
  JsonArray        *children = sl_health_judge_take_list (reading->judge, object, "components");
  const char       *word = sl_json_get_string (object, "status");
  const char       *name = sl_json_get_string (object, "name");
  g_autofree char  *id = sl_json_dup_word (object, "id");
  SlHealthComponent component = {
    .id = id,
    .name = (char *) name,
    .group = (char *) group,
    .state = sl_feed_word_lookup (words, word),
  };

  for (guint i = 0; i < sl_json_get_length (children); i++)
    read_tree (reading, sl_json_get_element (children, i), name, id);
  if (children == NULL && (reading->chosen || !is_left_out (object)))
    sl_health_judge_hear_component (reading->judge, &component, group_id, word);
}

static SlHealth *
read_answer (GBytes *body, JsonNode *root, gint64 now, const char *const *components)
{
  g_autoptr (SlHealthJudge) judge
      = sl_health_judge_new (sl_freshstatus_reader.platform, components);
  const Reading reading = { judge, components != NULL && components[0] != NULL };

  sl_health_judge_set_page_of_parts (judge);
  read_tree (&reading, json_node_get_object (root), NULL, NULL);
  return sl_health_judge_finish (judge);
}

const SlFeedReader sl_freshstatus_reader = { "freshstatus", recognises, read_answer };
