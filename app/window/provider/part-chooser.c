/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "part-chooser.h"

#include "health-words.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* So many are seen at a glance. */
#define MAX_UNSEARCHED 8

struct _SlPartChooser
{
  GtkBox       parent_instance;
  GtkLabel    *summary;
  GtkEditable *search;
  GtkListBox  *list;
  GtkWidget   *nothing;
};

G_DEFINE_FINAL_TYPE (SlPartChooser, sl_part_chooser, GTK_TYPE_BOX)

static GtkCheckButton *
get_check (GtkListBoxRow *row)
{
  return GTK_CHECK_BUTTON (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)));
}

/* What a reader knows the part by; some platforms have no ids. */
static const char *
get_part (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "part");
}

static gboolean
filter_row (GtkListBoxRow *row, gpointer user_data)
{
  SlPartChooser *self = user_data;
  const char    *typed = gtk_editable_get_text (self->search);
  const char    *name = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  const char    *group = adw_action_row_get_subtitle (ADW_ACTION_ROW (row));

  return *typed == '\0' || g_str_match_string (typed, name, TRUE)
         || (group != NULL && g_str_match_string (typed, group, TRUE));
}

static void
on_search_changed (SlPartChooser *self)
{
  gboolean found = FALSE;

  gtk_list_box_invalidate_filter (self->list);
  for (int i = 0; gtk_list_box_get_row_at_index (self->list, i) != NULL; i++)
    found |= filter_row (gtk_list_box_get_row_at_index (self->list, i), self);
  gtk_widget_set_visible (self->nothing, !found);
  gtk_widget_set_visible (GTK_WIDGET (self->list), found);
}

static void
update_summary (SlPartChooser *self)
{
  g_auto (GStrv) chosen = sl_part_chooser_get_chosen (self);
  guint            n_chosen = g_strv_length (chosen);
  g_autofree char *words = NULL;

  if (n_chosen == 0)
    words = g_strdup (_ ("None is chosen: the page as a whole is watched."));
  else
    words = g_strdup_printf (
        /* Translators: %u is how many parts of a status page are chosen. */
        ngettext ("%u part is chosen; the others do not matter.",
                  "%u parts are chosen; the others do not matter.", n_chosen),
        n_chosen);
  gtk_label_set_text (self->summary, words);
}

static void
add_row (
    SlPartChooser *self, const char *part, const char *name, const char *group, gboolean chosen)
{
  GtkWidget *row = adw_action_row_new (), *check = gtk_check_button_new ();

  g_object_set (row, "use-markup", FALSE, "title-lines", 0, "subtitle-lines", 0, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), group);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), chosen);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_object_set_data_full (G_OBJECT (row), "part", g_strdup (part), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (update_summary), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
}

static void
add_state (SlPartChooser *self, int position, const char *words)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, position);
  GtkWidget     *label = gtk_label_new (words);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
}

/* A chosen part that went from the page keeps its place, so that leaving it out is a decision. */
static int
add_vanished (SlPartChooser *self, GHashTable *known, const char *const *chosen)
{
  int n_added = 0;

  for (gsize i = 0; chosen != NULL && chosen[i] != NULL; i++)
    {
      if (g_hash_table_contains (known, chosen[i]))
        continue;
      add_row (self, chosen[i], chosen[i], NULL, TRUE);
      add_state (self, n_added++, _ ("No longer on the page"));
    }
  return n_added;
}

static void
add_part (SlPartChooser *self, GVariant *part, const char *const *chosen, int position)
{
  const char *id = "", *name = "", *group = "";
  gboolean    is_chosen;

  g_variant_lookup (part, "id", "&s", &id);
  g_variant_lookup (part, "name", "&s", &name);
  g_variant_lookup (part, "group", "&s", &group);
  is_chosen = chosen != NULL && (g_strv_contains (chosen, id) || g_strv_contains (chosen, name));
  add_row (self, *id != '\0' ? id : name, name, group, is_chosen);
  add_state (self, position, sl_health_words_get_label (sl_health_words_lookup (part, "state")));
}

static GHashTable *
collect_names (GVariant *parts)
{
  GHashTable *names = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < g_variant_n_children (parts); i++)
    {
      g_autoptr (GVariant) part = g_variant_get_child_value (parts, i);
      const char *text;

      if (g_variant_lookup (part, "id", "&s", &text))
        g_hash_table_add (names, (char *) text);
      if (g_variant_lookup (part, "name", "&s", &text))
        g_hash_table_add (names, (char *) text);
    }
  return names;
}

static void
sl_part_chooser_class_init (SlPartChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/part-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, SlPartChooser, summary);
  gtk_widget_class_bind_template_child (widget_class, SlPartChooser, search);
  gtk_widget_class_bind_template_child (widget_class, SlPartChooser, list);
  gtk_widget_class_bind_template_child (widget_class, SlPartChooser, nothing);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
}

static void
sl_part_chooser_init (SlPartChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, filter_row, self, NULL);
}

/**
 * sl_part_chooser_set_parts:
 * @self: a chooser
 * @parts: an aa{sv} of id s, name s, group s, state s
 * @chosen: (nullable) (array zero-terminated=1): ids or names of those that are chosen already
 *
 * Shows these parts instead of the ones before.
 */
void
sl_part_chooser_set_parts (SlPartChooser *self, GVariant *parts, const char *const *chosen)
{
  g_autoptr (GHashTable) known = collect_names (parts);
  GtkWidget *row;
  gsize      n_parts = g_variant_n_children (parts);
  int        n_vanished;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL
         && GTK_IS_LIST_BOX_ROW (row))
    gtk_list_box_remove (self->list, row);
  gtk_editable_set_text (self->search, "");
  n_vanished = add_vanished (self, known, chosen);
  for (gsize i = 0; i < n_parts; i++)
    {
      g_autoptr (GVariant) part = g_variant_get_child_value (parts, i);

      add_part (self, part, chosen, n_vanished + (int) i);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->search), n_parts > MAX_UNSEARCHED);
  gtk_widget_set_visible (GTK_WIDGET (self), n_parts + n_vanished > 0);
  on_search_changed (self);
  update_summary (self);
}

/**
 * sl_part_chooser_get_chosen:
 * @self: a chooser
 *
 * Returns: (transfer full) (array zero-terminated=1): what is chosen, by id where there is one
 */
char **
sl_part_chooser_get_chosen (SlPartChooser *self)
{
  g_autoptr (GStrvBuilder) chosen = g_strv_builder_new ();
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_check_button_get_active (get_check (row)))
      g_strv_builder_add (chosen, get_part (row));
  return g_strv_builder_end (chosen);
}
