/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan-layers.h"
#include "provider-catalogue.h"

/**
 * SlPlanStore:
 *
 * The plan as the window sees it: the newest readable content of the user's file with the
 * organisation's plan below it, the reason if the user's file cannot be read, and changes that are on disk when they return: each
 * is put onto what stands in the file at that moment. Follows changes that others make to the files. A broken file is never written
 * to, and what the organisation manages is never changed.
 *
 * Signal: changed (): the plan, or the reason why there is none, changed
 */
#define SL_TYPE_PLAN_STORE (sl_plan_store_get_type ())
G_DECLARE_FINAL_TYPE (SlPlanStore, sl_plan_store, SL, PLAN_STORE, GObject)

SlPlanStore         *sl_plan_store_new (const char *path);
SlPlanStore         *sl_plan_store_new_alone (const char *path);
SlPlan              *sl_plan_store_get_plan (SlPlanStore *self);
SlPlanLayers        *sl_plan_store_get_layers (SlPlanStore *self);
SlProviderCatalogue *sl_plan_store_get_catalogue (SlPlanStore *self);
const char          *sl_plan_store_get_path (SlPlanStore *self);
const char          *sl_plan_store_get_error (SlPlanStore *self);

gboolean sl_plan_store_set_account (SlPlanStore *self, const SlAccount *account, GError **error);
gboolean sl_plan_store_set_channel (SlPlanStore *self, const SlChannel *channel, GError **error);
gboolean sl_plan_store_set_practised (SlPlanStore *self, const char *channel_id, gint64 time, GError **error);
gboolean sl_plan_store_set_organisation_source (SlPlanStore *self, const char *address, const char *key, GError **error);
gboolean sl_plan_store_remove_account (SlPlanStore *self, const char *id, GError **error);
gboolean sl_plan_store_remove_channel (SlPlanStore *self, const char *id, GError **error);
gboolean sl_plan_store_remove_pin (SlPlanStore *self, const char *account_id, const char *host, GError **error);

SlPlan  *sl_plan_store_get_own_plan (SlPlanStore *self);
SlPlan  *sl_plan_store_get_replaced_plan (SlPlanStore *self);
gboolean sl_plan_store_commit (SlPlanStore *self, SlPlan *base, SlPlan *mine, char **conflict, GError **error);
