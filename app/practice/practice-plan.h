/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan.h"
#include "provider-catalogue.h"

#define SL_PRACTICE_PROVIDER_ID "practice"

SlPlan              *sl_practice_plan_load_practised (const char *own_path, const char *no_path);
SlPlan              *sl_practice_plan_new (guint16 mail_port, SlPlan *practised, GError **error);
SlProviderCatalogue *sl_practice_catalogue_new (const char *feed_url, GError **error);
