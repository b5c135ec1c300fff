/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "status-format.h"

#include "moment-words.h"
#include "organisation-format.h"
#include "state.h"
#include "traffic-words.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

static const char *
lookup_string (GVariant *dict, const char *key)
{
  const char *text = NULL;

  g_variant_lookup (dict, key, "&s", &text);
  return text != NULL ? text : "";
}

static const char *
get_state_label (const char *nick)
{
  SlState state;

  return sl_state_from_nick (nick, &state) ? sl_state_get_label (state) : nick;
}

static void
append_account (GString *text, GVariant *account)
{
  const char *advice = lookup_string (account, "advice");
  const char *label = get_state_label (lookup_string (account, "state"));
  gint64      since = 0;

  g_variant_lookup (account, "since", "x", &since);
  if (since > 0)
    {
      g_autofree char *moment = sl_moment_to_words (since, g_get_real_time () / G_USEC_PER_SEC);

      g_string_append_c (text, '\n');
      /* Translators: an account's name, its state such as "Outage", a time such as "09:02" */
      g_string_append_printf (text, _ ("%s: %s since %s"), lookup_string (account, "name"), label,
                              moment);
      g_string_append_c (text, '\n');
    }
  else
    g_string_append_printf (text, "\n%s: %s\n", lookup_string (account, "name"), label);
  g_string_append_printf (text, "    %s\n", lookup_string (account, "headline"));
  if (*advice != '\0')
    g_string_append_printf (text, "    %s\n", advice);
}

static void
append_problems (GString *text, GVariant *problems)
{
  GVariantIter iter;
  const char  *key;
  const char  *sentence;
  gboolean     first = TRUE;

  g_variant_iter_init (&iter, problems);
  while (g_variant_iter_next (&iter, "{&s&s}", &key, &sentence))
    {
      if (first)
        g_string_append_printf (text, "\n%s\n", _ ("The service has to do without:"));
      first = FALSE;
      g_string_append_printf (text, "    %s\n", sentence);
    }
}

static void
append_feed_bytes (GString *text, GVariant *bytes)
{
  g_autofree char *sentence = bytes != NULL ? sl_traffic_to_words (bytes) : NULL;

  if (sentence != NULL)
    g_string_append_printf (text, "\n%s\n", sentence);
}

/**
 * sl_status_format_text:
 * @service: the service
 *
 * Returns: (transfer full): its status for people, several lines, the last one ended
 */
char *
sl_status_format_text (SlDBusWatch *service)
{
  GString  *text = g_string_new (NULL);
  GVariant *accounts = sl_dbus_watch_get_accounts (service);
  GVariant *problems = sl_dbus_watch_get_problems (service);
  gsize     length = accounts != NULL ? g_variant_n_children (accounts) : 0;

  sl_organisation_format_notice (text, sl_dbus_watch_get_organisation (service));
  g_string_append_printf (text, "%s\n", sl_dbus_watch_get_headline (service));
  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (GVariant) account = g_variant_get_child_value (accounts, i);

      append_account (text, account);
    }
  sl_organisation_format_source (text, sl_dbus_watch_get_organisation (service));
  if (problems != NULL)
    append_problems (text, problems);
  append_feed_bytes (text, sl_dbus_watch_get_feed_bytes (service));
  return g_string_free (text, FALSE);
}

static JsonNode *convert_to_json (GVariant *value);

/* D-Bus members are hyphenated, as in the interface; members of --json are underscored throughout.
 */
static JsonNode *
convert_dict (GVariant *dict)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (gsize i = 0; i < g_variant_n_children (dict); i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (dict, i);
      g_autoptr (GVariant) key = g_variant_get_child_value (entry, 0);
      g_autoptr (GVariant) value = g_variant_get_child_value (entry, 1);
      g_autofree char *name = g_variant_dup_string (key, NULL);

      json_object_set_member (object, g_strdelimit (name, "-", '_'), convert_to_json (value));
    }
  json_node_set_object (node, object);
  return node;
}

static JsonNode *
convert_array (GVariant *array)
{
  g_autoptr (JsonArray) elements = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (gsize i = 0; i < g_variant_n_children (array); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (array, i);

      json_array_add_element (elements, convert_to_json (child));
    }
  json_node_set_array (node, elements);
  return node;
}

static JsonNode *
convert_to_json (GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARIANT))
    {
      g_autoptr (GVariant) inner = g_variant_get_variant (value);

      return convert_to_json (inner);
    }
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_DICTIONARY))
    return convert_dict (value);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_ARRAY))
    return convert_array (value);
  return json_gvariant_serialize (value);
}

static void
set_variant (JsonObject *object, const char *name, GVariant *value)
{
  if (value != NULL)
    json_object_set_member (object, name, convert_to_json (value));
}

static void
set_feed_bytes (JsonObject *object, GVariant *bytes)
{
  guint64 today, yesterday;

  if (bytes == NULL)
    return;
  g_variant_get (bytes, "(tt)", &today, &yesterday);
  json_object_set_int_member (object, "feed_bytes_today", (gint64) today);
  json_object_set_int_member (object, "feed_bytes_yesterday", (gint64) yesterday);
}

static char *
print_object (JsonObject *object, gboolean pretty)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_set_object (node, object);
  text = json_to_string (node, pretty);
  return g_strconcat (text, "\n", NULL);
}

/**
 * sl_status_format_json:
 * @service: the service
 *
 * One JSON object on one line: "state", "headline", "paused_until", "practice", "version",
 * "plan_path", "problems", "drills", "feed_bytes_today", "feed_bytes_yesterday" (received by
 * reading status pages), "organisation", "accounts" and "channel_feeds" as in the D-Bus interface,
 * with underscores for hyphens.
 *
 * Returns: (transfer full): the line with its end
 */
char *
sl_status_format_json (SlDBusWatch *service)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "state", sl_dbus_watch_get_state (service));
  json_object_set_string_member (object, "headline", sl_dbus_watch_get_headline (service));
  json_object_set_int_member (object, "paused_until", sl_dbus_watch_get_paused_until (service));
  json_object_set_boolean_member (object, "practice", sl_dbus_watch_get_practice (service));
  json_object_set_string_member (object, "version", sl_dbus_watch_get_version (service));
  json_object_set_string_member (object, "plan_path", sl_dbus_watch_get_plan_path (service));
  set_variant (object, "problems", sl_dbus_watch_get_problems (service));
  set_variant (object, "drills", sl_dbus_watch_get_drills (service));
  set_feed_bytes (object, sl_dbus_watch_get_feed_bytes (service));
  set_variant (object, "organisation", sl_dbus_watch_get_organisation (service));
  set_variant (object, "accounts", sl_dbus_watch_get_accounts (service));
  set_variant (object, "channel_feeds", sl_dbus_watch_get_channel_feeds (service));
  return print_object (object, FALSE);
}

/**
 * sl_status_format_waybar:
 * @service: the service
 *
 * One JSON object on one line as Waybar's custom module reads it: "text" (the state's label), "alt"
 * and "class" (the state's stable word) and "tooltip" (markup).
 *
 * Source: waybar-custom(5), RETURN-TYPE.
 *
 * Returns: (transfer full): the line with its end
 */
char *
sl_status_format_waybar (SlDBusWatch *service)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *plain = sl_status_format_text (service);
  g_autofree char *tooltip = g_markup_escape_text (g_strchomp (plain), -1);
  const char      *state = sl_dbus_watch_get_state (service);

  json_object_set_string_member (object, "text", get_state_label (state));
  json_object_set_string_member (object, "alt", state);
  json_object_set_string_member (object, "class", state);
  json_object_set_string_member (object, "tooltip", tooltip);
  return print_object (object, FALSE);
}
