/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clock.h"
#include "feed-backend.h"
#include "organisation-state.h"

#define SL_ORGANISATION_INTERVAL_MS (60 * 60 * 1000)
/* In trouble a notice is worth the most. An unchanged plan costs one line. */
#define SL_ORGANISATION_TROUBLE_MS (10 * 60 * 1000)
/* Many computers notice the same outage in the same minute. */
#define SL_ORGANISATION_SPREAD_MS (60 * 1000)

/**
 * SlOrganisationWatcher:
 *
 * Fetches the plan of the user's organisation from its address and keeps the last good one where
 * SlPlanLayers finds it, also without network. What is no plan, or not signed as it must be, is not
 * taken, and the state says so. Between two attempts nothing wakes up. Owned by the engine.
 *
 * Signals: changed (): the state is new
 */
#define SL_TYPE_ORGANISATION_WATCHER (sl_organisation_watcher_get_type ())
G_DECLARE_FINAL_TYPE (SlOrganisationWatcher, sl_organisation_watcher, SL, ORGANISATION_WATCHER, GObject)

SlOrganisationWatcher *sl_organisation_watcher_new (SlClock *clock, const SlFeedBackend *backend);
void sl_organisation_watcher_set_source (SlOrganisationWatcher *self, const char *address, const char *key);
void sl_organisation_watcher_set_online (SlOrganisationWatcher *self, gboolean is_online);
void sl_organisation_watcher_set_metered (SlOrganisationWatcher *self, gboolean is_metered);
void sl_organisation_watcher_set_trouble (SlOrganisationWatcher *self, gboolean is_trouble);
void sl_organisation_watcher_refresh (SlOrganisationWatcher *self);
void sl_organisation_watcher_forget_key (SlOrganisationWatcher *self);
void sl_organisation_watcher_stop (SlOrganisationWatcher *self);
const SlOrganisationState *sl_organisation_watcher_get_state (SlOrganisationWatcher *self);
