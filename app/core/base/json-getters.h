/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* Getters for JSON from strangers: what is missing, null or of another type is absent. */
JsonObject *sl_json_get_root (JsonNode *root);
const char *sl_json_get_string (JsonObject *object, const char *name);
gboolean    sl_json_get_boolean (JsonObject *object, const char *name);
gint64      sl_json_get_integer (JsonObject *object, const char *name);
JsonObject *sl_json_get_object (JsonObject *object, const char *name);
JsonArray  *sl_json_get_array (JsonObject *object, const char *name);
guint       sl_json_get_length (JsonArray *array);
JsonObject *sl_json_get_element (JsonArray *array, guint index);
const char *sl_json_get_text_element (JsonArray *array, guint index);
gboolean    sl_json_has_member (JsonObject *object, const char *name);
gboolean    sl_json_is_null (JsonObject *object, const char *name);
char       *sl_json_dup_word (JsonObject *object, const char *name);
char      **sl_json_dup_words (JsonArray *array, const char *name);
