/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan-import.h"
#include "plan-store.h"

#include <gtk/gtk.h>

/**
 * SlImportPage:
 *
 * What importing a plan would add and change, before it does. Nothing is written before the user says
 * so; nothing of the user's is removed then.
 *
 * Signals: imported (): it is on disk; see sl_plan_actions_offer_undo(). failed (char *sentence): why
 * it is not
 */
#define SL_TYPE_IMPORT_PAGE (sl_import_page_get_type ())
G_DECLARE_FINAL_TYPE (SlImportPage, sl_import_page, SL, IMPORT_PAGE, GtkBox)

GtkWidget *sl_import_page_new (SlPlanStore *store, SlPlanImport *import, const char *name);
