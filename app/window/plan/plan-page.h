/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan-store.h"

#include <gtk/gtk.h>

/**
 * SlPlanPage:
 *
 * The backup plan as a whole, to be looked after: its weak spots with their repairs, the accounts and
 * the other ways to talk in the user's order, the messages. Each change is saved at once.
 *
 * Signal: message (char *sentence): what came of a change, for a passing notice
 */
#define SL_TYPE_PLAN_PAGE (sl_plan_page_get_type ())
G_DECLARE_FINAL_TYPE (SlPlanPage, sl_plan_page, SL, PLAN_PAGE, GtkBox)

GtkWidget *sl_plan_page_new (SlPlanStore *store);
