/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan-store.h"
#include "watch-client.h"

#include <adwaita.h>

/**
 * SlPreferencesWindow:
 *
 * The few preferences, kept at once in GSettings, and where the organisation's plan comes from, which is
 * kept in the plan; the service follows both.
 */
#define SL_TYPE_PREFERENCES_WINDOW (sl_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (
    SlPreferencesWindow, sl_preferences_window, SL, PREFERENCES_WINDOW, AdwPreferencesWindow)

GtkWidget *sl_preferences_window_new (SlPlanStore *store, SlWatchClient *client);
