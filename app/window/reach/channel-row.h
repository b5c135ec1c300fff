/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "suggestion.h"

#include <gtk/gtk.h>

/**
 * SlChannelRow:
 *
 * One agreed other way to talk, ready to be used: open it, copy its address, note that people were
 * reached. Says why if it stands behind the others.
 */
#define SL_TYPE_CHANNEL_ROW (sl_channel_row_get_type ())
G_DECLARE_FINAL_TYPE (SlChannelRow, sl_channel_row, SL, CHANNEL_ROW, GtkListBoxRow)

GtkWidget *sl_channel_row_new (const SlChannel *channel, const char *reason, gboolean offers_messages);
gboolean   sl_channel_row_focus_button (SlChannelRow *self);
