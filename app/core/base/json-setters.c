/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "json-setters.h"

/**
 * sl_json_set_text:
 * @object: an object that is being written
 * @member: the member's name
 * @text: (nullable): UTF-8
 *
 * Sets the member to @text, or to null if it is unknown: for objects that programs read, in which
 * every member is there.
 */
void
sl_json_set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
  else
    json_object_set_null_member (object, member);
}

/**
 * sl_json_set_known_text:
 * @object: an object that is being written
 * @member: the member's name
 * @text: (nullable): UTF-8
 *
 * Sets the member to @text, or leaves it out: for files that people read.
 */
void
sl_json_set_known_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

/**
 * sl_json_set_texts:
 * @object: an object that is being written
 * @member: the member's name
 * @texts: (nullable) (array zero-terminated=1): UTF-8
 *
 * Sets the member to an array of @texts, which is empty if there are none.
 */
void
sl_json_set_texts (JsonObject *object, const char *member, char **texts)
{
  JsonArray *array = json_array_new ();

  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  json_object_set_array_member (object, member, array);
}
