/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clock.h"
#include "organisation-watcher.h"
#include "plan-follower.h"
#include "problems.h"
#include "watcher.h"

/**
 * SlOrganisationLink:
 *
 * What the service knows of the user's organisation: it gives the organisation watcher the address,
 * the network and the accounts' trouble, tells problems, and knows by the clock whether the
 * organisation's notice is valid now. Owned by the engine; a practice has none.
 *
 * Signals: changed (): sl_organisation_link_to_variant() or the notice is new
 */
#define SL_TYPE_ORGANISATION_LINK (sl_organisation_link_get_type ())
G_DECLARE_FINAL_TYPE (SlOrganisationLink, sl_organisation_link, SL, ORGANISATION_LINK, GObject)

SlOrganisationLink    *sl_organisation_link_new (SlClock *clock, SlPlanFollower *follower, SlWatcher *watcher, SlProblems *problems);
void                   sl_organisation_link_set_trust (SlOrganisationLink *self, GTlsDatabase *trust);
void                   sl_organisation_link_set_network (SlOrganisationLink *self, SlConnectivity connectivity, gboolean is_metered);
void                   sl_organisation_link_update (SlOrganisationLink *self);
void                   sl_organisation_link_look (SlOrganisationLink *self);
void                   sl_organisation_link_stop (SlOrganisationLink *self);
SlOrganisationWatcher *sl_organisation_link_get_watcher (SlOrganisationLink *self);
const SlOrganisation  *sl_organisation_link_get_notice (SlOrganisationLink *self);
GVariant              *sl_organisation_link_to_variant (SlOrganisationLink *self);
