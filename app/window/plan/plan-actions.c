/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "plan-actions.h"

#include "account-editor.h"
#include "account-page.h"
#include "channel-editor.h"
#include "main-window.h"
#include "own-providers.h"
#include "status-page-editor.h"
#include "status-page.h"

#include <glib/gi18n-lib.h>

/* Who hears the page read aloud, or goes by keyboard, is longer on the way than the usual five
 * seconds. Source: WCAG 2.1, 2.2.1. */
#define UNDO_SECONDS 30

/* Editing */

static void
on_account_saved (SlMainWindow *self, const char *account_id, GtkWidget *editor)
{
  sl_page_stack_replace (sl_main_window_get_pages (self),
                         sl_account_page_new (sl_main_window_get_store (self),
                                              sl_main_window_get_client (self), account_id));
}

/* What is nothing but a status page has an editor of its own. */
static GtkWidget *
create_account_editor (SlMainWindow *self, const char *account_id)
{
  SlPlanStore   *store = sl_main_window_get_store (self);
  SlWatchClient *client = sl_main_window_get_client (self);

  if (account_id != NULL && sl_status_page_editor_can_edit (store, account_id))
    return sl_status_page_editor_new (store, client, account_id);
  return sl_account_editor_new (store, client, account_id);
}

static void
push_account_editor (SlMainWindow *self, GtkWidget *editor)
{
  g_signal_connect_swapped (editor, "saved", G_CALLBACK (on_account_saved), self);
  sl_page_stack_push (sl_main_window_get_pages (self), editor);
}

static void
show_account_editor (SlMainWindow *self, const char *account_id)
{
  push_account_editor (self, create_account_editor (self, account_id));
}

static void
on_edit_account_of_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  show_account_editor (SL_MAIN_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
on_edit_instructions_of_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow *self = SL_MAIN_WINDOW (widget);
  GtkWidget    *editor = create_account_editor (self, g_variant_get_string (parameter, NULL));

  if (SL_IS_ACCOUNT_EDITOR (editor))
    sl_account_editor_focus_instructions (SL_ACCOUNT_EDITOR (editor));
  push_account_editor (self, editor);
}

static void
on_add_account_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  show_account_editor (SL_MAIN_WINDOW (widget), NULL);
}

static void
on_edit_account_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow *self = SL_MAIN_WINDOW (widget);
  SlAccount    *account
      = sl_plan_get_account (sl_plan_store_get_plan (sl_main_window_get_store (self)),
                             sl_main_window_get_shown_account (self));

  if (account != NULL && account->managed_by == NULL)
    show_account_editor (self, sl_main_window_get_shown_account (self));
}

static void
on_watch_page_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow *self = SL_MAIN_WINDOW (widget);
  GtkWidget    *editor = sl_status_page_editor_new (sl_main_window_get_store (self),
                                                    sl_main_window_get_client (self), NULL);

  g_signal_connect_swapped (editor, "saved", G_CALLBACK (on_account_saved), self);
  sl_page_stack_push (sl_main_window_get_pages (self), editor);
}

static void
show_channel_editor (SlMainWindow *self, const char *channel_id)
{
  GtkWidget *editor = sl_channel_editor_new (sl_main_window_get_store (self), channel_id);

  g_signal_connect_swapped (editor, "saved", G_CALLBACK (sl_page_stack_go_back),
                            sl_main_window_get_pages (self));
  sl_page_stack_push (sl_main_window_get_pages (self), editor);
}

static void
on_add_channel_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  show_channel_editor (SL_MAIN_WINDOW (widget), NULL);
}

static void
on_edit_channel_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow    *self = SL_MAIN_WINDOW (widget);
  const char      *id = g_variant_get_string (parameter, NULL);
  const SlChannel *channel
      = sl_plan_get_channel (sl_plan_store_get_plan (sl_main_window_get_store (self)), id);
  g_autofree char *sentence = NULL;

  if (channel == NULL || channel->managed_by == NULL)
    {
      show_channel_editor (self, id);
      return;
    }
  sentence = g_strdup_printf (
      /* Translators: the first %s is a channel, the second an organisation. */
      _ ("%s is managed by %s and cannot be changed here."), channel->name, channel->managed_by);
  sl_main_window_tell (self, sentence);
}

/* Removing, with a way back */

/* What a notice can take back: the plan before and after it. Freed with the notice. */
typedef struct
{
  SlPlan *before;
  SlPlan *after;
} Change;

static void
change_free (Change *change)
{
  g_clear_object (&change->before);
  g_clear_object (&change->after);
  g_free (change);
}

static void
on_undo_clicked (SlMainWindow *self, AdwToast *toast)
{
  const Change    *change = g_object_get_data (G_OBJECT (toast), "change");
  g_autofree char *conflict = NULL;
  g_autoptr (GError) error = NULL;

  g_object_set_data (G_OBJECT (toast), "undone", GINT_TO_POINTER (TRUE));
  if (!sl_plan_store_commit (sl_main_window_get_store (self), change->after, change->before,
                             &conflict, &error))
    sl_main_window_tell (self, error->message);
  else if (conflict != NULL)
    sl_main_window_tell (self, conflict);
}

/* The file of a status page that was chosen here goes with its last account. */
static void
drop_status_page (SlMainWindow *self, const char *provider)
{
  SlPlanStore         *store = sl_main_window_get_store (self);
  SlProviderCatalogue *catalogue = sl_plan_store_get_catalogue (store);
  GPtrArray           *accounts = sl_plan_get_accounts (sl_plan_store_get_plan (store));
  g_autoptr (SlStatusPage) page = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < accounts->len; i++)
    if (g_strcmp0 (((SlAccount *) accounts->pdata[i])->provider, provider) == 0)
      return;
  page = sl_status_page_load (catalogue, provider);
  if (page != NULL && !sl_own_providers_remove (provider, &error))
    sl_main_window_tell (self, error->message);
  sl_provider_catalogue_take_new_files (catalogue);
}

/* The password goes only when the way back is gone. */
static void
on_removal_final (SlMainWindow *self, AdwToast *toast)
{
  const char *account_id = g_object_get_data (G_OBJECT (toast), "account");
  const char *provider = g_object_get_data (G_OBJECT (toast), "provider");

  if (account_id == NULL || g_object_get_data (G_OBJECT (toast), "undone") != NULL)
    return;
  sl_watch_client_clear_secret (sl_main_window_get_client (self), account_id);
  if (provider != NULL)
    drop_status_page (self, provider);
}

/**
 * sl_plan_actions_offer_undo:
 * @self: the window
 * @sentence: what was just done to the plan
 *
 * Says what was done, with a button that takes back the store's newest change, and only that.
 *
 * Returns: (transfer none): the notice
 */
AdwToast *
sl_plan_actions_offer_undo (SlMainWindow *self, const char *sentence)
{
  SlPlanStore *store = sl_main_window_get_store (self);
  AdwToast    *toast = sl_main_window_tell (self, sentence);
  Change      *change = g_new0 (Change, 1);

  change->before = g_object_ref (sl_plan_store_get_replaced_plan (store));
  change->after = g_object_ref (sl_plan_store_get_own_plan (store));
  adw_toast_set_button_label (toast, _ ("Undo"));
  g_object_set_data_full (G_OBJECT (toast), "change", change, (GDestroyNotify) change_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_undo_clicked), self,
                           G_CONNECT_SWAPPED);
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  return toast;
}

static AdwToast *
offer_undo_of_account (SlMainWindow *self, const char *sentence, const char *account_id)
{
  AdwToast *toast = sl_plan_actions_offer_undo (self, sentence);

  g_object_set_data_full (G_OBJECT (toast), "account", g_strdup (account_id), g_free);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_removal_final), self,
                           G_CONNECT_SWAPPED);
  return toast;
}

static void
on_remove_account_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow *self = SL_MAIN_WINDOW (widget);
  SlAccount    *account
      = sl_plan_get_account (sl_plan_store_get_plan (sl_main_window_get_store (self)),
                             sl_main_window_get_shown_account (self));
  g_autofree char *id = account != NULL ? g_strdup (account->id) : NULL;
  g_autofree char *provider = account != NULL ? g_strdup (account->provider) : NULL;
  g_autofree char *sentence = NULL;
  AdwToast        *toast;
  g_autoptr (GError) error = NULL;

  if (account == NULL)
    return;
  /* Translators: %s is the name of an account. */
  sentence = g_strdup_printf (_ ("%s is no longer watched."), account->name);
  if (!sl_plan_store_remove_account (sl_main_window_get_store (self), id, &error))
    {
      sl_main_window_tell (self, error->message);
      return;
    }
  sl_main_window_show_overview (self);
  toast = offer_undo_of_account (self, sentence, id);
  g_object_set_data_full (G_OBJECT (toast), "provider", g_steal_pointer (&provider), g_free);
}

static void
on_remove_pin_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow    *self = SL_MAIN_WINDOW (widget);
  const char      *host = g_variant_get_string (parameter, NULL);
  g_autofree char *sentence = NULL;
  g_autoptr (GError) error = NULL;

  if (!sl_plan_store_remove_pin (sl_main_window_get_store (self),
                                 sl_main_window_get_shown_account (self), host, &error))
    {
      sl_main_window_tell (self, error->message);
      return;
    }
  /* Translators: %s is a server's name. */
  sentence = g_strdup_printf (_ ("The key of %s is no longer trusted."), host);
  sl_plan_actions_offer_undo (self, sentence);
}

static void
on_remove_channel_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow *self = SL_MAIN_WINDOW (widget);
  const char   *id = g_variant_get_string (parameter, NULL);
  SlChannel    *channel
      = sl_plan_get_channel (sl_plan_store_get_plan (sl_main_window_get_store (self)), id);
  g_autofree char *sentence = NULL;
  g_autoptr (GError) error = NULL;

  if (channel == NULL)
    return;
  /* Translators: %s is the name of a channel, such as "Signal group Team". */
  sentence = g_strdup_printf (_ ("%s is removed."), channel->name);
  if (!sl_plan_store_remove_channel (sl_main_window_get_store (self), id, &error))
    {
      sl_main_window_tell (self, error->message);
      return;
    }
  sl_page_stack_go_back (sl_main_window_get_pages (self));
  sl_plan_actions_offer_undo (self, sentence);
}

static const struct
{
  const char                 *name;
  const char                 *parameter_type;
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "win.add-account", NULL, on_add_account_activated },
  { "win.add-channel", NULL, on_add_channel_activated },
  { "win.edit-account", NULL, on_edit_account_activated },
  { "win.edit-account-of", "s", on_edit_account_of_activated },
  { "win.edit-instructions-of", "s", on_edit_instructions_of_activated },
  { "win.edit-channel", "s", on_edit_channel_activated },
  { "win.remove-account", NULL, on_remove_account_activated },
  { "win.remove-channel", "s", on_remove_channel_activated },
  { "win.watch-page", NULL, on_watch_page_activated },
  { "win.remove-pin", "s", on_remove_pin_activated },
};

/**
 * sl_plan_actions_install:
 * @widget_class: the main window's class
 *
 * Adds what looks after the plan: adding, changing and removing accounts and
 * channels, and taking the trust in a key back.
 */
void
sl_plan_actions_install (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter_type,
                                     actions[i].activate);
}
