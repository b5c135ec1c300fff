/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan-store.h"

#include <gtk/gtk.h>

/**
 * SlTemplateEditor:
 *
 * Changes a message of the plan: its name, its text with placeholders, and what it will look like.
 * Saved as soon as somebody pauses or leaves, merged into what the file holds then.
 */
#define SL_TYPE_TEMPLATE_EDITOR (sl_template_editor_get_type ())
G_DECLARE_FINAL_TYPE (SlTemplateEditor, sl_template_editor, SL, TEMPLATE_EDITOR, GtkBox)

GtkWidget *sl_template_editor_new (SlPlanStore *store, const char *template_id);
