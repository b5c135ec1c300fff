/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "health.h"

/**
 * SlIncidentUpdates:
 *
 * Collects what was written about one incident, in whatever order the page lists it, and keeps the
 * newest %SL_HEALTH_MAX_UPDATES. Only those are cleaned: an incident may have hundreds.
 */
typedef struct _SlIncidentUpdates SlIncidentUpdates;

SlIncidentUpdates *sl_incident_updates_new (const char *section);
void               sl_incident_updates_free (SlIncidentUpdates *updates);
void               sl_incident_updates_add (SlIncidentUpdates *updates, gint64 time, const char *phase, const char *text);
void               sl_incident_updates_give (SlIncidentUpdates *updates, SlHealthIncident *incident);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlIncidentUpdates, sl_incident_updates_free)
