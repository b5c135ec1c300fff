/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan.h"
#include "provider-catalogue.h"

/**
 * SlPlanFollower:
 *
 * The user's plan as it stands on disk. While the file is broken the last good plan stays in force,
 * and the problem says what is wrong. Owned by the engine.
 *
 * Signals: changed (): the plan or the problem is new
 */
#define SL_TYPE_PLAN_FOLLOWER (sl_plan_follower_get_type ())
G_DECLARE_FINAL_TYPE (SlPlanFollower, sl_plan_follower, SL, PLAN_FOLLOWER, GObject)

SlPlanFollower *sl_plan_follower_new (const char *path, SlProviderCatalogue *only_loopback);
SlPlan         *sl_plan_follower_get_plan (SlPlanFollower *self);
const char     *sl_plan_follower_get_problem (SlPlanFollower *self);
const char     *sl_plan_follower_get_path (SlPlanFollower *self);
void            sl_plan_follower_reload (SlPlanFollower *self);
