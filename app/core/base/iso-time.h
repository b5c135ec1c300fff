/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* Moments are Unix seconds inside the program, 0 if unknown, and ISO 8601 in UTC in every file and
 * every --json, so that people can read them. */

char    *sl_iso_time_format (gint64 time);
gboolean sl_iso_time_parse (const char *text, gint64 *time);
void     sl_iso_time_set_member (JsonObject *object, const char *member, gint64 time);
