/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/**
 * SlPartChooser:
 *
 * The parts of a status page, each to be chosen or not; searchable when there are many.
 */
#define SL_TYPE_PART_CHOOSER (sl_part_chooser_get_type ())
G_DECLARE_FINAL_TYPE (SlPartChooser, sl_part_chooser, SL, PART_CHOOSER, GtkBox)

void   sl_part_chooser_set_parts (SlPartChooser *self, GVariant *parts, const char *const *chosen);
char **sl_part_chooser_get_chosen (SlPartChooser *self);
