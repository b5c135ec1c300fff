/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

GtkWidget  *sl_updates_row_new (GVariant *incident);
GHashTable *sl_updates_row_list_opened (GtkListBox *list);
void        sl_updates_row_open_again (GtkListBox *list, GHashTable *opened);
