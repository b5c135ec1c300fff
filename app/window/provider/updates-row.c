/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "updates-row.h"

#include "moment-words.h"
#include "quote-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define INCIDENT "incident"

static char *
describe_update (GVariant *update)
{
  gint64           time = 0, now = g_get_real_time () / G_USEC_PER_SEC;
  const char      *phase = "";
  g_autofree char *moment = NULL;

  g_variant_lookup (update, "time", "x", &time);
  g_variant_lookup (update, "phase", "&s", &phase);
  if (time <= 0)
    return g_strdup (*phase != '\0' ? phase : _ ("At an unknown time"));
  moment = sl_moment_to_words (time, now);
  return *phase != '\0' ? g_strdup_printf ("%s · %s", moment, phase) : g_steal_pointer (&moment);
}

static GtkWidget *
create_update (GVariant *update)
{
  g_autofree char *title = describe_update (update);
  const char      *text = "";

  g_variant_lookup (update, "text", "&s", &text);
  return sl_quote_row_new (title, text, NULL);
}

/**
 * sl_updates_row_new:
 * @incident: one of a feed's "incidents", an a{sv}
 *
 * The newest update is shown with the incident itself.
 *
 * Returns: (transfer floating) (nullable): a row that opens to what they wrote before, newest
 *   first; %NULL if there is nothing more
 */
GtkWidget *
sl_updates_row_new (GVariant *incident)
{
  g_autoptr (GVariant) updates
      = g_variant_lookup_value (incident, "updates", G_VARIANT_TYPE ("aa{sv}"));
  gsize            n_updates = updates != NULL ? g_variant_n_children (updates) : 0;
  g_autofree char *title = NULL;
  GtkWidget       *row;
  char            *incident_title = NULL;

  if (n_updates < 2)
    return NULL;
  row = adw_expander_row_new ();
  g_variant_lookup (incident, "title", "s", &incident_title);
  g_object_set_data_full (G_OBJECT (row), INCIDENT, incident_title, g_free);
  title = g_strdup_printf (
      /* Translators: %u is how many older updates a provider wrote about an incident. */
      ngettext ("%u earlier update", "%u earlier updates", (guint) n_updates - 1),
      (guint) n_updates - 1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  for (gsize i = 1; i < n_updates; i++)
    {
      g_autoptr (GVariant) update = g_variant_get_child_value (updates, i);

      adw_expander_row_add_row (ADW_EXPANDER_ROW (row), create_update (update));
    }
  return row;
}

static const char *
get_incident (GtkWidget *row)
{
  return ADW_IS_EXPANDER_ROW (row) ? g_object_get_data (G_OBJECT (row), INCIDENT) : NULL;
}

/**
 * sl_updates_row_list_opened:
 * @list: a list in which some rows are of sl_updates_row_new()
 *
 * Returns: (transfer full): titles of the incidents whose updates the user opened
 */
GHashTable *
sl_updates_row_list_opened (GtkListBox *list)
{
  GHashTable *opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (get_incident (row) != NULL && adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)))
      g_hash_table_add (opened, g_strdup (get_incident (row)));
  return opened;
}

/**
 * sl_updates_row_open_again:
 * @list: the same list, filled anew
 * @opened: what sl_updates_row_list_opened() said before
 *
 * Opens them again: news must not close what somebody is reading.
 */
void
sl_updates_row_open_again (GtkListBox *list, GHashTable *opened)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (get_incident (row) != NULL && g_hash_table_contains (opened, get_incident (row)))
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
}
