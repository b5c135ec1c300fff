/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan-store.h"

#include <gtk/gtk.h>

/* Where the keyboard is put when the editor opens. */
typedef enum
{
  SL_CHANNEL_FIELD_ADDRESS,
  SL_CHANNEL_FIELD_PEOPLE,
  SL_CHANNEL_FIELD_PROVIDER,
} SlChannelField;

/**
 * SlChannelEditor:
 *
 * Adds a way to talk, or changes one. What is wrong is said while it is typed and never stops the
 * typing. A change is saved as soon as somebody pauses or leaves, merged into what the file holds
 * then; a new one is added by a button.
 *
 * Signal: saved (): a new one is in the plan
 */
#define SL_TYPE_CHANNEL_EDITOR (sl_channel_editor_get_type ())
G_DECLARE_FINAL_TYPE (SlChannelEditor, sl_channel_editor, SL, CHANNEL_EDITOR, GtkBox)

GtkWidget *sl_channel_editor_new (SlPlanStore *store, const char *channel_id);
void       sl_channel_editor_set_kind (SlChannelEditor *self, SlChannelKind kind);
void       sl_channel_editor_set_account (SlChannelEditor *self, const char *account_id);
void       sl_channel_editor_set_field (SlChannelEditor *self, SlChannelField field);
