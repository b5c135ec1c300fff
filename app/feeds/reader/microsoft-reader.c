/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "readers.h"

#include "feed-text.h"
#include "feed-time.h"
#include "feed-word.h"
#include "health-judge.h"
#include "json-getters.h"

#include <glib/gi18n-lib.h>

/* status.cloud.microsoft, /api/posts/…: one object (mac, ppac, azure) or a list of them
 * (m365Consumer):
 *
 *   { "Id", "Title", "Message", "Status",
 *     "AuthoredDateTime", "InternalDateTime", "LastUpdatedTime",
 *     "ServiceDisplayName", "ServiceWorkloadName" }        the last two only in the list
 *
 * The time of a healthy entry is the server's clock, that of a troubled or restored one is the
 * incident's. So the newest time of all tells whether the answer is fresh.
 *
 * An object without a service's name has one part, "mail": the only one its text can be asked
 * about.
 *
 * Source: answers of status.cloud.microsoft, undocumented; samples in tests/data/feeds/microsoft.
 */

/* Their clock moves every minute; a copy older than this comes from a broken cache. */
#define FRESH_SECONDS (30 * 60)

#define MAIL_COMPONENT "mail"

/* Written there with and without the space. */
static const SlFeedWord words[] = {
  { "Available", SL_HEALTH_OPERATIONAL },
  { "Operational", SL_HEALTH_OPERATIONAL },
  { "ServiceRestored", SL_HEALTH_OPERATIONAL },
  { "ServiceDegradation", SL_HEALTH_DEGRADED },
  { NULL },
};

static gboolean
is_entry (JsonNode *node)
{
  JsonObject *object = sl_json_get_root (node);

  return sl_json_get_string (object, "Status") != NULL
         && sl_json_get_string (object, "LastUpdatedTime") != NULL
         && sl_json_has_member (object, "Message");
}

static gboolean
recognises (GBytes *body, JsonNode *root)
{
  JsonArray *list;

  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root))
    return is_entry (root);
  list = json_node_get_array (root);
  return json_array_get_length (list) > 0 && is_entry (json_array_get_element (list, 0));
}

static gboolean
contains (const char *text, const char *pattern)
{
  return text != NULL && g_regex_match_simple (pattern, text, G_REGEX_CASELESS, 0);
}

static gboolean
names_mail (JsonObject *entry)
{
  static const char mail_pattern[] = "\\b(Exchange|Outlook|e-?mails?|mail(box(es)?)?)\\b";

  return contains (sl_json_get_string (entry, "Title"), mail_pattern)
         || contains (sl_json_get_string (entry, "Message"), mail_pattern);
}

/* There is no word for how bad it is; that people cannot get at their mail is more than a delay. */
static SlHealthState
read_state (JsonObject *entry)
{
  const char *status = sl_json_get_string (entry, "Status");
  g_auto (GStrv) parts = g_strsplit (status != NULL ? status : "", " ", -1);
  g_autofree char *word = g_strjoinv (NULL, parts);
  SlHealthState    state = sl_feed_word_lookup (words, word);

  if (state == SL_HEALTH_DEGRADED && names_mail (entry)
      && contains (sl_json_get_string (entry, "Message"), "\\bunable\\b"))
    return SL_HEALTH_PARTIAL_OUTAGE;
  return state;
}

static gint64
find_newest_time (JsonObject *entry)
{
  gint64 updated = sl_feed_time_from_text (sl_json_get_string (entry, "LastUpdatedTime"));
  gint64 refreshed = sl_feed_time_from_text (sl_json_get_string (entry, "InternalDateTime"));

  return MAX (updated, refreshed);
}

static SlHealthIncident *
read_incident (JsonObject *entry, const char *component, SlHealthState impact)
{
  const char       *id = sl_json_get_string (entry, "Id");
  g_autofree char  *title = sl_feed_text_clean (sl_json_get_string (entry, "Title"));
  g_autofree char  *text = sl_feed_text_clean (sl_json_get_string (entry, "Message"));
  SlHealthIncident *incident;

  if (title == NULL)
    title = g_strdup (text != NULL ? text : _ ("Service degradation"));
  incident = sl_health_incident_new (id != NULL ? id : "", title);
  incident->text = g_steal_pointer (&text);
  incident->phase = sl_feed_text_clean (sl_json_get_string (entry, "Status"));
  incident->impact = impact;
  incident->started = sl_feed_time_from_text (sl_json_get_string (entry, "AuthoredDateTime"));
  incident->updated = sl_feed_time_from_text (sl_json_get_string (entry, "LastUpdatedTime"));
  if (component != NULL)
    {
      g_strfreev (incident->components);
      incident->components = g_strsplit (component, "\n", 1);
    }
  return incident;
}

/* What the text does not name it does not clear either. */
static SlHealthState
read_mail_state (JsonObject *entry)
{
  SlHealthState state = read_state (entry);

  return sl_health_state_is_trouble (state) && !names_mail (entry) ? SL_HEALTH_UNKNOWN : state;
}

static void
read_component (SlHealthJudge *judge, JsonObject *entry)
{
  const char       *workload = sl_json_get_string (entry, "ServiceWorkloadName");
  const char       *display = sl_json_get_string (entry, "ServiceDisplayName");
  const char       *id = workload != NULL ? workload : display;
  g_autofree char  *name = sl_feed_text_clean (display != NULL ? display : workload);
  SlHealthComponent component = {
    .id = (char *) (id != NULL ? id : MAIL_COMPONENT),
    .name = name != NULL ? name : (char *) MAIL_COMPONENT,
    .state = id != NULL ? read_state (entry) : read_mail_state (entry),
  };

  sl_health_judge_add_component (judge, &component, NULL, sl_json_get_string (entry, "Status"));
}

static void
read_trouble (SlHealthJudge *judge, JsonObject *entry)
{
  const char *workload = sl_json_get_string (entry, "ServiceWorkloadName");
  const char *component
      = workload != NULL ? workload : sl_json_get_string (entry, "ServiceDisplayName");
  SlHealthState state = read_state (entry);

  if (!sl_health_state_is_trouble (state))
    return;
  if (component == NULL && names_mail (entry))
    component = MAIL_COMPONENT;
  sl_health_judge_add_incident (judge, read_incident (entry, component, state), NULL);
}

static SlHealth *
read_list (JsonArray *list, gint64 now, const char *const *components)
{
  g_autoptr (SlHealthJudge) judge = sl_health_judge_new (sl_microsoft_reader.platform, components);
  gint64 newest = 0;

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *entry = sl_json_get_element (list, i);

      newest = MAX (newest, find_newest_time (entry));
      if (is_entry (json_array_get_element (list, i)))
        read_component (judge, entry);
      else
        sl_health_judge_doubt (judge, _ ("The page’s answer has a shape that is not known."));
    }
  if (newest < now - FRESH_SECONDS)
    return sl_health_new_unknown (
        sl_microsoft_reader.platform,
        _ ("The page has not been refreshed for more than half an hour."));

  for (guint i = 0; i < json_array_get_length (list); i++)
    read_trouble (judge, sl_json_get_element (list, i));
  sl_health_judge_set_posted (judge, newest);
  return sl_health_judge_finish (judge);
}

/* A single troubled entry carries the incident's time alone, so that it cannot be too old. */
static SlHealth *
read_object (JsonObject *entry, gint64 now, const char *const *components)
{
  g_autoptr (SlHealthJudge) judge = sl_health_judge_new (sl_microsoft_reader.platform, components);
  gint64 newest = find_newest_time (entry);

  if (components == NULL || components[0] == NULL)
    sl_health_judge_set_page_state (judge, read_state (entry),
                                    sl_json_get_string (entry, "Status"));
  read_component (judge, entry);
  read_trouble (judge, entry);
  sl_health_judge_set_posted (judge, newest);
  if (newest < now - FRESH_SECONDS)
    sl_health_judge_doubt (judge,
                           _ ("The page has not been refreshed for more than half an hour."));
  return sl_health_judge_finish (judge);
}

static SlHealth *
read_answer (GBytes *body, JsonNode *root, gint64 now, const char *const *components)
{
  if (JSON_NODE_HOLDS_ARRAY (root))
    return read_list (json_node_get_array (root), now, components);
  return read_object (json_node_get_object (root), now, components);
}

const SlFeedReader sl_microsoft_reader = { "microsoft", recognises, read_answer };
