/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan-store.h"
#include "watch-client.h"

#include <gtk/gtk.h>

/**
 * SlAccountEditor:
 *
 * Adds or changes a mail account: fills in what the catalogue knows of the address, says what is
 * still missing, writes the plan and hands the password to the service.
 *
 * Signal: saved (char *account_id): the account stands in the plan
 */
#define SL_TYPE_ACCOUNT_EDITOR (sl_account_editor_get_type ())
G_DECLARE_FINAL_TYPE (SlAccountEditor, sl_account_editor, SL, ACCOUNT_EDITOR, GtkBox)

GtkWidget *
sl_account_editor_new (SlPlanStore *store, SlWatchClient *client, const char *account_id);
void       sl_account_editor_focus_instructions (SlAccountEditor *self);
