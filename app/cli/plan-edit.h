/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan.h"
#include "provider-catalogue.h"

/* What add-account and add-channel put into a plan. */

char *sl_plan_edit_add_account (SlPlan *plan, SlProviderCatalogue *catalogue, const char *address, const char *uri, const char *name, GError **error);
gboolean sl_plan_edit_set_online_account (SlPlan     *plan,
                                          const char *account_id,
                                          const char *online_account,
                                          GError    **error);
char *sl_plan_edit_add_channel (SlPlan *plan, const char *name, const char *address, const char *kind, const char *instructions, GError **error);
