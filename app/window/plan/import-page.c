/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "import-page.h"

#include "address-words.h"
#include "page-title.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _SlImportPage
{
  GtkBox               parent_instance;
  SlPlanStore         *store;
  SlPlan              *before; /* the user's plan that the difference was found from */
  SlPlan              *result;
  SlPageTitle         *title;
  GtkWidget           *import_button;
  GtkLabel            *summary;
  AdwPreferencesGroup *added_group;
  AdwPreferencesGroup *changed_group;
};

enum
{
  IMPORTED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlImportPage, sl_import_page, GTK_TYPE_BOX)

static void
on_import_clicked (SlImportPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *conflict = NULL;

  if (!sl_plan_store_commit (self->store, self->before, self->result, &conflict, &error))
    g_signal_emit (self, signals[FAILED], 0, error->message);
  else
    g_signal_emit (self, signals[IMPORTED], 0);
  if (conflict != NULL)
    g_signal_emit (self, signals[FAILED], 0, conflict);
}

static void
sl_import_page_dispose (GObject *object)
{
  SlImportPage *self = SL_IMPORT_PAGE (object);

  g_clear_object (&self->store);
  g_clear_object (&self->before);
  g_clear_object (&self->result);
  G_OBJECT_CLASS (sl_import_page_parent_class)->dispose (object);
}

static void
sl_import_page_class_init (SlImportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_import_page_dispose;
  signals[IMPORTED] = g_signal_new ("imported", SL_TYPE_IMPORT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", SL_TYPE_IMPORT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (SL_TYPE_PAGE_TITLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/import-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SlImportPage, title);
  gtk_widget_class_bind_template_child (widget_class, SlImportPage, import_button);
  gtk_widget_class_bind_template_child (widget_class, SlImportPage, summary);
  gtk_widget_class_bind_template_child (widget_class, SlImportPage, added_group);
  gtk_widget_class_bind_template_child (widget_class, SlImportPage, changed_group);
  gtk_widget_class_bind_template_callback (widget_class, on_import_clicked);
}

static void
sl_import_page_init (SlImportPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
describe_members (const SlPlanChange *change)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; change->members[i] != NULL; i++)
    g_ptr_array_add (lines, sl_plan_import_describe_member (change, i));
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static const char *
get_kind_label (SlPlanEntryKind kind)
{
  switch (kind)
    {
    case SL_PLAN_ENTRY_ACCOUNT:
      return _ ("Account");
    case SL_PLAN_ENTRY_CHANNEL:
      return _ ("Way to talk");
    case SL_PLAN_ENTRY_TEMPLATE:
    default:
      return _ ("Message");
    }
}

static void
add_row (SlImportPage *self, const SlPlanChange *change)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *words = NULL;

  if (!change->is_new)
    words = describe_members (change);
  else if (change->address != NULL)
    words = sl_address_to_words (change->address);
  /* In this order: a title is looked at as markup until it is told otherwise. */
  g_object_set (row, "use-markup", FALSE, NULL);
  g_object_set (row, "title", change->name, "title-lines", 0, "subtitle-lines", 0, "subtitle",
                words != NULL ? words : "", NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_label_new (get_kind_label (change->kind)));
  adw_preferences_group_add (change->is_new ? self->added_group : self->changed_group, row);
}

static void
fill (SlImportPage *self, const SlPlanImport *import)
{
  gboolean has_new = FALSE, has_changed = FALSE;

  for (guint i = 0; i < import->changes->len; i++)
    {
      const SlPlanChange *change = g_ptr_array_index (import->changes, i);

      add_row (self, change);
      has_new |= change->is_new;
      has_changed |= !change->is_new;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->added_group), has_new);
  gtk_widget_set_visible (GTK_WIDGET (self->changed_group), has_changed);
  gtk_widget_set_sensitive (self->import_button, has_new || has_changed);
  gtk_label_set_text (self->summary,
                      has_new || has_changed
                          ? _ ("Nothing of yours is removed. You can take it back afterwards.")
                          : _ ("Your plan has all of this already."));
}

/**
 * sl_import_page_new:
 * @store: the user's plan
 * @import: (transfer full): what importing would do
 * @name: the file's name, for people
 *
 * Returns: (transfer floating): a page that shows it
 */
GtkWidget *
sl_import_page_new (SlPlanStore *store, SlPlanImport *import, const char *name)
{
  SlImportPage *self = g_object_new (SL_TYPE_IMPORT_PAGE, NULL);

  self->store = g_object_ref (store);
  self->before = g_object_ref (sl_plan_store_get_own_plan (store));
  self->result = g_object_ref (import->result);
  sl_page_title_set_subtitle (self->title, name);
  fill (self, import);
  sl_plan_import_free (import);
  return GTK_WIDGET (self);
}
