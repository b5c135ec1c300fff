/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan-file.h"

/**
 * SlPlanLayers:
 *
 * The plan in force: the user's own file on top, below it the kept copy of what was fetched from the
 * organisation's address, below that the file that came with the computer
 * (/etc/xdg/stormlantern/plan.json). Follows all three. While a file is broken its last good content
 * stays in force and a problem says what is wrong. It fetches nothing. Owned by whoever shows or
 * watches the plan; the service, the window and the command line see the same one.
 *
 * Signal: changed (): the plan, where it comes from, or a problem is new
 */
#define SL_TYPE_PLAN_LAYERS (sl_plan_layers_get_type ())
G_DECLARE_FINAL_TYPE (SlPlanLayers, sl_plan_layers, SL, PLAN_LAYERS, GObject)

SlPlanLayers *sl_plan_layers_new (const char *own_path);
SlPlanLayers *sl_plan_layers_new_alone (const char *path);
void          sl_plan_layers_follow (SlPlanLayers *self);
void          sl_plan_layers_reload (SlPlanLayers *self);
SlPlanFile   *sl_plan_layers_get_file (SlPlanLayers *self);
SlPlan       *sl_plan_layers_get_plan (SlPlanLayers *self);
SlPlan       *sl_plan_layers_get_own (SlPlanLayers *self);
const char   *sl_plan_layers_get_problem (SlPlanLayers *self);
const char   *sl_plan_layers_get_system_problem (SlPlanLayers *self);
const char   *sl_plan_layers_get_system_path (SlPlanLayers *self);
const char   *sl_plan_layers_get_address (SlPlanLayers *self);
const char   *sl_plan_layers_get_key (SlPlanLayers *self);
char         *sl_plan_layers_find_kept_path (const char *address);
