/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* The actions of the main window that look after the plan as a whole: its page, its messages, its
 * repairs; apart from it to keep it small. */

void sl_repair_actions_install (GtkWidgetClass *widget_class);
