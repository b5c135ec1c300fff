/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "health.h"

/**
 * SlIncidentShape:
 *
 * How one platform names the members of an incident or of planned work; %NULL where it has none.
 * Times are texts of any form that sl_feed_time_from_text() knows.
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *text;
  const char *phase;
  const char *started;
  const char *updated;
  const char *ends;
  const char *url;
} SlIncidentShape;

SlHealthIncident *sl_incident_shape_read (const SlIncidentShape *shape, JsonObject *object);
void              sl_incident_shape_set_components (SlHealthIncident *incident, char **components);
void              sl_incident_shape_touch (SlHealthIncident *incident, const char *component);
