/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#define SL_JSON_MAX_DEPTH                                                                          \
  64 /* json-glib recurses; deeper than this nobody types and no feed sends */

gboolean  sl_json_depth_is_within (const char *data, gsize length, guint max_depth);
JsonNode *sl_json_parse (const char *data, gssize length, GError **error);
