/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "card-printer.h"

#include "emergency-card.h"

#include <glib/gi18n-lib.h>

#define POINTS_PER_INCH 72
#define MARGIN_MM 15

static void
on_draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int page, gpointer plan)
{
  PangoContext *fonts = gtk_print_context_create_pango_context (context);

  pango_context_set_base_dir (fonts, gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL
                                         ? PANGO_DIRECTION_RTL
                                         : PANGO_DIRECTION_LTR);
  /* One unit of the context is a point, whatever the printer's own resolution. */
  pango_cairo_context_set_resolution (fonts, POINTS_PER_INCH);
  sl_emergency_card_draw (plan, gtk_print_context_get_cairo_context (context), fonts,
                          gtk_print_context_get_width (context),
                          gtk_print_context_get_height (context));
  g_object_unref (fonts);
}

static GtkPrintOperation *
create_operation (SlPlan *plan)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();

  gtk_page_setup_set_top_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_job_name (operation, _ ("Emergency card"));
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (on_draw_page), g_object_ref (plan),
                         (GClosureNotify) (void (*) (void)) g_object_unref, 0);
  return operation;
}

/**
 * sl_card_printer_print:
 * @parent: the window that asks
 * @plan: the plan in force
 * @error: set to the system's reason
 *
 * Asks the user for a printer, or a file, and prints the emergency card; the window goes on
 * meanwhile.
 *
 * Returns: %FALSE with @error set if it cannot be printed; that it was cancelled is no error
 */
gboolean
sl_card_printer_print (GtkWindow *parent, SlPlan *plan, GError **error)
{
  g_autoptr (GtkPrintOperation) operation = create_operation (plan);

  gtk_print_operation_set_allow_async (operation, TRUE);
  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, error)
         != GTK_PRINT_OPERATION_RESULT_ERROR;
}

/**
 * sl_card_printer_save:
 * @parent: (nullable): the window that asks
 * @plan: the plan in force
 * @path: the PDF file to write
 * @error: set to the system's reason
 *
 * Writes the emergency card as a PDF of one page.
 *
 * Returns: whether it is written
 */
gboolean
sl_card_printer_save (GtkWindow *parent, SlPlan *plan, const char *path, GError **error)
{
  g_autoptr (GtkPrintOperation) operation = create_operation (plan);

  gtk_print_operation_set_export_filename (operation, path);
  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, parent, error)
         != GTK_PRINT_OPERATION_RESULT_ERROR;
}
