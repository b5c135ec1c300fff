/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/**
 * SlJsonFields:
 * @object: the object that is read
 * @place: where it stands in the file, such as "accounts[2]"; empty for the top
 * @domain: error domain of the caller
 * @code: error code of the caller for a wrong value
 *
 * Reads the members of a JSON object that somebody may have typed by hand. Each read function
 * leaves its result at its default when the member is absent or null, and fails with one sentence
 * that names the place when the member has the wrong type or shape.
 */
typedef struct
{
  JsonObject *object;
  const char *place;
  GQuark      domain;
  int         code;
} SlJsonFields;

gboolean    sl_json_fields_read_line (const SlJsonFields *self, const char *name, char **value, GError **error);
gboolean    sl_json_fields_read_text (const SlJsonFields *self, const char *name, char **value, GError **error);
gboolean    sl_json_fields_read_lines (const SlJsonFields *self, const char *name, char ***value, GError **error);
gboolean    sl_json_fields_read_boolean (const SlJsonFields *self, const char *name, gboolean *value, GError **error);
gboolean    sl_json_fields_read_time (const SlJsonFields *self, const char *name, gint64 *value, GError **error);
gboolean    sl_json_fields_read_array (const SlJsonFields *self, const char *name, JsonArray **value, GError **error);
gboolean    sl_json_fields_read_object (const SlJsonFields *self, const char *name, JsonObject **value, GError **error);
JsonObject *sl_json_fields_find_unknown (const SlJsonFields *self, const char *const *known);
gboolean    sl_json_fields_fail (const SlJsonFields *self, const char *name, GError **error, const char *format, ...) G_GNUC_PRINTF (4, 5);

gboolean    sl_json_line_is_valid (const char *text);
gboolean    sl_json_text_is_valid (const char *text);
