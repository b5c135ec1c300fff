/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan-store.h"

#include <gtk/gtk.h>

/**
 * SlChannelEditor:
 *
 * Adds or changes another way to talk; says on which provider it depends, because a way that fails
 * together with the mail helps nobody.
 *
 * Signal: saved (): the channel stands in the plan
 */
#define SL_TYPE_CHANNEL_EDITOR (sl_channel_editor_get_type ())
G_DECLARE_FINAL_TYPE (SlChannelEditor, sl_channel_editor, SL, CHANNEL_EDITOR, GtkBox)

GtkWidget *sl_channel_editor_new (SlPlanStore *store, const char *channel_id);
