/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "incident-shape.h"

#include "feed-text.h"
#include "feed-time.h"
#include "json-getters.h"

#include <glib/gi18n-lib.h>

static const char *
get_text (JsonObject *object, const char *member)
{
  return member != NULL ? sl_json_get_string (object, member) : NULL;
}

/**
 * sl_incident_shape_read:
 * @shape: how the platform names the members
 * @object: an incident, or planned work
 *
 * Returns: (transfer full): it, open, of unknown impact and touching nothing yet; it always has a
 *   title
 */
SlHealthIncident *
sl_incident_shape_read (const SlIncidentShape *shape, JsonObject *object)
{
  g_autofree char  *id = shape->id != NULL ? sl_json_dup_word (object, shape->id) : NULL;
  g_autofree char  *title = sl_feed_text_clean (get_text (object, shape->title));
  SlHealthIncident *incident;

  incident = sl_health_incident_new (id != NULL ? id : "",
                                     title != NULL ? title : _ ("Service degradation"));
  incident->text = sl_feed_text_clean (get_text (object, shape->text));
  incident->phase = sl_feed_text_clean (get_text (object, shape->phase));
  incident->started = sl_feed_time_from_text (get_text (object, shape->started));
  incident->updated = sl_feed_time_from_text (get_text (object, shape->updated));
  incident->ends = sl_feed_time_from_text (get_text (object, shape->ends));
  incident->url = sl_feed_text_link (get_text (object, shape->url));
  if (incident->updated == 0)
    incident->updated = incident->started;
  return incident;
}

/**
 * sl_incident_shape_set_components:
 * @incident: an incident
 * @components: (transfer full): ids of what it touches
 */
void
sl_incident_shape_set_components (SlHealthIncident *incident, char **components)
{
  g_strfreev (incident->components);
  incident->components = components;
}

/**
 * sl_incident_shape_touch:
 * @incident: an incident
 * @component: id of something it touches, too
 */
void
sl_incident_shape_touch (SlHealthIncident *incident, const char *component)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_addv (builder, (const char **) incident->components);
  g_strv_builder_add (builder, component);
  sl_incident_shape_set_components (incident, g_strv_builder_end (builder));
}
