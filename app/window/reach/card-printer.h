/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan.h"

#include <gtk/gtk.h>

gboolean sl_card_printer_print (GtkWindow *parent, SlPlan *plan, GError **error);
gboolean sl_card_printer_save (GtkWindow *parent, SlPlan *plan, const char *path, GError **error);
