/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/**
 * SlHealthState:
 *
 * What a provider's public page says, in the order of badness; unknown is no statement at all.
 */
typedef enum
{
  SL_HEALTH_UNKNOWN,
  SL_HEALTH_OPERATIONAL,
  SL_HEALTH_MAINTENANCE,
  SL_HEALTH_DEGRADED,
  SL_HEALTH_PARTIAL_OUTAGE,
  SL_HEALTH_MAJOR_OUTAGE,
} SlHealthState;

#define SL_TYPE_HEALTH_STATE (sl_health_state_get_type ())
GType         sl_health_state_get_type (void);
const char   *sl_health_state_to_nick (SlHealthState state);
gboolean      sl_health_state_from_nick (const char *nick, SlHealthState *state);
gboolean      sl_health_state_is_trouble (SlHealthState state);

/* One part of a service on a status page. */
typedef struct
{
  char         *id;
  char         *name;
  char         *group; /* nullable */
  SlHealthState state;
} SlHealthComponent;

/* So many of an incident's updates are kept, the newest ones. */
#define SL_HEALTH_MAX_UPDATES 20

/* What they wrote once about an incident. Texts are plain, one paragraph. */
typedef struct
{
  gint64 time;  /* Unix seconds, 0 if unknown */
  char  *phase; /* nullable: their word at that time, such as "investigating" */
  char  *text;
} SlHealthUpdate;

/* One incident or maintenance. Times are Unix seconds, 0 if unknown. Texts are plain, one paragraph. */
typedef struct
{
  char         *id;
  char         *title;
  char         *text;   /* nullable: the newest update in their words */
  SlHealthState impact; /* what it does to what it touches */
  char         *phase;  /* nullable: their word, such as "investigating" */
  gboolean      open;
  gint64        started;
  gint64        updated;
  gint64        ends;       /* maintenance: planned end */
  char         *url;        /* nullable: https only */
  char        **components; /* ids, or names where the platform has no ids; never NULL */
  GPtrArray    *updates;    /* SlHealthUpdate, newest first; empty where the platform tells none */
} SlHealthIncident;

/**
 * SlHealth:
 * @platform: which kind of page it was read as, such as "statuspage"
 * @page: (nullable): the page's own name
 * @state: the verdict over the wanted components and the open incidents that touch them
 * @reason: (nullable): one sentence when @state is unknown, else %NULL
 * @posted: when they last posted, Unix seconds, 0 if unknown
 * @components: (element-type SlHealthComponent)
 * @incidents: (element-type SlHealthIncident): open ones only
 * @maintenance: (element-type SlHealthIncident): running and planned
 *
 * One reading of a provider's public health feed. Immutable once handed out.
 */
typedef struct
{
  char         *platform;
  char         *page;
  SlHealthState state;
  char         *reason;
  gint64        posted;
  GPtrArray    *components;
  GPtrArray    *incidents;
  GPtrArray    *maintenance;
} SlHealth;

SlHealth          *sl_health_new (const char *platform);
SlHealth          *sl_health_new_unknown (const char *platform, const char *reason);
SlHealth          *sl_health_ref (SlHealth *health);
void               sl_health_unref (SlHealth *health);
SlHealthComponent *sl_health_add_component (SlHealth *health, const char *id, const char *name, SlHealthState state);
SlHealthIncident  *sl_health_incident_new (const char *id, const char *title);
void               sl_health_incident_free (SlHealthIncident *incident);
void               sl_health_incident_add_update (SlHealthIncident *incident,
                                                  gint64            time,
                                                  const char       *phase,
                                                  const char       *text);
JsonObject        *sl_health_to_json (const SlHealth *health);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlHealth, sl_health_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlHealthIncident, sl_health_incident_free)
