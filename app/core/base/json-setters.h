/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* Setters for members that may be unknown. */
void sl_json_set_text (JsonObject *object, const char *member, const char *text);
void sl_json_set_known_text (JsonObject *object, const char *member, const char *text);
void sl_json_set_texts (JsonObject *object, const char *member, char **texts);
