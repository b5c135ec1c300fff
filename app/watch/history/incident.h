/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cause.h"
#include "state.h"

/**
 * SlIncident:
 * @id: its number in the history, 0 while it is not kept
 * @account_id: whose
 * @provider: (nullable): provider id
 * @started: when the first check failed, Unix seconds
 * @ended: when it was over, 0 while it lasts
 * @state: the state that was told last
 * @cause: the cause that was told last
 * @headline: what was told last
 * @provider_posted: when the provider's page first admitted it, 0 if it has not
 * @told: whether the user was told, so that the recovery is told as well
 *
 * One stretch of trouble of one account, from the first failure to the recovery, however often the
 * line was gone in between. A value.
 */
typedef struct
{
  gint64  id;
  char   *account_id;
  char   *provider;
  gint64  started;
  gint64  ended;
  SlState state;
  SlCause cause;
  char   *headline;
  gint64  provider_posted;
  gboolean told;
} SlIncident;

SlIncident *sl_incident_new (const char *account_id, gint64 started);
void        sl_incident_free (SlIncident *incident);
void        sl_incident_set_headline (SlIncident *incident, const char *headline);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlIncident, sl_incident_free)
