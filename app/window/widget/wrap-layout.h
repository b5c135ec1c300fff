/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#define SL_TYPE_WRAP_LAYOUT (sl_wrap_layout_get_type ())

G_DECLARE_FINAL_TYPE (SlWrapLayout, sl_wrap_layout, SL, WRAP_LAYOUT, GtkLayoutManager)
