/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "json-getters.h"

static JsonNode *
get_value (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != type)
    return NULL;
  return node;
}

/**
 * sl_json_get_root:
 * @root: (nullable): what was parsed
 *
 * Returns: (transfer none) (nullable): @root if it is an object
 */
JsonObject *
sl_json_get_root (JsonNode *root)
{
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

/**
 * sl_json_get_string:
 * @object: (nullable): an object
 * @name: the member's name
 *
 * Returns: (transfer none) (nullable): the string, %NULL if there is none or it is empty
 */
const char *
sl_json_get_string (JsonObject *object, const char *name)
{
  JsonNode   *node = get_value (object, name, G_TYPE_STRING);
  const char *text = node != NULL ? json_node_get_string (node) : NULL;

  return text != NULL && *text != '\0' ? text : NULL;
}

/**
 * sl_json_get_boolean:
 * @object: (nullable): an object
 * @name: the member's name
 *
 * Returns: whether the member is true
 */
gboolean
sl_json_get_boolean (JsonObject *object, const char *name)
{
  JsonNode *node = get_value (object, name, G_TYPE_BOOLEAN);

  return node != NULL && json_node_get_boolean (node);
}

/**
 * sl_json_get_integer:
 * @object: (nullable): an object
 * @name: the member's name
 *
 * Returns: the whole number, 0 if there is none
 */
gint64
sl_json_get_integer (JsonObject *object, const char *name)
{
  JsonNode *node = get_value (object, name, G_TYPE_INT64);

  return node != NULL ? json_node_get_int (node) : 0;
}

/**
 * sl_json_get_object:
 * @object: (nullable): an object
 * @name: the member's name
 *
 * Returns: (transfer none) (nullable): the object
 */
JsonObject *
sl_json_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * sl_json_get_array:
 * @object: (nullable): an object
 * @name: the member's name
 *
 * Returns: (transfer none) (nullable): the array
 */
JsonArray *
sl_json_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * sl_json_get_length:
 * @array: (nullable): an array
 *
 * Returns: the number of its elements
 */
guint
sl_json_get_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

/**
 * sl_json_get_element:
 * @array: an array
 * @index: less than its length
 *
 * Returns: (transfer none) (nullable): the element if it is an object
 */
JsonObject *
sl_json_get_element (JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * sl_json_get_text_element:
 * @array: an array
 * @index: less than its length
 *
 * Returns: (transfer none) (nullable): the element if it is a string
 */
const char *
sl_json_get_text_element (JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element (array, index);

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

/**
 * sl_json_has_member:
 * @object: (nullable): an object
 * @name: the member's name
 *
 * Returns: whether the member is there, whatever it holds
 */
gboolean
sl_json_has_member (JsonObject *object, const char *name)
{
  return object != NULL && json_object_has_member (object, name);
}

/**
 * sl_json_is_null:
 * @object: (nullable): an object
 * @name: the member's name
 *
 * Returns: whether the member is there and says null
 */
gboolean
sl_json_is_null (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_NULL (node);
}

static char *
node_to_word (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (json_node_get_value_type (node) != G_TYPE_STRING || *json_node_get_string (node) == '\0')
    return NULL;
  return json_node_dup_string (node);
}

/**
 * sl_json_dup_word:
 * @object: (nullable): an object
 * @name: the member's name
 *
 * For ids and codes, which some pages write as numbers and others as strings.
 *
 * Returns: (transfer full) (nullable): the string, or the whole number in digits
 */
char *
sl_json_dup_word (JsonObject *object, const char *name)
{
  return node_to_word (object != NULL ? json_object_get_member (object, name) : NULL);
}

/**
 * sl_json_dup_words:
 * @array: (nullable): an array
 * @name: (nullable): of objects, which member of each to take; %NULL: the elements themselves
 *
 * Returns: (transfer full): the ids in it, as sl_json_dup_word(); what is none is left out
 */
char **
sl_json_dup_words (JsonArray *array, const char *name)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; i < sl_json_get_length (array); i++)
    {
      g_autofree char *word = name != NULL ? sl_json_dup_word (sl_json_get_element (array, i), name)
                                           : node_to_word (json_array_get_element (array, i));

      if (word != NULL)
        g_strv_builder_add (words, word);
    }
  return g_strv_builder_end (words);
}
