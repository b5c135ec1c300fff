/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "health.h"

#include "enums.h"
#include "iso-time.h"

G_DEFINE_ENUM_TYPE (SlHealthState,
                    sl_health_state,
                    G_DEFINE_ENUM_VALUE (SL_HEALTH_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (SL_HEALTH_OPERATIONAL, "operational"),
                    G_DEFINE_ENUM_VALUE (SL_HEALTH_MAINTENANCE, "maintenance"),
                    G_DEFINE_ENUM_VALUE (SL_HEALTH_DEGRADED, "degraded"),
                    G_DEFINE_ENUM_VALUE (SL_HEALTH_PARTIAL_OUTAGE, "partial-outage"),
                    G_DEFINE_ENUM_VALUE (SL_HEALTH_MAJOR_OUTAGE, "major-outage"))

/**
 * sl_health_state_to_nick:
 * @state: a state
 *
 * Returns: (transfer none): its stable word, such as "partial-outage"
 */
const char *
sl_health_state_to_nick (SlHealthState state)
{
  return sl_enum_to_nick (SL_TYPE_HEALTH_STATE, state);
}

/**
 * sl_health_state_from_nick:
 * @nick: (nullable): a stable word
 * @state: (out): set only if the word is known
 *
 * Returns: whether @nick names a state
 */
gboolean
sl_health_state_from_nick (const char *nick, SlHealthState *state)
{
  int value;

  if (!sl_enum_from_nick (SL_TYPE_HEALTH_STATE, nick, &value))
    return FALSE;
  *state = value;
  return TRUE;
}

/**
 * sl_health_state_is_trouble:
 * @state: a state
 *
 * Returns: whether the provider admits trouble: degraded or any outage. Maintenance is announced
 *   work and unknown is no statement; neither is trouble.
 */
gboolean
sl_health_state_is_trouble (SlHealthState state)
{
  return state >= SL_HEALTH_DEGRADED;
}

static void
component_free (gpointer data)
{
  SlHealthComponent *component = data;

  g_free (component->id);
  g_free (component->name);
  g_free (component->group);
  g_free (component);
}

static void
update_free (gpointer data)
{
  SlHealthUpdate *update = data;

  g_free (update->phase);
  g_free (update->text);
  g_free (update);
}

/**
 * sl_health_incident_new:
 * @id: as the page names it
 * @title: plain text
 *
 * Returns: (transfer full): an open incident of unknown impact without components
 */
SlHealthIncident *
sl_health_incident_new (const char *id, const char *title)
{
  SlHealthIncident *incident = g_new0 (SlHealthIncident, 1);

  incident->id = g_strdup (id);
  incident->title = g_strdup (title);
  incident->open = TRUE;
  incident->components = g_new0 (char *, 1);
  incident->updates = g_ptr_array_new_with_free_func (update_free);
  return incident;
}

/**
 * sl_health_incident_add_update:
 * @incident: an incident
 * @time: when it was written, Unix seconds, 0 if unknown
 * @phase: (nullable): their word at that time
 * @text: plain text
 *
 * Adds an older update to those that are there; the caller stops at %SL_HEALTH_MAX_UPDATES.
 */
void
sl_health_incident_add_update (SlHealthIncident *incident,
                               gint64            time,
                               const char       *phase,
                               const char       *text)
{
  SlHealthUpdate *update = g_new0 (SlHealthUpdate, 1);

  update->time = time;
  update->phase = g_strdup (phase);
  update->text = g_strdup (text);
  g_ptr_array_add (incident->updates, update);
}

/**
 * sl_health_incident_free:
 * @incident: (transfer full) (nullable): an incident
 */
void
sl_health_incident_free (SlHealthIncident *incident)
{
  if (incident == NULL)
    return;
  g_free (incident->id);
  g_free (incident->title);
  g_free (incident->text);
  g_free (incident->phase);
  g_free (incident->url);
  g_strfreev (incident->components);
  g_ptr_array_unref (incident->updates);
  g_free (incident);
}

static void
clear_health (gpointer data)
{
  SlHealth *health = data;

  g_free (health->platform);
  g_free (health->page);
  g_free (health->reason);
  g_ptr_array_unref (health->components);
  g_ptr_array_unref (health->incidents);
  g_ptr_array_unref (health->maintenance);
}

/**
 * sl_health_new:
 * @platform: which kind of page it is, such as "statuspage"
 *
 * Returns: (transfer full): an empty reading of unknown state. Who read the page fills it in before
 *   handing it out.
 */
SlHealth *
sl_health_new (const char *platform)
{
  SlHealth *health = g_atomic_rc_box_new0 (SlHealth);

  health->platform = g_strdup (platform);
  health->components = g_ptr_array_new_with_free_func (component_free);
  health->incidents = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_health_incident_free);
  health->maintenance = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_health_incident_free);
  return health;
}

/**
 * sl_health_new_unknown:
 * @platform: which kind of page it was meant to be
 * @reason: one sentence why nothing can be said
 *
 * Returns: (transfer full): a reading that says nothing, and why
 */
SlHealth *
sl_health_new_unknown (const char *platform, const char *reason)
{
  SlHealth *health = sl_health_new (platform);

  health->reason = g_strdup (reason);
  return health;
}

/**
 * sl_health_ref:
 * @health: a reading
 *
 * Returns: (transfer full): @health; any thread
 */
SlHealth *
sl_health_ref (SlHealth *health)
{
  g_return_val_if_fail (health != NULL, NULL);

  return g_atomic_rc_box_acquire (health);
}

/**
 * sl_health_unref:
 * @health: (transfer full) (nullable): a reading; any thread
 */
void
sl_health_unref (SlHealth *health)
{
  if (health != NULL)
    g_atomic_rc_box_release_full (health, clear_health);
}

/**
 * sl_health_add_component:
 * @health: a reading that is being filled in
 * @id: as the page names it
 * @name: plain text
 * @state: what the page says of it
 *
 * Returns: (transfer none): the new component, to set its group
 */
SlHealthComponent *
sl_health_add_component (SlHealth *health, const char *id, const char *name, SlHealthState state)
{
  SlHealthComponent *component;

  g_return_val_if_fail (health != NULL, NULL);

  component = g_new0 (SlHealthComponent, 1);
  component->id = g_strdup (id);
  component->name = g_strdup (name);
  component->state = state;
  g_ptr_array_add (health->components, component);
  return component;
}

/* The page's words come from the network: what is not UTF-8 is replaced, never passed on. */
static void
set_text (JsonObject *object, const char *member, const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  if (valid != NULL)
    json_object_set_string_member (object, member, valid);
  else
    json_object_set_null_member (object, member);
}

static JsonArray *
components_to_json (GPtrArray *components)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < components->len; i++)
    {
      const SlHealthComponent *component = components->pdata[i];
      JsonObject              *object = json_object_new ();

      set_text (object, "id", component->id);
      set_text (object, "name", component->name);
      set_text (object, "group", component->group);
      set_text (object, "state", sl_health_state_to_nick (component->state));
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonObject *
incident_to_json (const SlHealthIncident *incident)
{
  JsonObject *object = json_object_new ();
  JsonArray  *components = json_array_new ();

  for (gsize i = 0; incident->components != NULL && incident->components[i] != NULL; i++)
    {
      g_autofree char *valid = g_utf8_make_valid (incident->components[i], -1);

      json_array_add_string_element (components, valid);
    }
  set_text (object, "id", incident->id);
  set_text (object, "title", incident->title);
  set_text (object, "state",
            incident->phase != NULL ? incident->phase
            : incident->open        ? "open"
                                    : "resolved");
  set_text (object, "impact", sl_health_state_to_nick (incident->impact));
  sl_iso_time_set_member (object, "started", incident->started);
  sl_iso_time_set_member (object, "updated", incident->updated);
  set_text (object, "url", incident->url);
  json_object_set_array_member (object, "components", components);
  return object;
}

static JsonArray *
incidents_to_json (GPtrArray *incidents, gboolean planned)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < incidents->len; i++)
    {
      const SlHealthIncident *incident = incidents->pdata[i];
      JsonObject             *object = incident_to_json (incident);

      if (planned)
        sl_iso_time_set_member (object, "ends", incident->ends);
      json_array_add_object_element (array, object);
    }
  return array;
}

/**
 * sl_health_to_json:
 * @health: a reading
 *
 * Writes the object that `stormlanternctl feed --json` prints:
 * `{"platform","page","state","components":[{"id","name","group","state"}],
 * "incidents":[{"id","title","state","impact","started","updated","url","components"}],
 * "maintenance":[the same, and "ends"],"reason"}`. Times are ISO 8601 in UTC; what is unknown is
 * null. An incident's "state" is the page's own word, else "open".
 *
 * Returns: (transfer full): the object
 */
JsonObject *
sl_health_to_json (const SlHealth *health)
{
  JsonObject *object;

  g_return_val_if_fail (health != NULL, NULL);

  object = json_object_new ();
  set_text (object, "platform", health->platform);
  set_text (object, "page", health->page);
  set_text (object, "state", sl_health_state_to_nick (health->state));
  json_object_set_array_member (object, "components", components_to_json (health->components));
  json_object_set_array_member (object, "incidents", incidents_to_json (health->incidents, FALSE));
  json_object_set_array_member (object, "maintenance",
                                incidents_to_json (health->maintenance, TRUE));
  set_text (object, "reason", health->reason);
  return object;
}
