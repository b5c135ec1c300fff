/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "state.h"

#include <gtk/gtk.h>

void sl_state_style_set_image (GtkImage *image, SlState state);
void sl_state_style_set_class (GtkWidget *widget, SlState state);
