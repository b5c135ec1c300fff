/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine.h"
#include "watch-dbus.h"

/**
 * SlServicePlanCalls:
 *
 * Answers FetchPlan: fetches a plan from an address that somebody typed, for the window, which has
 * no network of its own. A few at a time; each ends with its caller. Owned by the service.
 */
#define SL_TYPE_SERVICE_PLAN_CALLS (sl_service_plan_calls_get_type ())
G_DECLARE_FINAL_TYPE (SlServicePlanCalls, sl_service_plan_calls, SL, SERVICE_PLAN_CALLS, GObject)

SlServicePlanCalls *sl_service_plan_calls_new (SlDBusWatch *skeleton, SlEngine *engine);
