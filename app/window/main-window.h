/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "page-stack.h"
#include "plan-store.h"
#include "watch-client.h"

#include <adwaita.h>

/**
 * SlMainWindow:
 *
 * The one window: a first page (welcome or overview) and the pages that are opened from it. Pages
 * ask for things by the window's actions ("win.show-account", "win.copy", …), so that none knows
 * another.
 */
#define SL_TYPE_MAIN_WINDOW (sl_main_window_get_type ())
G_DECLARE_FINAL_TYPE (SlMainWindow, sl_main_window, SL, MAIN_WINDOW, AdwApplicationWindow)

SlMainWindow *sl_main_window_new (GtkApplication *application,
                                  SlPlanStore    *store,
                                  SlWatchClient  *client,
                                  SlWatchClient  *practice);
void          sl_main_window_show_account (SlMainWindow *self, const char *account_id);
void          sl_main_window_show_fallback (SlMainWindow *self, const char *account_id);
void          sl_main_window_show_overview (SlMainWindow *self);
void          sl_main_window_show_practise (SlMainWindow *self);

/* For the window's actions */
AdwToast      *sl_main_window_tell (SlMainWindow *self, const char *sentence);
SlPlanStore   *sl_main_window_get_store (SlMainWindow *self);
SlPageStack   *sl_main_window_get_pages (SlMainWindow *self);
SlWatchClient *sl_main_window_get_client (SlMainWindow *self);
const char    *sl_main_window_get_shown_account (SlMainWindow *self);
SlWatchClient *sl_main_window_get_shown_client (SlMainWindow *self);
