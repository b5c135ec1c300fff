/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* The actions of the main window that reach out of it, apart from it to keep it small. */

void sl_reach_actions_install (GtkWidgetClass *widget_class);
