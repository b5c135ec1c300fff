/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "readers.h"

#include "feed-text.h"
#include "feed-time.h"
#include "feed-word.h"
#include "health-judge.h"
#include "json-getters.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* https://www.apple.com/support/systemstatus/data/system_status_en_US.js, JSON or
 * jsonCallback({…}):
 *
 *   { "services": [ { "serviceName", "redirectUrl",
 *       "events": [ { "messageId", "statusType", "message", "usersAffected", "eventStatus",
 *                     "epochStartDate", "epochEndDate",             milliseconds, the end null
 * while open "affectedServices": null, a list or one text } ] } ] }
 *
 * Past events stay listed for days, planned ones are listed beforehand: only "ongoing" is now. The
 * parts have no ids; their names serve.
 *
 * Source: https://www.apple.com/support/systemstatus/; samples in tests/data/feeds/apple. */

static const SlFeedWord status_types[] = {
  { "Available", SL_HEALTH_OPERATIONAL }, { "Maintenance", SL_HEALTH_MAINTENANCE },
  { "Issue", SL_HEALTH_DEGRADED },        { "Performance", SL_HEALTH_DEGRADED },
  { "Outage", SL_HEALTH_MAJOR_OUTAGE },   { NULL },
};

typedef enum
{
  PHASE_UNKNOWN,
  PHASE_PAST,
  PHASE_ONGOING,
  PHASE_UPCOMING,
} Phase;

static gboolean
recognises (GBytes *body, JsonNode *root)
{
  JsonArray *services = sl_json_get_array (sl_json_get_root (root), "services");

  return sl_json_get_length (services) > 0
         && sl_json_get_string (sl_json_get_element (services, 0), "serviceName") != NULL;
}

static Phase
read_phase (JsonObject *event)
{
  static const struct
  {
    const char *word;
    Phase       phase;
  } phases[] = {
    { "ongoing", PHASE_ONGOING },
    { "resolved", PHASE_PAST },
    { "completed", PHASE_PAST },
    { "upcoming", PHASE_UPCOMING },
  };
  const char *word = sl_json_get_string (event, "eventStatus");

  for (gsize i = 0; word != NULL && i < G_N_ELEMENTS (phases); i++)
    {
      if (g_ascii_strcasecmp (word, phases[i].word) == 0)
        return phases[i].phase;
    }
  return PHASE_UNKNOWN;
}

static SlHealthState
read_impact (JsonObject *event)
{
  const char      *users = sl_json_get_string (event, "usersAffected");
  g_autofree char *folded = users != NULL ? g_ascii_strdown (users, -1) : g_strdup ("");
  SlHealthState    state
      = sl_feed_word_lookup (status_types, sl_json_get_string (event, "statusType"));

  if (state == SL_HEALTH_MAJOR_OUTAGE && strstr (folded, "some users") != NULL)
    return SL_HEALTH_PARTIAL_OUTAGE;
  return state;
}

/* What an event makes of its service now; operational if it is past or planned. */
static SlHealthState
read_present_impact (JsonObject *event)
{
  Phase phase = read_phase (event);

  if (phase == PHASE_PAST || phase == PHASE_UPCOMING)
    return SL_HEALTH_OPERATIONAL;
  return phase == PHASE_ONGOING ? read_impact (event) : SL_HEALTH_UNKNOWN;
}

static const char *
get_deciding_word (JsonObject *event)
{
  return sl_json_get_string (event,
                             read_phase (event) == PHASE_UNKNOWN ? "eventStatus" : "statusType");
}

static void
read_service (SlHealthJudge *judge, JsonObject *service)
{
  JsonArray        *events = sl_health_judge_take_list (judge, service, "events");
  const char       *id = sl_json_get_string (service, "serviceName");
  g_autofree char  *name = sl_feed_text_clean (id);
  const char       *unknown_word = NULL;
  SlHealthComponent component = { .id = (char *) id, .name = name, .state = SL_HEALTH_OPERATIONAL };
  gboolean          unknown = sl_json_get_array (service, "events") == NULL;

  if (name == NULL)
    return;
  for (guint i = 0; i < sl_json_get_length (events); i++)
    {
      JsonObject   *event = sl_json_get_element (events, i);
      SlHealthState impact = read_present_impact (event);

      component.state = MAX (component.state, impact);
      if (impact == SL_HEALTH_UNKNOWN)
        {
          unknown = TRUE;
          unknown_word = get_deciding_word (event);
        }
    }
  if (unknown && !sl_health_state_is_trouble (component.state))
    component.state = SL_HEALTH_UNKNOWN;
  sl_health_judge_add_component (judge, &component, NULL, unknown_word);
}

static char **
read_affected (JsonObject *event, const char *service)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  JsonArray  *list = sl_json_get_array (event, "affectedServices");
  const char *only = sl_json_get_string (event, "affectedServices");

  g_strv_builder_add (names, service);
  for (guint i = 0; i < sl_json_get_length (list); i++)
    {
      const char *name = sl_json_get_text_element (list, i);

      if (name != NULL && *name != '\0' && !g_str_equal (name, service))
        g_strv_builder_add (names, name);
    }
  if (only != NULL && !g_str_equal (only, service))
    g_strv_builder_add (names, only);
  return g_strv_builder_end (names);
}

static SlHealthIncident *
read_event (JsonObject *event, const char *service)
{
  const char       *id = sl_json_get_string (event, "messageId");
  const char       *type = sl_json_get_string (event, "statusType");
  g_autofree char  *title = g_strdup_printf ("%s: %s", service, type != NULL ? type : "?");
  g_autofree char  *clean = sl_feed_text_clean (title);
  SlHealthIncident *incident = sl_health_incident_new (id != NULL ? id : "", clean);

  incident->text = sl_feed_text_clean (sl_json_get_string (event, "message"));
  incident->phase = sl_feed_text_clean (sl_json_get_string (event, "eventStatus"));
  incident->impact = read_impact (event);
  incident->started
      = sl_feed_time_from_milliseconds (sl_json_get_integer (event, "epochStartDate"));
  incident->ends = sl_feed_time_from_milliseconds (sl_json_get_integer (event, "epochEndDate"));
  incident->updated = incident->started;
  g_strfreev (incident->components);
  incident->components = read_affected (event, service);
  return incident;
}

static void
hear_event (SlHealthJudge *judge, JsonObject *event, const char *service)
{
  SlHealthState impact = read_impact (event);
  Phase         phase = read_phase (event);

  if (phase == PHASE_ONGOING && impact != SL_HEALTH_MAINTENANCE && impact != SL_HEALTH_OPERATIONAL)
    sl_health_judge_add_incident (judge, read_event (event, service),
                                  sl_json_get_string (event, "statusType"));
  else if (phase == PHASE_UPCOMING || (phase == PHASE_ONGOING && impact == SL_HEALTH_MAINTENANCE))
    {
      SlHealthIncident *maintenance = read_event (event, service);

      maintenance->open = phase == PHASE_ONGOING;
      sl_health_judge_add_maintenance (judge, maintenance);
    }
}

/* One event stands under every service it touches, each time with the same id. */
static void
read_events (SlHealthJudge *judge, JsonObject *service, GHashTable *seen)
{
  JsonArray  *events = sl_health_judge_take_list (judge, service, "events");
  const char *name = sl_json_get_string (service, "serviceName");

  for (guint i = 0; name != NULL && i < sl_json_get_length (events); i++)
    {
      JsonObject *event = sl_json_get_element (events, i);
      const char *id = sl_json_get_string (event, "messageId");

      if (id == NULL || g_hash_table_add (seen, (char *) id))
        hear_event (judge, event, name);
    }
}

static SlHealth *
read_answer (GBytes *body, JsonNode *root, gint64 now, const char *const *components)
{
  g_autoptr (SlHealthJudge) judge = sl_health_judge_new (sl_apple_reader.platform, components);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *services = sl_health_judge_take_list (judge, json_node_get_object (root), "services");

  sl_health_judge_set_page_name (judge, "Apple");
  for (guint i = 0; i < sl_json_get_length (services); i++)
    read_service (judge, sl_json_get_element (services, i));
  for (guint i = 0; i < sl_json_get_length (services); i++)
    read_events (judge, sl_json_get_element (services, i), seen);
  return sl_health_judge_finish (judge);
}

const SlFeedReader sl_apple_reader = { "apple", recognises, read_answer };
