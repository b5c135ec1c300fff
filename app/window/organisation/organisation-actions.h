/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

void sl_organisation_actions_install (GtkWidgetClass *widget_class);
