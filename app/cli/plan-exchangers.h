/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan.h"
#include "provider-catalogue.h"

gboolean sl_plan_exchangers_ask (SlProviderCatalogue *catalogue, SlPlan *plan);
