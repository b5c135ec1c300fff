/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "application.h"

#include "main-window.h"
#include "plan-store.h"
#include "preferences-window.h"
#include "watch-client.h"
#include "window-raiser.h"

#include <glib/gi18n-lib.h>

/* The exit statuses of all programs of the project, and what lets GApplication go on. */
#define EXIT_FINE 0
#define EXIT_FAILED 3
#define CONTINUE (-1)

/* The service's notice that it is time to practise; no account is called so. */
#define REMINDER_ID "practise/reminder"

/* The service's notice of what the organisation has to tell. */
#define ORGANISATION_NOTICE_ID "organisation/notice"

/* A service that hangs does not keep the window. */
#define QUIT_PATIENCE_MS 5000

struct _SlApplication
{
  AdwApplication parent_instance;
  /* NULL until a window needs them */
  SlPlanStore   *store;
  SlWatchClient *client;
  SlWatchClient *practice;
};

G_DEFINE_FINAL_TYPE (SlApplication, sl_application, ADW_TYPE_APPLICATION)

/* Not before there is something to show: the client has the bus start the service, and a program
 * that was started in order to end everything must not do that. */
static void
connect_to_service (SlApplication *self)
{
  g_autofree char *plan_path = sl_plan_file_default_path ();

  if (self->client != NULL)
    return;
  self->store = sl_plan_store_new (plan_path);
  self->client = sl_watch_client_new (SL_WATCH_BUS_NAME);
  self->practice = sl_watch_client_new (SL_PRACTICE_BUS_NAME);
}

static SlMainWindow *
ensure_window (SlApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *link = windows; link != NULL; link = link->next)
    if (SL_IS_MAIN_WINDOW (link->data))
      return link->data;
  connect_to_service (self);
  return sl_main_window_new (GTK_APPLICATION (self), self->store, self->client, self->practice);
}

/* GTK hands the activation token of the action to the window that is presented next. */
static SlMainWindow *
present_window (SlApplication *self)
{
  SlMainWindow *window = ensure_window (self);

  sl_window_raise (GTK_WINDOW (window));
  return window;
}

/* Actions */

static void
on_show_fallback_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SlMainWindow *window = present_window (user_data);
  const char   *account_id = g_variant_get_string (parameter, NULL);

  /* In a sandbox every notice is answered here. */
  if (g_str_equal (account_id, REMINDER_ID))
    sl_main_window_show_practise (window);
  else if (g_str_equal (account_id, ORGANISATION_NOTICE_ID))
    sl_main_window_show_overview (window);
  else
    sl_main_window_show_fallback (window, account_id);
}

static void
on_show_overview_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sl_main_window_show_overview (present_window (user_data));
}

static void
on_preferences_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SlApplication *self = user_data;
  GtkWindow     *window = GTK_WINDOW (present_window (self));
  GtkWindow     *preferences = GTK_WINDOW (sl_preferences_window_new (self->store, self->client));

  gtk_window_set_transient_for (preferences, window);
  gtk_window_set_modal (preferences, TRUE);
  gtk_window_present (preferences);
}

static void
on_practise_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sl_main_window_show_practise (present_window (user_data));
}

static void
on_about_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SlApplication *self = user_data;

  adw_show_about_window (
      GTK_WINDOW (present_window (self)), "application-name", _ ("Storm Lantern"),
      "application-icon", SL_APPLICATION_ID, "version", SL_VERSION, "developer-name",
      _ ("The Storm Lantern contributors"), "license-type", GTK_LICENSE_GPL_3_0, "comments",
      _ ("Says whose fault it is when mail sign-in breaks, and shows the way round."),
      /* Translators: put your name here, one per line; it is shown in "About". */
      "translator-credits", _ ("translator-credits"), NULL);
}

static void
on_close_all_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_application_quit (G_APPLICATION (user_data));
}

static void
on_service_quit (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GApplication) application = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply == NULL)
    g_debug ("The service need not be ended: %s", error->message);
  g_application_quit (application);
  g_application_release (application);
}

/* Everything ends. GNOME's list of background apps activates this too, for which the bus starts the
 * program if need be. */
static void
on_quit_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GApplication    *application = user_data;
  GDBusConnection *connection = g_application_get_dbus_connection (application);

  if (connection == NULL)
    {
      g_application_quit (application);
      return;
    }
  g_application_hold (application);
  g_dbus_connection_call (connection, SL_WATCH_BUS_NAME, SL_WATCH_OBJECT_PATH, SL_WATCH_BUS_NAME,
                          "Quit", NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, QUIT_PATIENCE_MS,
                          NULL, on_service_quit, g_object_ref (application));
}

static const GActionEntry action_entries[] = {
  { "show-fallback", on_show_fallback_activated, "s", NULL, NULL, { 0 } },
  { "show-overview", on_show_overview_activated, NULL, NULL, NULL, { 0 } },
  { "preferences", on_preferences_activated, NULL, NULL, NULL, { 0 } },
  { "practise", on_practise_activated, NULL, NULL, NULL, { 0 } },
  { "about", on_about_activated, NULL, NULL, NULL, { 0 } },
  { "close-all", on_close_all_activated, NULL, NULL, NULL, { 0 } },
  { "quit", on_quit_activated, NULL, NULL, NULL, { 0 } },
};

static const struct
{
  const char *action;
  const char *keys[3];
} shortcuts[] = {
  { "app.preferences", { "<Control>comma" } },
  { "app.close-all", { "<Control>q" } },
  { "window.close", { "<Control>w" } },
  { "win.show-help-overlay", { "<Control>question", "F1" } },
  { "win.add-account", { "<Control>n" } },
  { "win.add-channel", { "<Control><Shift>n" } },
  { "win.check-now", { "F5", "<Control>r" } },
  { "win.reach-people", { "<Control>b" } },
  { "win.show-plan", { "<Control>e" } },
  { "win.back", { "<Alt>Left", "Back" } },
};

/* Application */

static void
sl_application_startup (GApplication *application)
{
  SlApplication *self = SL_APPLICATION (application);

  G_APPLICATION_CLASS (sl_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (self), action_entries,
                                   G_N_ELEMENTS (action_entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      const char *keys[G_N_ELEMENTS (shortcuts[i].keys) + 1] = { NULL };

      for (guint j = 0; j < G_N_ELEMENTS (shortcuts[i].keys); j++)
        keys[j] = shortcuts[i].keys[j];
      gtk_application_set_accels_for_action (GTK_APPLICATION (self), shortcuts[i].action, keys);
    }

  gtk_window_set_default_icon_name (SL_APPLICATION_ID);
}

static void
sl_application_activate (GApplication *application)
{
  present_window (SL_APPLICATION (application));
}

/* Runs in the instance that was just started; the action runs in the one that holds the window,
 * which is presented after it in any case. */
static int
request (GApplication *application, const char *action, GVariant *parameter)
{
  g_autoptr (GVariant) sunk = parameter != NULL ? g_variant_ref_sink (parameter) : NULL;
  g_autoptr (GError) error = NULL;

  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("stormlantern: %s\n", error->message);
      return EXIT_FAILED;
    }
  g_action_group_activate_action (G_ACTION_GROUP (application), action, sunk);
  return CONTINUE;
}

static int
sl_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  const char *account_id = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("stormlantern %s\n", SL_VERSION);
      return EXIT_FINE;
    }
  if (g_variant_dict_lookup (options, "show-fallback", "&s", &account_id))
    return request (application, "show-fallback", g_variant_new_string (account_id));
  if (g_variant_dict_contains (options, "practice"))
    return request (application, "show-fallback", g_variant_new_string (SL_PRACTICE_ACCOUNT_ID));
  if (g_variant_dict_contains (options, "practise"))
    return request (application, "practise", NULL);
  if (g_variant_dict_contains (options, "preferences"))
    return request (application, "preferences", NULL);
  return CONTINUE;
}

static void
sl_application_finalize (GObject *object)
{
  SlApplication *self = SL_APPLICATION (object);

  g_clear_object (&self->store);
  g_clear_object (&self->client);
  g_clear_object (&self->practice);
  G_OBJECT_CLASS (sl_application_parent_class)->finalize (object);
}

static void
sl_application_class_init (SlApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sl_application_finalize;
  application_class->startup = sl_application_startup;
  application_class->activate = sl_application_activate;
  application_class->handle_local_options = sl_application_handle_local_options;
}

static const GOptionEntry option_entries[] = {
  { "show-fallback", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Show what to do about an account"),
    N_ ("ACCOUNT") },
  { "practice", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the practice that is running"), NULL },
  { "practise", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Choose an outage to practise"), NULL },
  { "preferences", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the preferences"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version and exit"), NULL },
  { NULL, 0, 0, 0, NULL, NULL, NULL },
};

static void
sl_application_init (SlApplication *self)
{
  GApplication *application = G_APPLICATION (self);

  g_application_add_main_option_entries (application, option_entries);
  g_application_set_option_context_summary (
      application, _ ("A lantern that says whose fault it is when mail sign-in breaks."));
}

/**
 * sl_application_new:
 *
 * Returns: (transfer full): the application, not yet running
 */
SlApplication *
sl_application_new (void)
{
  return g_object_new (SL_TYPE_APPLICATION, "application-id", SL_APPLICATION_ID,
                       "resource-base-path", "/io/github/stormlantern/StormLantern", NULL);
}
