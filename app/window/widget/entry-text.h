/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

char *sl_entry_text_dup (GtkEditable *row);
void  sl_entry_text_mark (GtkEditable *row, gboolean wrong);
