/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "entry-text.h"

/**
 * sl_entry_text_dup:
 * @row: an entry row
 *
 * Returns: (transfer full): what was typed, without white space around it
 */
char *
sl_entry_text_dup (GtkEditable *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (row)));
}

/**
 * sl_entry_text_mark:
 * @row: an entry row
 * @wrong: whether what was typed there has to be mended
 *
 * Marks a row for the eye and for screen readers.
 */
void
sl_entry_text_mark (GtkEditable *row, gboolean wrong)
{
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}
