/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* How many values one answer may hold. The longest page seen (470 components) holds about 7,000;
 * each costs the parser about 100 bytes. */
#define SL_JSON_GUARD_MAX_VALUES 200000

gboolean  sl_json_guard_check (const char *text, gsize length, GError **error);
JsonNode *sl_json_guard_parse (const char *text, gsize length, GError **error);
