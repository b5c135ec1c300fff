/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan-store.h"
#include "watch-client.h"

#include <gtk/gtk.h>

/**
 * SlOverviewPage:
 *
 * The lantern's state in one sentence, a row per account and the agreed other ways to talk. Shows
 * the plan's accounts even while the service is absent.
 */
#define SL_TYPE_OVERVIEW_PAGE (sl_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (SlOverviewPage, sl_overview_page, SL, OVERVIEW_PAGE, GtkBox)

GtkWidget *sl_overview_page_new (SlPlanStore *store, SlWatchClient *client);
