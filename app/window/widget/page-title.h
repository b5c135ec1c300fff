/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/**
 * SlPageTitle:
 *
 * A page's title and subtitle in its header bar. Unlike those of AdwWindowTitle they begin a second
 * line before they are cut: the buttons of a narrow window leave them little room.
 */
#define SL_TYPE_PAGE_TITLE (sl_page_title_get_type ())
G_DECLARE_FINAL_TYPE (SlPageTitle, sl_page_title, SL, PAGE_TITLE, GtkWidget)

void sl_page_title_set_title (SlPageTitle *self, const char *title);
void sl_page_title_set_subtitle (SlPageTitle *self, const char *subtitle);
