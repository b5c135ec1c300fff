/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "main-window.h"

#include "account-editor.h"
#include "account-page.h"
#include "channel-editor.h"
#include "notice-bar.h"
#include "overview-page.h"
#include "page-stack.h"
#include "provider-chooser.h"
#include "provider-page.h"
#include "service-starter.h"
#include "welcome-page.h"

#include <glib/gi18n-lib.h>

struct _SlMainWindow
{
  AdwApplicationWindow parent_instance;
  SlPlanStore         *store;
  SlWatchClient       *client;
  SlWatchClient       *practice;
  AdwToastOverlay     *toasts;
  AdwLeaflet          *leaflet;
  SlPageStack         *pages;
  GtkWidget           *root;
  GtkStack            *stack;
  SlNoticeBar         *notice;
};

G_DEFINE_FINAL_TYPE (SlMainWindow, sl_main_window, ADW_TYPE_APPLICATION_WINDOW)

/* Toasts */

static AdwToast *
tell (SlMainWindow *self, const char *sentence)
{
  /* A toast's title is markup in this version of libadwaita. */
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);
  AdwToast        *toast = adw_toast_new (escaped);

  adw_toast_overlay_add_toast (self->toasts, toast);
  return toast;
}

static void
on_message (SlMainWindow *self, const char *sentence)
{
  tell (self, sentence);
}

/* Navigation */

static void
update_root (SlMainWindow *self)
{
  GPtrArray *planned = sl_plan_get_accounts (sl_plan_store_get_plan (self->store));
  guint      n_watched = g_list_model_get_n_items (sl_watch_client_get_accounts (self->client));
  gboolean   first_run
      = planned->len == 0 && n_watched == 0 && sl_plan_store_get_error (self->store) == NULL;

  gtk_stack_set_visible_child_name (self->stack, first_run ? "welcome" : "overview");
}

static void
update_notice (SlMainWindow *self)
{
  const char *plan_error = sl_plan_store_get_error (self->store);

  if (plan_error != NULL)
    sl_notice_bar_show (self->notice, plan_error, _ ("Open Folder"), "win.open-plan-folder");
  else if (sl_watch_client_get_presence (self->client) == SL_WATCH_CLIENT_ABSENT)
    sl_notice_bar_show (self->notice, _ ("The background service is not running."), _ ("Start"),
                        "win.start-service");
  else
    sl_notice_bar_hide (self->notice);
}

static void
update (SlMainWindow *self)
{
  update_root (self);
  update_notice (self);
}

static const char *
get_shown_account (SlMainWindow *self)
{
  GtkWidget *page = sl_page_stack_get_page (self->pages);

  return SL_IS_ACCOUNT_PAGE (page) ? sl_account_page_get_account_id (SL_ACCOUNT_PAGE (page)) : "";
}

static SlWatchClient *
get_shown_client (SlMainWindow *self)
{
  GtkWidget *page = sl_page_stack_get_page (self->pages);

  return SL_IS_ACCOUNT_PAGE (page) ? sl_account_page_get_client (SL_ACCOUNT_PAGE (page))
                                   : self->client;
}

/* Pages */

static void
on_back_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sl_page_stack_go_back (SL_MAIN_WINDOW (widget)->pages);
}

static void
on_show_account_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sl_main_window_show_account (SL_MAIN_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
on_show_provider_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow *self = SL_MAIN_WINDOW (widget);
  const char   *account_id = get_shown_account (self);

  if (*account_id != '\0')
    sl_page_stack_push (self->pages, sl_provider_page_new (get_shown_client (self), account_id,
                                                           g_variant_get_string (parameter, NULL)));
}

static void
on_account_saved (SlMainWindow *self, const char *account_id, GtkWidget *editor)
{
  sl_page_stack_replace (self->pages, sl_account_page_new (self->store, self->client, account_id));
}

static void
show_account_editor (SlMainWindow *self, const char *account_id)
{
  GtkWidget *editor = sl_account_editor_new (self->store, self->client, account_id);

  g_signal_connect_swapped (editor, "saved", G_CALLBACK (on_account_saved), self);
  sl_page_stack_push (self->pages, editor);
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

  if (sl_plan_get_account (sl_plan_store_get_plan (self->store), get_shown_account (self)) != NULL)
    show_account_editor (self, get_shown_account (self));
}

static void
on_watch_provider_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow *self = SL_MAIN_WINDOW (widget);
  GtkWidget    *chooser = sl_provider_chooser_new (self->store, self->client);

  g_signal_connect_swapped (chooser, "saved", G_CALLBACK (on_account_saved), self);
  g_signal_connect_swapped (chooser, "message", G_CALLBACK (on_message), self);
  sl_page_stack_push (self->pages, chooser);
}

static void
show_channel_editor (SlMainWindow *self, const char *channel_id)
{
  GtkWidget *editor = sl_channel_editor_new (self->store, channel_id);

  g_signal_connect_swapped (editor, "saved", G_CALLBACK (sl_page_stack_go_back), self->pages);
  sl_page_stack_push (self->pages, editor);
}

static void
on_add_channel_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  show_channel_editor (SL_MAIN_WINDOW (widget), NULL);
}

static void
on_edit_channel_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  show_channel_editor (SL_MAIN_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* Removing, with a way back */

static void
on_undo_clicked (SlMainWindow *self, AdwToast *toast)
{
  g_autoptr (GError) error = NULL;

  g_object_set_data (G_OBJECT (toast), "undone", GINT_TO_POINTER (TRUE));
  if (!sl_plan_store_undo_removal (self->store, &error))
    tell (self, error->message);
}

/* The password goes only when the way back is gone. */
static void
on_removal_final (SlMainWindow *self, AdwToast *toast)
{
  const char *account_id = g_object_get_data (G_OBJECT (toast), "account");

  if (account_id != NULL && g_object_get_data (G_OBJECT (toast), "undone") == NULL)
    sl_watch_client_clear_secret (self->client, account_id);
}

static void
offer_undo (SlMainWindow *self, const char *sentence, const char *account_id)
{
  AdwToast *toast = tell (self, sentence);

  adw_toast_set_button_label (toast, _ ("Undo"));
  g_object_set_data_full (G_OBJECT (toast), "account", g_strdup (account_id), g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_undo_clicked), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_removal_final), self,
                           G_CONNECT_SWAPPED);
}

static void
on_remove_account_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow *self = SL_MAIN_WINDOW (widget);
  SlAccount    *account
      = sl_plan_get_account (sl_plan_store_get_plan (self->store), get_shown_account (self));
  g_autofree char *id = account != NULL ? g_strdup (account->id) : NULL;
  g_autofree char *sentence = NULL;
  g_autoptr (GError) error = NULL;

  if (account == NULL)
    return;
  /* Translators: %s is the name of an account. */
  sentence = g_strdup_printf (_ ("%s is no longer watched."), account->name);
  if (!sl_plan_store_remove_account (self->store, id, &error))
    {
      tell (self, error->message);
      return;
    }
  sl_main_window_show_overview (self);
  offer_undo (self, sentence, id);
}

static void
on_remove_channel_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow    *self = SL_MAIN_WINDOW (widget);
  const char      *id = g_variant_get_string (parameter, NULL);
  SlChannel       *channel = sl_plan_get_channel (sl_plan_store_get_plan (self->store), id);
  g_autofree char *sentence = NULL;
  g_autoptr (GError) error = NULL;

  if (channel == NULL)
    return;
  /* Translators: %s is the name of a channel, such as "Signal group Team". */
  sentence = g_strdup_printf (_ ("%s is removed."), channel->name);
  if (!sl_plan_store_remove_channel (self->store, id, &error))
    {
      tell (self, error->message);
      return;
    }
  sl_page_stack_go_back (self->pages);
  offer_undo (self, sentence, NULL);
}

/* Small services to the pages */

static void
on_copy_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          g_variant_get_string (parameter, NULL));
  tell (SL_MAIN_WINDOW (widget), _ ("Copied."));
}

static void
on_uri_shown (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *uri = user_data;
  g_autoptr (GError) error = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error))
    return;
  g_debug ("%s could not be opened: %s", uri, error->message);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (source)), uri);
  tell (SL_MAIN_WINDOW (source), _ ("No program here opens this. The address is copied instead."));
}

static void
on_open_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *uri = g_variant_get_string (parameter, NULL);

  if (sl_channel_address_is_openable (uri))
    gtk_show_uri_full (GTK_WINDOW (widget), uri, GDK_CURRENT_TIME, NULL, on_uri_shown,
                       g_strdup (uri));
}

static void
on_reached_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow *self = SL_MAIN_WINDOW (widget);
  const char   *id = g_variant_get_string (parameter, NULL);
  SlChannel    *channel = sl_plan_get_channel (sl_plan_store_get_plan (self->store), id);
  g_autoptr (SlChannel) practised = NULL;
  g_autoptr (GError) error = NULL;

  if (channel == NULL)
    {
      tell (self, _ ("This is a practice: nothing is noted."));
      return;
    }
  practised = sl_channel_copy (channel);
  practised->last_practised = g_get_real_time () / G_USEC_PER_SEC;
  if (sl_plan_store_set_channel (self->store, practised, &error))
    tell (self, _ ("Noted: this way works."));
  else
    tell (self, error->message);
}

static void
on_open_plan_folder_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow    *self = SL_MAIN_WINDOW (widget);
  g_autofree char *folder = g_path_get_dirname (sl_plan_store_get_path (self->store));
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);

  if (uri != NULL)
    gtk_show_uri_full (GTK_WINDOW (widget), uri, GDK_CURRENT_TIME, NULL, on_uri_shown,
                       g_strdup (uri));
}

/* The service */

static void
on_refusal_answered (SlMainWindow *self, const char *response, AdwMessageDialog *dialog)
{
  const char *account_id = g_object_get_data (G_OBJECT (dialog), "account");

  if (g_str_equal (response, "try"))
    sl_watch_client_check_now (get_shown_client (self), account_id, TRUE);
}

static void
on_refused (SlMainWindow *self, const char *account_id)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
      GTK_WINDOW (self), _ ("Try the refused password again?"),
      _ ("It was refused before. Trying again can lock the account or have your "
         "address blocked. If you changed it, enter the new one instead.")));

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "try", _ ("_Try Again"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "try", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "account", g_strdup (account_id), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_refusal_answered), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_check_now_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow *self = SL_MAIN_WINDOW (widget);

  sl_watch_client_check_now (get_shown_client (self), get_shown_account (self), FALSE);
}

static void
on_start_service_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GError) error = NULL;

  if (!sl_service_starter_start (&error))
    tell (SL_MAIN_WINDOW (widget), error->message);
}

static void
on_pause_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sl_watch_client_pause (SL_MAIN_WINDOW (widget)->client, g_variant_get_uint32 (parameter));
}

static void
on_resume_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sl_watch_client_resume (SL_MAIN_WINDOW (widget)->client);
}

static void
on_mute_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *account_id;
  guint32     seconds;

  g_variant_get (parameter, "(&su)", &account_id, &seconds);
  sl_watch_client_mute (get_shown_client (SL_MAIN_WINDOW (widget)), account_id, seconds);
}

static void
on_stop_practice_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sl_watch_client_stop_drill (SL_MAIN_WINDOW (widget)->practice);
}

static const struct
{
  const char                 *name;
  const char                 *parameter_type;
  GtkWidgetActionActivateFunc activate;
} window_actions[] = {
  { "win.add-account", NULL, on_add_account_activated },
  { "win.add-channel", NULL, on_add_channel_activated },
  { "win.back", NULL, on_back_activated },
  { "win.check-now", NULL, on_check_now_activated },
  { "win.copy", "s", on_copy_activated },
  { "win.edit-account", NULL, on_edit_account_activated },
  { "win.edit-channel", "s", on_edit_channel_activated },
  { "win.mute", "(su)", on_mute_activated },
  { "win.open", "s", on_open_activated },
  { "win.open-plan-folder", NULL, on_open_plan_folder_activated },
  { "win.pause", "u", on_pause_activated },
  { "win.reached", "s", on_reached_activated },
  { "win.remove-account", NULL, on_remove_account_activated },
  { "win.remove-channel", "s", on_remove_channel_activated },
  { "win.resume", NULL, on_resume_activated },
  { "win.show-account", "s", on_show_account_activated },
  { "win.show-provider", "s", on_show_provider_activated },
  { "win.start-service", NULL, on_start_service_activated },
  { "win.stop-practice", NULL, on_stop_practice_activated },
  { "win.watch-provider", NULL, on_watch_provider_activated },
};

/* Object */

static void
sl_main_window_dispose (GObject *object)
{
  SlMainWindow *self = SL_MAIN_WINDOW (object);

  g_clear_object (&self->pages);
  g_clear_object (&self->store);
  g_clear_object (&self->client);
  g_clear_object (&self->practice);
  G_OBJECT_CLASS (sl_main_window_parent_class)->dispose (object);
}

static void
sl_main_window_class_init (SlMainWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_main_window_dispose;
  g_type_ensure (SL_TYPE_NOTICE_BAR);
  g_type_ensure (SL_TYPE_WELCOME_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/main-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SlMainWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SlMainWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, SlMainWindow, root);
  gtk_widget_class_bind_template_child (widget_class, SlMainWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SlMainWindow, notice);
  for (guint i = 0; i < G_N_ELEMENTS (window_actions); i++)
    gtk_widget_class_install_action (widget_class, window_actions[i].name,
                                     window_actions[i].parameter_type, window_actions[i].activate);
  /* Not as accelerators of the application: those would take a "?" away from a password. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_question, 0, "win.show-help-overlay",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_question, GDK_SHIFT_MASK,
                                       "win.show-help-overlay", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);
}

static void
sl_main_window_init (SlMainWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->pages = sl_page_stack_new (self->leaflet, self->root);
}

static void
follow (SlMainWindow *self, SlWatchClient *client)
{
  g_signal_connect_object (client, "message", G_CALLBACK (on_message), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "refused", G_CALLBACK (on_refused), self, G_CONNECT_SWAPPED);
}

/**
 * sl_main_window_new:
 * @application: the application
 * @store: the user's plan
 * @client: the user's service
 * @practice: the service of a practice
 *
 * Returns: (transfer none): a window, not yet presented
 */
SlMainWindow *
sl_main_window_new (GtkApplication *application,
                    SlPlanStore    *store,
                    SlWatchClient  *client,
                    SlWatchClient  *practice)
{
  SlMainWindow *self = g_object_new (SL_TYPE_MAIN_WINDOW, "application", application, NULL);

  self->store = g_object_ref (store);
  self->client = g_object_ref (client);
  self->practice = g_object_ref (practice);
  gtk_stack_add_named (self->stack, sl_overview_page_new (store, client), "overview");
  g_signal_connect_object (store, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "accounts-changed", G_CALLBACK (update_root), self,
                           G_CONNECT_SWAPPED);
  follow (self, client);
  follow (self, practice);
  update (self);
  return self;
}

/**
 * sl_main_window_show_account:
 * @self: a window
 * @account_id: an account's id, known or not; %SL_PRACTICE_ACCOUNT_ID for the practice's
 */
void
sl_main_window_show_account (SlMainWindow *self, const char *account_id)
{
  gboolean is_practice
      = g_str_equal (account_id, SL_PRACTICE_ACCOUNT_ID)
        && sl_plan_get_account (sl_plan_store_get_plan (self->store), account_id) == NULL;

  if (g_str_equal (get_shown_account (self), account_id))
    return;
  sl_page_stack_restart (
      self->pages,
      sl_account_page_new (self->store, is_practice ? self->practice : self->client, account_id));
}

/**
 * sl_main_window_show_overview:
 * @self: a window
 */
void
sl_main_window_show_overview (SlMainWindow *self)
{
  sl_page_stack_restart (self->pages, NULL);
}
