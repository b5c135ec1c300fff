/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan.h"
#include "provider-catalogue.h"

/**
 * SlPlanFollower:
 *
 * The plan in force: the user's own with the organisation's below it, as they stand on disk. While a file is broken its last good content stays in force,
 * and the problem says what is wrong. Owned by the engine.
 *
 * Signals: changed (): the plan, where the organisation's is, or a problem is new
 */
#define SL_TYPE_PLAN_FOLLOWER (sl_plan_follower_get_type ())
G_DECLARE_FINAL_TYPE (SlPlanFollower, sl_plan_follower, SL, PLAN_FOLLOWER, GObject)

SlPlanFollower *sl_plan_follower_new (const char *path, SlProviderCatalogue *only_loopback);
SlPlan         *sl_plan_follower_get_plan (SlPlanFollower *self);
const char     *sl_plan_follower_get_problem (SlPlanFollower *self);
const char     *sl_plan_follower_get_path (SlPlanFollower *self);
void            sl_plan_follower_reload (SlPlanFollower *self);
const char     *sl_plan_follower_get_system_problem (SlPlanFollower *self);
const char     *sl_plan_follower_get_system_path (SlPlanFollower *self);
const char     *sl_plan_follower_get_organisation_address (SlPlanFollower *self);
const char     *sl_plan_follower_get_organisation_key (SlPlanFollower *self);
