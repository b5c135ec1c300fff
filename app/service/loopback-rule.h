/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan.h"
#include "provider-catalogue.h"

gboolean sl_loopback_rule_allows_address (const char *address);
gboolean sl_loopback_rule_allows (SlPlan *plan, SlProviderCatalogue *catalogue);
