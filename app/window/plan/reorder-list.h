/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/**
 * SlReorderList:
 *
 * A list whose rows the user puts into an order, by dragging a row's handle or with Alt+Up and
 * Alt+Down on the keyboard. It changes nothing itself: it asks for the move, and whoever owns it
 * fills it anew. What was moved is said in words below the list, which a screen reader announces,
 * and keeps the keyboard's focus.
 *
 * Signal: moved (char *id, guint position): the row shall stand at this place, counted from 0
 */
#define SL_TYPE_REORDER_LIST (sl_reorder_list_get_type ())
G_DECLARE_FINAL_TYPE (SlReorderList, sl_reorder_list, SL, REORDER_LIST, GtkBox)

void sl_reorder_list_clear (SlReorderList *self);
void sl_reorder_list_append (SlReorderList *self, AdwActionRow *row, const char *id);
void sl_reorder_list_append_fixed (SlReorderList *self, GtkWidget *row);
void sl_reorder_list_set_label (SlReorderList *self, const char *label);
