/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/**
 * SlPageStack:
 *
 * The way the user came, from the first page to the shown one, over a leaflet that draws it. Pages
 * that are done with are removed only when the leaflet has come to rest: it must not lose a page
 * that still slides in or out. The window owns it and the leaflet.
 */
#define SL_TYPE_PAGE_STACK (sl_page_stack_get_type ())
G_DECLARE_FINAL_TYPE (SlPageStack, sl_page_stack, SL, PAGE_STACK, GObject)

SlPageStack *sl_page_stack_new (AdwLeaflet *leaflet, GtkWidget *first);
GtkWidget   *sl_page_stack_get_page (SlPageStack *self);
void         sl_page_stack_push (SlPageStack *self, GtkWidget *page);
void         sl_page_stack_replace (SlPageStack *self, GtkWidget *page);
void         sl_page_stack_restart (SlPageStack *self, GtkWidget *page);
void         sl_page_stack_go_back (SlPageStack *self);
