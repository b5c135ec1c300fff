/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "managed-row.h"

#include "address-words.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/**
 * sl_managed_to_words:
 * @managed_by: an organisation's name
 *
 * Returns: (transfer full): the words that stand with everything that it manages
 */
char *
sl_managed_to_words (const char *managed_by)
{
  /* Translators: %s is an organisation, or "your organisation". */
  return g_strdup_printf (_ ("Managed by %s"), managed_by);
}

static GtkWidget *
create_copy_button (const SlChannel *channel)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  /* Translators: %s is the name of a channel. */
  g_autofree char *label = g_strdup_printf (_ ("Make a copy of %s of your own"), channel->name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "target");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Make a copy of your own"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", channel->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.copy-channel");
  return button;
}

/**
 * sl_managed_row_new:
 * @channel: a channel that an organisation manages
 *
 * Returns: (transfer floating): a row that shows it; it can be copied, but not changed
 */
GtkWidget *
sl_managed_row_new (const SlChannel *channel)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *address = sl_address_to_words (channel->address);
  g_autofree char *managed = sl_managed_to_words (channel->managed_by);
  g_autofree char *subtitle
      = *address != '\0' ? g_strdup_printf ("%s\n%s", address, managed) : g_strdup (managed);
  GtkWidget *image = gtk_image_new_from_icon_name (sl_channel_kind_get_icon_name (channel->kind));

  g_object_set (row, "use-markup", FALSE, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), channel->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_copy_button (channel));
  return row;
}
