/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check-result.h"
#include "health.h"
#include "incident.h"
#include "transition.h"

#include <gio/gio.h>

#define SL_HISTORY_DAYS 90

/**
 * SlHistory:
 *
 * Keeps what happened: checks, transitions, incidents and what the feeds said, for 90 days, in the
 * SQLite file history.db. It promises that what was added survives a killed process, that a damaged
 * file is set aside and a new one begun, and that a disk that cannot be written only costs the
 * record, never the watching. Small queries on the main thread. Owned by the watcher.
 */
#define SL_TYPE_HISTORY (sl_history_get_type ())
G_DECLARE_FINAL_TYPE (SlHistory, sl_history, SL, HISTORY, GObject)

SlHistory     *sl_history_new (const char *state_dir, gint64 now);
const char    *sl_history_get_problem (SlHistory *self);

void           sl_history_add_check (SlHistory *self, const char *account_id, const SlCheckResult *result);
void           sl_history_add_transition (SlHistory *self, const SlTransition *transition);
void           sl_history_add_feed (SlHistory      *self,
                                    const char     *provider,
                                    const char     *url,
                                    const SlHealth *health,
                                    gint64          time);
void           sl_history_save_incident (SlHistory *self, SlIncident *incident);
void           sl_history_keep (SlHistory *self, const char *name, gint64 value);
void           sl_history_expire (SlHistory *self, gint64 now);

GPtrArray     *sl_history_list_checks (SlHistory *self, const char *account_id, gint64 since, guint limit);
SlCheckResult *sl_history_find_last_signin (SlHistory *self, const char *account_id);
gint64         sl_history_get_last_success (SlHistory *self, const char *account_id);
SlIncident    *sl_history_find_open_incident (SlHistory *self, const char *account_id);
gint64         sl_history_recall (SlHistory *self, const char *name);
