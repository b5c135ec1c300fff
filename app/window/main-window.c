/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "main-window.h"

#include "account-page.h"
#include "autostart-question.h"
#include "fallback-page.h"
#include "drill-client.h"
#include "drill-page.h"
#include "morning.h"
#include "notice-bar.h"
#include "organisation-actions.h"
#include "overview-page.h"
#include "page-title.h"
#include "plan-actions.h"
#include "provider-chooser.h"
#include "provider-page.h"
#include "reach-actions.h"
#include "repair-actions.h"
#include "service-starter.h"
#include "transfer-actions.h"
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
  SlAutostartQuestion *autostart_question;
};

G_DEFINE_FINAL_TYPE (SlMainWindow, sl_main_window, ADW_TYPE_APPLICATION_WINDOW)

static void
on_message (SlMainWindow *self, const char *sentence)
{
  sl_main_window_tell (self, sentence);
}

/* Navigation */

static void
update_root (SlMainWindow *self)
{
  SlPlan    *plan = sl_plan_store_get_plan (self->store);
  GPtrArray *planned = sl_plan_get_accounts (plan);
  guint      n_watched = g_list_model_get_n_items (sl_watch_client_get_accounts (self->client));
  gboolean   first_run
      = planned->len == 0 && n_watched == 0 && sl_plan_store_get_error (self->store) == NULL;

  /* What an organisation gave, and tells, is not to be hidden behind a welcome. */
  if (sl_plan_get_organisation (plan) != NULL)
    first_run = FALSE;

  gtk_stack_set_visible_child_name (self->stack, first_run ? "welcome" : "overview");
}

static void
ask_for_autostart (SlMainWindow *self)
{
  sl_notice_bar_ask (self->notice,
                     _ ("Start Storm Lantern when you log in? Then it tells you of trouble before "
                        "you run into it."),
                     _ ("Start at Login"), _ ("Not Now"), "win.answer-autostart");
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
  else if (sl_watch_client_get_presence (self->practice) == SL_WATCH_CLIENT_PRESENT)
    sl_notice_bar_show (self->notice,
                        _ ("A practice is running. What you see here is your own mail."),
                        _ ("Show"), "win.show-practice");
  else if (sl_autostart_question_is_due (self->autostart_question))
    ask_for_autostart (self);
  else
    sl_notice_bar_hide (self->notice);
}

static void
update (SlMainWindow *self)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.resume",
                                 sl_watch_client_get_paused_until (self->client) > now);
  update_root (self);
  update_notice (self);
}

/* Pages */

/* Returns: the id of the account in the worst state; the only one there is; "" if none stands out
 */
static const char *
find_worst_account (SlWatchClient *client)
{
  GListModel *accounts = sl_watch_client_get_accounts (client);
  guint       n_accounts = g_list_model_get_n_items (accounts);
  const char *worst_id = "";
  SlState     worst = n_accounts == 1 ? SL_STATE_PAUSED : SL_STATE_UNKNOWN;

  for (guint i = 0; i < n_accounts; i++)
    {
      g_autoptr (SlAccountItem) item = g_list_model_get_item (accounts, i);

      if (sl_account_item_get_state (item) > worst || n_accounts == 1)
        {
          worst = sl_account_item_get_state (item);
          worst_id = sl_account_item_get_id (item);
        }
    }
  return worst_id;
}

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
on_show_practice_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sl_main_window_show_account (SL_MAIN_WINDOW (widget), SL_PRACTICE_ACCOUNT_ID);
}

static void
on_show_fallback_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sl_main_window_show_fallback (SL_MAIN_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* The account on the page, else the one that needs it most. */
static void
on_reach_people_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow *self = SL_MAIN_WINDOW (widget);
  const char   *account_id = sl_main_window_get_shown_account (self);

  sl_main_window_show_fallback (self, *account_id != '\0' ? account_id
                                                          : find_worst_account (self->client));
}

static void
on_show_provider_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SlMainWindow *self = SL_MAIN_WINDOW (widget);
  const char   *account_id = sl_main_window_get_shown_account (self);

  if (*account_id != '\0')
    sl_page_stack_push (self->pages,
                        sl_provider_page_new (sl_main_window_get_shown_client (self), account_id,
                                              g_variant_get_string (parameter, NULL)));
}

static void
on_account_saved (SlMainWindow *self, const char *account_id, GtkWidget *chooser)
{
  sl_page_stack_replace (self->pages, sl_account_page_new (self->store, self->client, account_id));
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

/* The service */

static void
on_refusal_answered (SlMainWindow *self, const char *response, AdwMessageDialog *dialog)
{
  const char *account_id = g_object_get_data (G_OBJECT (dialog), "account");

  if (g_str_equal (response, "try"))
    sl_watch_client_check_now (sl_main_window_get_shown_client (self), account_id, TRUE);
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

  sl_watch_client_check_now (sl_main_window_get_shown_client (self),
                             sl_main_window_get_shown_account (self), FALSE);
}

static void
on_start_service_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GError) error = NULL;

  if (!sl_service_starter_start (&error))
    sl_main_window_tell (SL_MAIN_WINDOW (widget), error->message);
}

static void
on_pause_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sl_watch_client_pause (SL_MAIN_WINDOW (widget)->client, g_variant_get_uint32 (parameter));
}

static void
on_pause_until_tomorrow_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  sl_watch_client_pause (SL_MAIN_WINDOW (widget)->client, sl_morning_seconds_until (now));
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
  sl_watch_client_mute (sl_main_window_get_shown_client (SL_MAIN_WINDOW (widget)), account_id,
                        seconds);
}

static void
on_stop_practice_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sl_drill_client_stop (SL_MAIN_WINDOW (widget)->practice);
}

static void
on_answer_autostart_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sl_autostart_question_answer (SL_MAIN_WINDOW (widget)->autostart_question,
                                g_variant_get_boolean (parameter));
}

static const struct
{
  const char                 *name;
  const char                 *parameter_type;
  GtkWidgetActionActivateFunc activate;
} window_actions[] = {
  { "win.answer-autostart", "b", on_answer_autostart_activated },
  { "win.back", NULL, on_back_activated },
  { "win.check-now", NULL, on_check_now_activated },
  { "win.mute", "(su)", on_mute_activated },
  { "win.pause", "u", on_pause_activated },
  { "win.pause-until-tomorrow", NULL, on_pause_until_tomorrow_activated },
  { "win.resume", NULL, on_resume_activated },
  { "win.reach-people", NULL, on_reach_people_activated },
  { "win.show-account", "s", on_show_account_activated },
  { "win.show-fallback", "s", on_show_fallback_activated },
  { "win.show-practice", NULL, on_show_practice_activated },
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
  g_clear_object (&self->autostart_question);
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
  g_type_ensure (SL_TYPE_PAGE_TITLE);
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
  sl_organisation_actions_install (widget_class);
  sl_plan_actions_install (widget_class);
  sl_reach_actions_install (widget_class);
  sl_repair_actions_install (widget_class);
  sl_transfer_actions_install (widget_class);
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
  self->autostart_question = sl_autostart_question_new (client);
  gtk_stack_add_named (self->stack, sl_overview_page_new (store, client), "overview");
  g_signal_connect_object (store, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "accounts-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  follow (self, client);
  g_signal_connect_object (practice, "changed", G_CALLBACK (update_notice), self,
                           G_CONNECT_SWAPPED);
  follow (self, practice);
  g_signal_connect_object (self->autostart_question, "changed", G_CALLBACK (update_notice), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->autostart_question, "message", G_CALLBACK (on_message), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return self;
}

static SlWatchClient *
choose_client (SlMainWindow *self, const char *account_id)
{
  gboolean is_practice
      = g_str_equal (account_id, SL_PRACTICE_ACCOUNT_ID)
        && sl_plan_get_account (sl_plan_store_get_plan (self->store), account_id) == NULL;

  return is_practice ? self->practice : self->client;
}

/* From one page about an account to the other one about it the way leads back, else to the first
 * page. */
static void
show_page_about (SlMainWindow *self, GtkWidget *page, const char *account_id)
{
  const char *shown = sl_main_window_get_shown_account (self);

  if (*account_id != '\0' && g_str_equal (shown, account_id))
    sl_page_stack_push (self->pages, page);
  else
    sl_page_stack_restart (self->pages, page);
}

/**
 * sl_main_window_show_account:
 * @self: a window
 * @account_id: an account's id, known or not; %SL_PRACTICE_ACCOUNT_ID for the practice's
 */
void
sl_main_window_show_account (SlMainWindow *self, const char *account_id)
{
  if (SL_IS_ACCOUNT_PAGE (sl_page_stack_get_page (self->pages))
      && g_str_equal (sl_main_window_get_shown_account (self), account_id))
    return;
  show_page_about (self,
                   sl_account_page_new (self->store, choose_client (self, account_id), account_id),
                   account_id);
}

/**
 * sl_main_window_show_fallback:
 * @self: a window
 * @account_id: whom people cannot be reached with, known or not; %SL_PRACTICE_ACCOUNT_ID for the
 *   practice's; "" for mail in general
 */
void
sl_main_window_show_fallback (SlMainWindow *self, const char *account_id)
{
  if (SL_IS_FALLBACK_PAGE (sl_page_stack_get_page (self->pages))
      && g_str_equal (sl_main_window_get_shown_account (self), account_id))
    return;
  show_page_about (self,
                   sl_fallback_page_new (self->store, choose_client (self, account_id), account_id),
                   account_id);
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

/**
 * sl_main_window_show_practise:
 * @self: a window
 *
 * Shows where an outage to practise is chosen.
 */
void
sl_main_window_show_practise (SlMainWindow *self)
{
  if (!SL_IS_DRILL_PAGE (sl_page_stack_get_page (self->pages)))
    sl_page_stack_restart (self->pages, sl_drill_page_new (self->client, self->practice));
}

/* What is passing stands above a bar at the bottom, which it would hide. */
static void
keep_bar_free (SlMainWindow *self)
{
  GtkWidget *last = gtk_widget_get_last_child (sl_page_stack_get_page (self->pages));

  if (GTK_IS_ACTION_BAR (last) && gtk_action_bar_get_revealed (GTK_ACTION_BAR (last)))
    gtk_widget_add_css_class (GTK_WIDGET (self->toasts), "above-bar");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->toasts), "above-bar");
}

/**
 * sl_main_window_tell:
 * @self: a window
 * @sentence: what came of something, plain text
 *
 * Returns: (transfer none): the passing notice that says so; it may be given a button
 */
AdwToast *
sl_main_window_tell (SlMainWindow *self, const char *sentence)
{
  /* A toast's title is markup in this version of libadwaita. */
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);
  AdwToast        *toast = adw_toast_new (escaped);

  /* What happened last is said at once; what still offers to be taken back comes again after it. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  keep_bar_free (self);
  adw_toast_overlay_add_toast (self->toasts, toast);
  return toast;
}

/**
 * sl_main_window_get_store:
 * @self: a window
 *
 * Returns: (transfer none): the user's plan
 */
SlPlanStore *
sl_main_window_get_store (SlMainWindow *self)
{
  return self->store;
}

/**
 * sl_main_window_get_pages:
 * @self: a window
 *
 * Returns: (transfer none): the way to the page that is shown
 */
SlPageStack *
sl_main_window_get_pages (SlMainWindow *self)
{
  return self->pages;
}

/**
 * sl_main_window_get_client:
 * @self: a window
 *
 * Returns: (transfer none): the user's service
 */
SlWatchClient *
sl_main_window_get_client (SlMainWindow *self)
{
  return self->client;
}

/**
 * sl_main_window_get_shown_account:
 * @self: a window
 *
 * Returns: (transfer none): the id of the account that the page is about, "" if it is about none
 */
const char *
sl_main_window_get_shown_account (SlMainWindow *self)
{
  GtkWidget *page = sl_page_stack_get_page (self->pages);

  if (SL_IS_FALLBACK_PAGE (page))
    return sl_fallback_page_get_account_id (SL_FALLBACK_PAGE (page));
  return SL_IS_ACCOUNT_PAGE (page) ? sl_account_page_get_account_id (SL_ACCOUNT_PAGE (page)) : "";
}

/**
 * sl_main_window_get_shown_client:
 * @self: a window
 *
 * Returns: (transfer none): the service that the page tells about: the user's or the practice's
 */
SlWatchClient *
sl_main_window_get_shown_client (SlMainWindow *self)
{
  GtkWidget *page = sl_page_stack_get_page (self->pages);

  if (SL_IS_FALLBACK_PAGE (page))
    return sl_fallback_page_get_client (SL_FALLBACK_PAGE (page));
  return SL_IS_ACCOUNT_PAGE (page) ? sl_account_page_get_client (SL_ACCOUNT_PAGE (page))
                                   : self->client;
}
