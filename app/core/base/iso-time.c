/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "iso-time.h"

/**
 * sl_iso_time_format:
 * @time: Unix seconds
 *
 * Returns: (transfer full) (nullable): such as "2026-09-16T09:14:00Z", or %NULL if @time is 0
 *   (unknown) or not within the years 1 to 9999
 */
char *
sl_iso_time_format (gint64 time)
{
  g_autoptr (GDateTime) moment = time != 0 ? g_date_time_new_from_unix_utc (time) : NULL;

  return moment != NULL ? g_date_time_format (moment, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

/**
 * sl_iso_time_parse:
 * @text: (nullable): ISO 8601 date and time; UTC if it names no zone
 * @time: (out): Unix seconds, set only on success
 *
 * Returns: whether @text is a moment from 1970 on
 */
gboolean
sl_iso_time_parse (const char *text, gint64 *time)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) moment = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  if (moment == NULL || g_date_time_to_unix (moment) < 0)
    return FALSE;
  *time = g_date_time_to_unix (moment);
  return TRUE;
}

/**
 * sl_iso_time_set_member:
 * @object: an object that is being written
 * @member: the member's name
 * @time: Unix seconds, 0 if unknown
 *
 * Sets the member to @time as a string, or to null if it is unknown.
 */
void
sl_iso_time_set_member (JsonObject *object, const char *member, gint64 time)
{
  g_autofree char *text = sl_iso_time_format (time);

  if (text != NULL)
    json_object_set_string_member (object, member, text);
  else
    json_object_set_null_member (object, member);
}
