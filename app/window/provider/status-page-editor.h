/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan-store.h"
#include "watch-client.h"

#include <gtk/gtk.h>

/**
 * SlStatusPageEditor:
 *
 * Lets the user watch any status page: takes an address, lets the service find out what is there,
 * shows its parts to choose from, and keeps it as a provider file of the user's own and an account
 * without a password. Changes such a page later, too.
 *
 * Signals: saved (char *account_id): it stands in the plan
 */
#define SL_TYPE_STATUS_PAGE_EDITOR (sl_status_page_editor_get_type ())
G_DECLARE_FINAL_TYPE (SlStatusPageEditor, sl_status_page_editor, SL, STATUS_PAGE_EDITOR, GtkBox)

GtkWidget *
sl_status_page_editor_new (SlPlanStore *store, SlWatchClient *client, const char *account_id);
gboolean sl_status_page_editor_can_edit (SlPlanStore *store, const char *account_id);
