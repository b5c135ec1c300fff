/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan-store.h"
#include "watch-client.h"

#include <adwaita.h>

/**
 * SlOrganisationGroup:
 *
 * Where the plan of the user's organisation comes from, and how it stands: its address, which is
 * checked as one types, when it was fetched, who signed it, and the plan that came with the
 * computer. Owned by the preferences.
 */
#define SL_TYPE_ORGANISATION_GROUP (sl_organisation_group_get_type ())
G_DECLARE_FINAL_TYPE (SlOrganisationGroup, sl_organisation_group, SL, ORGANISATION_GROUP, AdwPreferencesGroup)

void sl_organisation_group_follow (SlOrganisationGroup *self, SlPlanStore *store, SlWatchClient *client);
