/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "health.h"

#include <gtk/gtk.h>

GtkWidget *sl_quote_row_new (const char *title, const char *subtitle, const char *url);
GtkWidget *sl_quote_row_new_for_incident (GVariant *incident);
void       sl_quote_row_add_health (GtkWidget *row, SlHealthState health);
