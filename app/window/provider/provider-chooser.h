/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan-store.h"
#include "watch-client.h"

#include <gtk/gtk.h>

/**
 * SlProviderChooser:
 *
 * Lets the user choose a provider to be watched without an account: by its door and its status
 * page.
 *
 * Signals: saved (char *account_id): it stands in the plan · message (char *sentence): why it does
 * not
 */
#define SL_TYPE_PROVIDER_CHOOSER (sl_provider_chooser_get_type ())
G_DECLARE_FINAL_TYPE (SlProviderChooser, sl_provider_chooser, SL, PROVIDER_CHOOSER, GtkBox)

GtkWidget *sl_provider_chooser_new (SlPlanStore *store, SlWatchClient *client);
