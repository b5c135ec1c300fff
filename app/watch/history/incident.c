/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "incident.h"

/**
 * sl_incident_new:
 * @account_id: whose
 * @started: when the first check failed, Unix seconds
 *
 * Returns: (transfer full): an open incident that nobody was told of
 */
SlIncident *
sl_incident_new (const char *account_id, gint64 started)
{
  SlIncident *incident = g_new0 (SlIncident, 1);

  incident->account_id = g_strdup (account_id);
  incident->started = started;
  incident->cause = SL_CAUSE_UNKNOWN;
  incident->headline = g_strdup ("");
  return incident;
}

/**
 * sl_incident_free:
 * @incident: (transfer full) (nullable): an incident
 */
void
sl_incident_free (SlIncident *incident)
{
  if (incident == NULL)
    return;
  g_free (incident->account_id);
  g_free (incident->provider);
  g_free (incident->headline);
  g_free (incident);
}

/**
 * sl_incident_set_headline:
 * @incident: an incident
 * @headline: what is told now
 */
void
sl_incident_set_headline (SlIncident *incident, const char *headline)
{
  if (g_strcmp0 (incident->headline, headline) == 0)
    return;
  g_free (incident->headline);
  incident->headline = g_strdup (headline);
}
