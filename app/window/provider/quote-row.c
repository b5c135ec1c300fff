/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "quote-row.h"

#include "health-words.h"
#include "moment-words.h"
#include "state-style.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

static void
add_link (GtkWidget *row, const char *url)
{
  GtkWidget *button;

  if (url == NULL || !g_str_has_prefix (url, "https://"))
    return;
  button = gtk_button_new_from_icon_name ("adw-external-link-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "target");
  gtk_widget_set_tooltip_text (button, _ ("Open their page"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Open their page"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", url);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/**
 * sl_quote_row_new:
 * @title: words of a provider, never taken as markup
 * @subtitle: more of them
 * @url: (nullable): where they write it; only https is offered
 *
 * Returns: (transfer floating): a row that shows all of the words
 */
GtkWidget *
sl_quote_row_new (const char *title, const char *subtitle, const char *url)
{
  GtkWidget *row = adw_action_row_new ();

  g_object_set (row, "use-markup", FALSE, "title-lines", 0, "subtitle-lines", 0, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  add_link (row, url);
  return row;
}

/**
 * sl_quote_row_add_health:
 * @row: a row
 * @health: what the page says of it
 *
 * Puts the state's shape before the words.
 */
void
sl_quote_row_add_health (GtkWidget *row, SlHealthState health)
{
  GtkWidget *image
      = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);

  sl_state_style_set_image (GTK_IMAGE (image), sl_health_words_to_state (health));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
}

static char *
dup_moment (GVariant *incident, const char *member)
{
  gint64 time = 0, now = g_get_real_time () / G_USEC_PER_SEC;

  g_variant_lookup (incident, member, "x", &time);
  return time > 0 ? sl_moment_to_words (time, now) : NULL;
}

static char *
describe_times (GVariant *incident)
{
  g_autofree char *started = dup_moment (incident, "started");
  g_autofree char *updated = dup_moment (incident, "updated");
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const char *phase = "";

  g_variant_lookup (incident, "phase", "&s", &phase);
  if (*phase != '\0')
    g_ptr_array_add (parts, g_strdup (phase));
  if (started != NULL)
    /* Translators: %s is a moment such as "09:12" or "yesterday 09:12". */
    g_ptr_array_add (parts, g_strdup_printf (_ ("Since %s"), started));
  if (updated != NULL)
    /* Translators: when they last wrote; %s is a moment such as "09:12" or "yesterday 09:12". */
    g_ptr_array_add (parts, g_strdup_printf (_ ("Newest word %s"), updated));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

/**
 * sl_quote_row_new_for_incident:
 * @incident: one of a feed's "incidents", an a{sv}
 *
 * Returns: (transfer floating): a row with its title, times, newest update and link
 */
GtkWidget *
sl_quote_row_new_for_incident (GVariant *incident)
{
  const char      *title = "", *text = "", *url = NULL;
  g_autofree char *times = describe_times (incident);
  g_autofree char *subtitle = NULL;

  g_variant_lookup (incident, "title", "&s", &title);
  g_variant_lookup (incident, "text", "&s", &text);
  g_variant_lookup (incident, "url", "&s", &url);
  subtitle = g_strconcat (times, *times != '\0' && *text != '\0' ? "\n" : "", text, NULL);
  return sl_quote_row_new (title, subtitle, url);
}
