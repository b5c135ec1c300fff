/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account-item.h"

#include <adwaita.h>

/**
 * SlAccountRow:
 *
 * One account in the overview: its shape and word, its sentence and since when. Activating it shows
 * what to do. Follows its item.
 */
#define SL_TYPE_ACCOUNT_ROW (sl_account_row_get_type ())
G_DECLARE_FINAL_TYPE (SlAccountRow, sl_account_row, SL, ACCOUNT_ROW, AdwActionRow)

GtkWidget *sl_account_row_new (SlAccountItem *item);
