/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-practice"

#include "drill-result.h"

#include "iso-time.h"
#include "json-fields.h"
#include "practice-error.h"

/* Longer no practice lasts: 32 phases of ten minutes. */
#define MAX_REACH_SECONDS (32 * 600.0)

/**
 * sl_drill_result_new:
 * @time: Unix seconds
 * @scenario: name of the scenario
 * @title: of the scenario
 *
 * Returns: (transfer full): a practice in which nobody was reached
 */
SlDrillResult *
sl_drill_result_new (gint64 time, const char *scenario, const char *title)
{
  SlDrillResult *result = g_new0 (SlDrillResult, 1);

  result->time = time;
  result->scenario = g_strdup (scenario);
  result->title = g_strdup (title);
  result->reach_seconds = SL_DRILL_NOT_REACHED;
  return result;
}

/**
 * sl_drill_result_free:
 * @result: a result
 */
void
sl_drill_result_free (SlDrillResult *result)
{
  g_free (result->scenario);
  g_free (result->title);
  g_free (result->channel);
  g_free (result->channel_name);
  g_free (result);
}

static void
read_reach_seconds (SlDrillResult *result, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "reach_seconds");
  double    seconds = SL_DRILL_NOT_REACHED;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node)
      && (json_node_get_value_type (node) == G_TYPE_DOUBLE
          || json_node_get_value_type (node) == G_TYPE_INT64))
    seconds = json_node_get_double (node);
  if (seconds >= 0 && seconds <= MAX_REACH_SECONDS)
    result->reach_seconds = seconds;
}

/**
 * sl_drill_result_new_from_json:
 * @node: what sl_drill_result_to_json() wrote, or anything else
 *
 * Returns: (transfer full) (nullable): the result; %NULL if @node is none
 */
SlDrillResult *
sl_drill_result_new_from_json (JsonNode *node)
{
  g_autoptr (SlDrillResult) result = sl_drill_result_new (0, NULL, NULL);
  SlJsonFields fields = { NULL, "", SL_PRACTICE_ERROR, SL_PRACTICE_ERROR_SCENARIO };

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  fields.object = json_node_get_object (node);
  if (!sl_json_fields_read_time (&fields, "time", &result->time, NULL)
      || !sl_json_fields_read_line (&fields, "scenario", &result->scenario, NULL)
      || !sl_json_fields_read_line (&fields, "title", &result->title, NULL)
      || !sl_json_fields_read_line (&fields, "channel", &result->channel, NULL)
      || !sl_json_fields_read_line (&fields, "channel_name", &result->channel_name, NULL)
      || result->time == 0 || result->scenario == NULL || result->title == NULL)
    return NULL;
  read_reach_seconds (result, fields.object);
  return g_steal_pointer (&result);
}

/**
 * sl_drill_result_to_json:
 * @result: a result
 *
 * Returns: (transfer full): an object of time (ISO 8601), scenario, title, and if they are known
 *   reach_seconds, channel, channel_name
 */
JsonNode *
sl_drill_result_to_json (const SlDrillResult *result)
{
  JsonObject *object = json_object_new ();
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);

  sl_iso_time_set_member (object, "time", result->time);
  json_object_set_string_member (object, "scenario", result->scenario);
  json_object_set_string_member (object, "title", result->title);
  if (result->reach_seconds >= 0)
    json_object_set_double_member (object, "reach_seconds", result->reach_seconds);
  if (result->channel != NULL)
    json_object_set_string_member (object, "channel", result->channel);
  if (result->channel_name != NULL)
    json_object_set_string_member (object, "channel_name", result->channel_name);
  json_node_take_object (node, object);
  return node;
}

/**
 * sl_drill_result_to_variant:
 * @result: a result
 *
 * Returns: (transfer floating): a{sv} of time x, scenario s, title s, and if they are known
 *   reach-seconds d, channel s, channel-name s
 */
GVariant *
sl_drill_result_to_variant (const SlDrillResult *result)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "time", "x", result->time);
  g_variant_dict_insert (&dict, "scenario", "s", result->scenario);
  g_variant_dict_insert (&dict, "title", "s", result->title);
  if (result->reach_seconds >= 0)
    g_variant_dict_insert (&dict, "reach-seconds", "d", result->reach_seconds);
  if (result->channel != NULL)
    g_variant_dict_insert (&dict, "channel", "s", result->channel);
  if (result->channel_name != NULL)
    g_variant_dict_insert (&dict, "channel-name", "s", result->channel_name);
  return g_variant_dict_end (&dict);
}
