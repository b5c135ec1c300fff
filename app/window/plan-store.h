/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan-file.h"
#include "provider-catalogue.h"

/**
 * SlPlanStore:
 *
 * The user's plan as the window sees it: the newest readable content of its file, the reason if the
 * file cannot be read, and changes that are on disk when they return. Follows changes that others
 * make to the file. A broken file is never written to.
 *
 * Signal: changed (): the plan, or the reason why there is none, changed
 */
#define SL_TYPE_PLAN_STORE (sl_plan_store_get_type ())
G_DECLARE_FINAL_TYPE (SlPlanStore, sl_plan_store, SL, PLAN_STORE, GObject)

SlPlanStore         *sl_plan_store_new (const char *path);
SlPlan              *sl_plan_store_get_plan (SlPlanStore *self);
SlProviderCatalogue *sl_plan_store_get_catalogue (SlPlanStore *self);
const char          *sl_plan_store_get_path (SlPlanStore *self);
const char          *sl_plan_store_get_error (SlPlanStore *self);

gboolean sl_plan_store_set_account (SlPlanStore *self, const SlAccount *account, GError **error);
gboolean sl_plan_store_set_channel (SlPlanStore *self, const SlChannel *channel, GError **error);
gboolean sl_plan_store_remove_account (SlPlanStore *self, const char *id, GError **error);
gboolean sl_plan_store_remove_channel (SlPlanStore *self, const char *id, GError **error);
gboolean sl_plan_store_undo_removal (SlPlanStore *self, GError **error);
