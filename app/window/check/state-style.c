/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "state-style.h"

/**
 * sl_state_style_set_class:
 * @widget: a widget
 * @state: what it shows
 *
 * Gives @widget the style class of @state ("state-outage", …) and takes any other state's away.
 */
void
sl_state_style_set_class (GtkWidget *widget, SlState state)
{
  for (int other = SL_STATE_PAUSED; other <= SL_STATE_OUTAGE; other++)
    {
      g_autofree char *name = g_strconcat ("state-", sl_state_to_nick (other), NULL);

      if (other == (int) state)
        gtk_widget_add_css_class (widget, name);
      else
        gtk_widget_remove_css_class (widget, name);
    }
}

/**
 * sl_state_style_set_image:
 * @image: an image
 * @state: what it shows
 *
 * Shows @state by its own shape and colour, and names it to assistive technology.
 */
void
sl_state_style_set_image (GtkImage *image, SlState state)
{
  g_autofree char *icon_name
      = g_strdup_printf ("stormlantern-%s-symbolic", sl_state_to_nick (state));

  gtk_image_set_from_icon_name (image, icon_name);
  sl_state_style_set_class (GTK_WIDGET (image), state);
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sl_state_get_label (state), -1);
}
