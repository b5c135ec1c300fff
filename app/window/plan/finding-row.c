/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "finding-row.h"

#include "repair.h"

#include <adwaita.h>

static const char *
text_or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/**
 * sl_finding_row_new:
 * @plan: the plan that was looked at
 * @finding: a weak spot of it
 *
 * Returns: (transfer floating): a row that tells it, with the button that repairs it; the window's
 *   action "win.repair" does that, with the finding's kind, account and channel
 */
GtkWidget *
sl_finding_row_new (SlPlan *plan, const SlLintFinding *finding)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *image = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  GtkWidget *button = gtk_button_new_with_label (sl_repair_get_label (plan, finding));

  g_object_set (row, "use-markup", FALSE, "title-lines", 0, "focusable", FALSE, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), finding->text);
  gtk_widget_add_css_class (row, "finding");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "target");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  finding->text, -1);
  gtk_actionable_set_action_target (
      GTK_ACTIONABLE (button), "(sss)", sl_lint_kind_to_nick (finding->kind),
      text_or_empty (finding->account), text_or_empty (finding->channel));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.repair");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}
