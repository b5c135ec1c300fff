/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "transfer-actions.h"

#include "bounded-file.h"
#include "card-printer.h"
#include "import-page.h"
#include "import-source.h"
#include "plan-actions.h"
#include "plan-export.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Importing */

static void
on_imported (SlMainWindow *self)
{
  sl_page_stack_go_back (sl_main_window_get_pages (self));
  sl_plan_actions_offer_undo (self, _ ("The plan is imported."));
}

static void
on_import_failed (SlMainWindow *self, const char *sentence)
{
  sl_main_window_tell (self, sentence);
}

static SlPlanImport *
compare (SlMainWindow *self, GBytes *content, GError **error)
{
  SlPlanStore *store = sl_main_window_get_store (self);
  gsize        length;
  const char  *data;

  if (sl_plan_store_get_error (store) != NULL)
    {
      g_clear_error (error);
      g_set_error_literal (error, SL_PLAN_ERROR, SL_PLAN_ERROR_VALUE,
                           _ ("your own plan has a mistake; mend it first"));
      return NULL;
    }
  if (content == NULL)
    return NULL;
  data = g_bytes_get_data (content, &length);
  return sl_plan_import_new (sl_plan_store_get_own_plan (store), data != NULL ? data : "",
                             (gssize) length, error);
}

/* content: (nullable): if there is none, the error says why. The page that asked where the plan is
 * has served. */
static void
show (SlMainWindow *self, GBytes *content, const char *name, GError **error)
{
  SlPageStack  *pages = sl_main_window_get_pages (self);
  SlPlanImport *import = compare (self, content, error);
  GtkWidget    *page;

  if (import == NULL)
    {
      g_autofree char *sentence
          /* Translators: the first %s is a file's name, the second the reason. */
          = g_strdup_printf (_ ("%s cannot be imported: %s."), name, (*error)->message);

      sl_main_window_tell (self, sentence);
      return;
    }
  page = sl_import_page_new (sl_main_window_get_store (self), import, name);
  g_signal_connect_object (page, "imported", G_CALLBACK (on_imported), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "failed", G_CALLBACK (on_import_failed), self, G_CONNECT_SWAPPED);
  if (SL_IS_IMPORT_SOURCE (sl_page_stack_get_page (pages)))
    sl_page_stack_replace (pages, page);
  else
    sl_page_stack_push (pages, page);
}

/**
 * sl_transfer_actions_import:
 * @self: the window
 * @path: a plan's file
 *
 * Shows what importing it would do, or says why it cannot be.
 */
void
sl_transfer_actions_import (SlMainWindow *self, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown_name = g_filename_display_name (name);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = sl_bounded_file_read (path, SL_PLAN_MAX_BYTES, &error);

  show (self, content, shown_name, &error);
}

static void
on_fetched (SlMainWindow *self, const char *text, const char *address)
{
  g_autoptr (GBytes) content = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  show (self, content, address, &error);
}

/* Choosing Files */

typedef void (*UseFile) (SlMainWindow *self, const char *path);

static char *
get_chosen_path (GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  return file != NULL ? g_file_get_path (file) : NULL;
}

static void
on_chosen (SlMainWindow *self, int response, GtkNativeDialog *dialog)
{
  UseFile          use = g_object_get_data (G_OBJECT (dialog), "use");
  g_autofree char *path = response == GTK_RESPONSE_ACCEPT ? get_chosen_path (dialog) : NULL;

  if (path != NULL)
    use (self, path);
  else if (response == GTK_RESPONSE_ACCEPT)
    sl_main_window_tell (self, _ ("This place cannot be used; choose a file on this computer."));
  g_object_unref (dialog);
}

static void
choose (SlMainWindow        *self,
        GtkFileChooserAction action,
        const char          *title,
        const char          *name,
        UseFile              use)
{
  GtkFileChooserNative *dialog
      = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_object_set_data (G_OBJECT (dialog), "use", use);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
on_import_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow *self = SL_MAIN_WINDOW (widget);
  GtkWidget    *page = sl_import_source_new (sl_main_window_get_client (self));

  g_signal_connect_object (page, "fetched", G_CALLBACK (on_fetched), self, G_CONNECT_SWAPPED);
  sl_page_stack_push (sl_main_window_get_pages (self), page);
}

static void
on_import_file_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose (SL_MAIN_WINDOW (widget), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("Import a Plan"), NULL,
          sl_transfer_actions_import);
}

/* Exporting */

static void
tell_of_file (SlMainWindow *self, gboolean is_written, const GError *error)
{
  sl_main_window_tell (self, is_written ? _ ("Saved.") : error->message);
}

static void
write_plan (SlMainWindow *self, const char *path, gboolean with_addresses)
{
  SlPlan *own = sl_plan_store_get_own_plan (sl_main_window_get_store (self));
  g_autoptr (SlPlan) plan = sl_plan_export (own, with_addresses);
  g_autofree char *text = sl_plan_to_json (plan);
  g_autoptr (GError) error = NULL;
  gboolean is_written = g_file_set_contents_full (path, text, (gssize) strlen (text),
                                                  G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error);

  tell_of_file (self, is_written, error);
}

static void
export_all (SlMainWindow *self, const char *path)
{
  write_plan (self, path, TRUE);
}

static void
export_without_addresses (SlMainWindow *self, const char *path)
{
  write_plan (self, path, FALSE);
}

static void
on_export_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose (SL_MAIN_WINDOW (widget), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("Export the Plan"),
          /* Translators: a file's name. */
          _ ("backup-plan.json"),
          g_variant_get_boolean (parameter) ? export_all : export_without_addresses);
}

/* The Emergency Card */

static void
save_card (SlMainWindow *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  gboolean is_written = sl_card_printer_save (
      GTK_WINDOW (self), sl_plan_store_get_plan (sl_main_window_get_store (self)), path, &error);

  tell_of_file (self, is_written, error);
}

static void
on_save_card_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose (SL_MAIN_WINDOW (widget), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("Save the Emergency Card"),
          /* Translators: a file's name. */
          _ ("emergency-card.pdf"), save_card);
}

static void
on_print_card_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow *self = SL_MAIN_WINDOW (widget);
  g_autoptr (GError) error = NULL;

  if (!sl_card_printer_print (GTK_WINDOW (self),
                              sl_plan_store_get_plan (sl_main_window_get_store (self)), &error))
    sl_main_window_tell (self, error->message);
}

static const struct
{
  const char                 *name;
  const char                 *parameter_type;
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "win.import-plan", NULL, on_import_activated },
  { "win.import-plan-file", NULL, on_import_file_activated },
  { "win.export-plan", "b", on_export_activated },
  { "win.print-card", NULL, on_print_card_activated },
  { "win.save-card", NULL, on_save_card_activated },
};

/**
 * sl_transfer_actions_install:
 * @widget_class: the main window's class
 *
 * Adds what brings a plan in and out: importing, exporting, and the emergency card.
 */
void
sl_transfer_actions_install (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter_type,
                                     actions[i].activate);
}
