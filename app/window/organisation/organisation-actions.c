/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "organisation-actions.h"

#include "main-window.h"
#include "plan-actions.h"

#include <glib/gi18n-lib.h>

/* What the organisation manages cannot be changed, but copied. */

static void
tell_of_copy (SlMainWindow *self, const char *name)
{
  /* Translators: %s is a channel or an account */
  g_autofree char *sentence = g_strdup_printf (_ ("A copy of %s is yours now."), name);

  sl_plan_actions_offer_undo (self, sentence);
}

static void
on_copy_channel_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow *self = SL_MAIN_WINDOW (widget);
  SlPlanStore  *store = sl_main_window_get_store (self);
  SlPlan       *plan = sl_plan_store_get_plan (store);
  SlChannel    *managed = sl_plan_get_channel (plan, g_variant_get_string (parameter, NULL));
  g_autoptr (SlChannel) copy = NULL;
  g_autoptr (GError) error = NULL;

  if (managed == NULL || managed->managed_by == NULL)
    return;
  copy = sl_channel_copy (managed);
  g_free (copy->id);
  copy->id = sl_plan_make_id (plan, managed->name);
  g_clear_pointer (&copy->managed_by, g_free);
  if (!sl_plan_store_set_channel (store, copy, &error))
    {
      sl_main_window_tell (self, error->message);
      return;
    }
  tell_of_copy (self, copy->name);
  gtk_widget_activate_action (widget, "win.edit-channel", "s", copy->id);
}

static void
on_copy_account_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow *self = SL_MAIN_WINDOW (widget);
  SlPlanStore  *store = sl_main_window_get_store (self);
  SlPlan       *plan = sl_plan_store_get_plan (store);
  SlAccount    *managed = sl_plan_get_account (plan, g_variant_get_string (parameter, NULL));
  g_autoptr (SlAccount) copy = NULL;
  g_autoptr (GError) error = NULL;

  if (managed == NULL || managed->managed_by == NULL)
    return;
  copy = sl_account_copy (managed);
  g_free (copy->id);
  copy->id = sl_plan_make_id (plan, managed->name);
  g_clear_pointer (&copy->managed_by, g_free);
  if (!sl_plan_store_set_account (store, copy, &error))
    {
      sl_main_window_tell (self, error->message);
      return;
    }
  sl_main_window_show_account (self, copy->id);
  tell_of_copy (self, copy->name);
  gtk_widget_activate_action (widget, "win.edit-account", NULL);
}

static const struct
{
  const char                 *name;
  const char                 *parameter_type;
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "win.copy-account", "s", on_copy_account_activated },
  { "win.copy-channel", "s", on_copy_channel_activated },
};

/**
 * sl_organisation_actions_install:
 * @widget_class: the main window's class
 *
 * Adds what can be done with what an organisation manages.
 */
void
sl_organisation_actions_install (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter_type,
                                     actions[i].activate);
}
