/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "service.h"

#include "autostart-calls.h"
#include "drill-calls.h"
#include "drill-reminder.h"
#include "engine.h"
#include "installation.h"
#include "notice-words.h"
#include "notifier.h"
#include "organisation-calls.h"
#include "organisation-notice.h"
#include "preferences.h"
#include "problems.h"
#include "service-actions.h"
#include "service-background.h"
#include "service-calls.h"
#include "service-discovery-calls.h"
#include "service-menu.h"
#include "service-notices.h"
#include "service-page-calls.h"
#include "service-plan-calls.h"
#include "service-restart.h"
#include "service-sign-in-calls.h"
#include "service-status.h"
#include "system-clock.h"
#include "tray.h"
#include "window-launcher.h"

#include <glib/gi18n-lib.h>

#define WATCH_NAME SL_APPLICATION_ID ".Watch"
#define PRACTICE_NAME SL_APPLICATION_ID ".Practice"

/* While a practice runs, its progress is told once a second; afterwards the result stays for a
 * moment. Outside of a practice nothing ticks. */
#define DRILL_TICK_SECONDS 1
#define DRILL_AFTERMATH_SECONDS 3

/* A password that was sent but whose answer was not awaited must rest for hours; so a sign-in under
 * way may end, within what a desktop allows at the end of the session. */
#define LONGEST_FAREWELL_MS 2000
#define LONGEST_CANCELLING_MS 1000

struct _SlService
{
  GObject             parent_instance;
  GDBusConnection    *connection;
  SlPreferences      *preferences;
  SlProblems         *problems;
  SlEngine           *engine;
  SlDBusWatch        *skeleton;
  SlServiceCalls     *calls;
  SlDrillCalls       *drill_calls;
  SlServicePageCalls *page_calls;
  SlServicePlanCalls *plan_calls;

  SlServiceDiscoveryCalls *discovery_calls; /* nullable: a practice asks nobody */

  SlAutostartCalls     *autostart_calls; /* nullable: a practice */
  SlOrganisationCalls  *organisation_calls;
  SlOrganisationNotice *organisation_notice; /* nullable: a practice */
  SlDrillReminder      *drill_reminder;      /* nullable: a practice has none */
  SlServiceSignInCalls *sign_in_calls;
  SlWindowLauncher     *launcher;
  SlNotifier           *notifier;
  SlServiceNotices     *notices;
  SlServiceMenu        *menu;
  SlServiceActions     *actions;
  SlServiceBackground  *background; /* nullable: a practice */
  SlServiceRestart     *restart;    /* nullable: a practice */
  SlTray               *tray;       /* nullable: the user does not want it */
  guint                 rest_ms;    /* after an upgrade */
  guint                 refresh_source;
  guint                 drill_source;
};

static guint quit_signal;
static guint restart_signal;

G_DEFINE_FINAL_TYPE (SlService, sl_service, G_TYPE_OBJECT)

static gboolean
is_practice (SlService *self)
{
  return sl_engine_get_practice (self->engine) != NULL;
}

/* The End */

static void
drop (SlService *self, gpointer object_pointer)
{
  GObject **object = object_pointer;

  if (*object != NULL)
    g_signal_handlers_disconnect_by_data (*object, self);
  g_clear_object (object);
}

static void
disconnect_engine (SlService *self)
{
  if (self->engine == NULL)
    return;
  g_signal_handlers_disconnect_by_data (sl_engine_get_watcher (self->engine), self);
  if (is_practice (self))
    g_signal_handlers_disconnect_by_data (sl_engine_get_practice (self->engine), self);
  else
    g_signal_handlers_disconnect_by_data (sl_engine_get_organisation (self->engine), self);
  sl_engine_stop (self->engine);
}

static void
sl_service_dispose (GObject *object)
{
  SlService *self = SL_SERVICE (object);

  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_handle_id (&self->drill_source, g_source_remove);
  disconnect_engine (self);
  if (self->notices != NULL)
    sl_service_notices_withdraw_trouble (self->notices);
  if (self->skeleton != NULL)
    g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self->skeleton));
  drop (self, &self->tray);
  g_clear_object (&self->background);
  drop (self, &self->restart);
  drop (self, &self->actions);
  drop (self, &self->menu);
  drop (self, &self->drill_reminder);
  drop (self, &self->organisation_notice);
  drop (self, &self->notices);
  if (self->notifier != NULL)
    sl_notifier_flush (self->notifier);
  drop (self, &self->notifier);
  drop (self, &self->launcher);
  drop (self, &self->drill_calls);
  drop (self, &self->page_calls);
  drop (self, &self->plan_calls);
  drop (self, &self->organisation_calls);
  drop (self, &self->sign_in_calls);
  g_clear_object (&self->autostart_calls);
  g_clear_object (&self->discovery_calls);
  drop (self, &self->calls);
  drop (self, &self->skeleton);
  drop (self, &self->engine);
  drop (self, &self->problems);
  drop (self, &self->preferences);
  drop (self, &self->connection);

  G_OBJECT_CLASS (sl_service_parent_class)->dispose (object);
}

static void
sl_service_class_init (SlServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_service_dispose;
  quit_signal = g_signal_new ("quit", SL_TYPE_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 0);
  restart_signal = g_signal_new ("restart", SL_TYPE_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sl_service_init (SlService *self)
{
}

static void
quit (SlService *self)
{
  g_signal_emit (self, quit_signal, 0);
}

static void
restart (SlService *self)
{
  g_signal_emit (self, restart_signal, 0);
}

/* From the Engine to the Desktop */

/* The advice of the account that gives the lantern its colour. */
static char *
dup_worst_advice (SlWatcher *watcher)
{
  g_autoptr (GPtrArray) accounts = sl_watcher_list_accounts (watcher);
  SlState state = sl_watcher_get_state (watcher);

  for (guint i = 0; i < accounts->len; i++)
    {
      const SlAccountStatus *account = g_ptr_array_index (accounts, i);

      if (account->verdict->state == state)
        return g_strdup (account->verdict->advice != NULL ? account->verdict->advice : "");
    }
  return g_strdup ("");
}

/* A lantern that is green for the doors alone says what it has to do without. */
static char *
dup_tool_tip_text (SlService *self)
{
  char       *advice = dup_worst_advice (sl_engine_get_watcher (self->engine));
  const char *problem = sl_engine_get_secret_problem (self->engine);
  char       *text;

  if (problem == NULL)
    return advice;
  text = g_strjoin (*advice != '\0' ? " " : "", advice, problem, NULL);
  g_free (advice);
  return text;
}

static char *
dup_tool_tip_title (SlService *self)
{
  g_autofree char *headline = sl_watcher_dup_headline (sl_engine_get_watcher (self->engine));

  return is_practice (self) ? sl_notice_words_mark_practice (headline)
                            : g_steal_pointer (&headline);
}

static void
refresh_tray (SlService *self)
{
  SlWatcher       *watcher = sl_engine_get_watcher (self->engine);
  g_autofree char *title = dup_tool_tip_title (self);
  g_autofree char *text = dup_tool_tip_text (self);

  sl_service_menu_update (self->menu);
  if (self->tray == NULL)
    return;
  sl_tray_set_state (self->tray, sl_watcher_get_state (watcher), is_practice (self));
  sl_tray_set_tool_tip (self->tray, title, text);
}

static gboolean
on_refresh (gpointer user_data)
{
  SlService *self = user_data;

  self->refresh_source = 0;
  sl_service_status_update (self->skeleton, self->engine);
  if (self->organisation_notice != NULL)
    sl_organisation_notice_update (self->organisation_notice);
  if (self->background != NULL)
    sl_service_background_update (self->background);
  if (self->restart != NULL)
    sl_service_restart_update (self->restart);
  refresh_tray (self);
  return G_SOURCE_REMOVE;
}

/* Several accounts change together: they are told once. */
static void
schedule_refresh (SlService *self)
{
  if (self->refresh_source == 0)
    self->refresh_source = g_idle_add (on_refresh, self);
}

static void
on_transition (SlService *self, SlTransition *transition)
{
  sl_dbus_watch_emit_transition (
      self->skeleton, transition->account_id, sl_state_to_nick (transition->from),
      sl_state_to_nick (transition->to), transition->verdict->headline, transition->trouble_since);
}

static void
on_problems_changed (SlService *self)
{
  sl_dbus_watch_set_problems (self->skeleton, sl_problems_to_variant (self->problems));
}

/* From the Desktop to the Engine */

static void
on_notice_activated (SlService *self, const char *account_id, const char *activation_token)
{
  if (g_str_equal (account_id, SL_DRILL_REMINDER_ID))
    sl_window_launcher_show_practise (self->launcher, activation_token);
  else if (g_str_equal (account_id, SL_ORGANISATION_NOTICE_ID))
    sl_window_launcher_show_overview (self->launcher, activation_token);
  else
    sl_window_launcher_show_fallback (self->launcher, account_id, activation_token);
}

static void
on_notifier_problem (SlService *self)
{
  sl_problems_set (self->problems, "notifications", sl_notifier_get_problem (self->notifier));
}

static void
on_tray_activated (SlService *self, const char *activation_token)
{
  sl_window_launcher_show_overview (self->launcher, activation_token);
}

static void
on_tray_host (SlService *self)
{
  sl_dbus_watch_set_tray_visible (self->skeleton,
                                  self->tray != NULL && sl_tray_is_host_present (self->tray));
}

static SlTray *
create_tray (SlService *self)
{
  const char *id = is_practice (self) ? PRACTICE_NAME : SL_APPLICATION_ID;
  const char *title = is_practice (self) ? _ ("Storm Lantern (practice)") : _ ("Storm Lantern");
  SlTray *tray = sl_tray_new (self->connection, id, title, sl_service_menu_get_model (self->menu),
                              sl_service_actions_get_group (self->actions));

  g_signal_connect_swapped (tray, "activate", G_CALLBACK (on_tray_activated), self);
  g_signal_connect_swapped (tray, "notify::host-present", G_CALLBACK (on_tray_host), self);
  sl_tray_set_named (tray, sl_preferences_wants_icon_names (self->preferences));
  sl_service_actions_set_tray (self->actions, tray);
  return tray;
}

static void
on_preferences_changed (SlService *self)
{
  gboolean wanted = sl_preferences_wants_tray (self->preferences);

  if (wanted && self->tray != NULL)
    sl_tray_set_named (self->tray, sl_preferences_wants_icon_names (self->preferences));
  if (wanted == (self->tray != NULL))
    return;
  if (wanted)
    self->tray = create_tray (self);
  else
    drop (self, &self->tray);
  on_tray_host (self);
  refresh_tray (self);
}

/* The Practice */

static gboolean
on_drill_tick (gpointer user_data)
{
  SlService *self = user_data;

  sl_service_status_update_drill (self->skeleton, self->engine);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_aftermath_over (gpointer user_data)
{
  SlService *self = user_data;

  self->drill_source = 0;
  quit (self);
  return G_SOURCE_REMOVE;
}

static void
on_practice_phase (SlService *self)
{
  sl_service_status_update_drill (self->skeleton, self->engine);
}

static void
on_practice_ended (SlService *self)
{
  sl_service_status_update_drill (self->skeleton, self->engine);
  g_clear_handle_id (&self->drill_source, g_source_remove);
  self->drill_source = g_timeout_add_seconds (DRILL_AFTERMATH_SECONDS, on_aftermath_over, self);
  /* The servers are gone: what the watcher would find now is no part of the story. */
  sl_watcher_stop (sl_engine_get_watcher (self->engine));
}

static void
connect_practice (SlService *self)
{
  SlPractice *practice = sl_engine_get_practice (self->engine);

  if (practice == NULL)
    return;
  g_signal_connect_swapped (practice, "phase", G_CALLBACK (on_practice_phase), self);
  g_signal_connect_swapped (practice, "ended", G_CALLBACK (on_practice_ended), self);
  self->drill_source = g_timeout_add_seconds (DRILL_TICK_SECONDS, on_drill_tick, self);
}

/* A practice that was killed could not take its notice away; where the desktop lets us, we do. */
static void
on_practice_gone (SlService *self)
{
  sl_notifier_withdraw (self->notifier, SL_PRACTICE_ACCOUNT_ID);
}

/* The Beginning */

static void
connect_engine (SlService *self)
{
  SlWatcher *watcher = sl_engine_get_watcher (self->engine);

  g_signal_connect_swapped (watcher, "changed", G_CALLBACK (schedule_refresh), self);
  g_signal_connect_swapped (watcher, "transition", G_CALLBACK (on_transition), self);
  g_signal_connect_swapped (self->engine, "changed", G_CALLBACK (schedule_refresh), self);
  g_signal_connect_swapped (self->problems, "changed", G_CALLBACK (on_problems_changed), self);
  g_signal_connect_swapped (self->preferences, "changed", G_CALLBACK (on_preferences_changed),
                            self);
  g_signal_connect_swapped (self->calls, "quit", G_CALLBACK (quit), self);
  g_signal_connect_swapped (self->drill_calls, "quit", G_CALLBACK (quit), self);
  g_signal_connect_swapped (self->drill_calls, "practice-gone", G_CALLBACK (on_practice_gone),
                            self);
}

static void
create_desktop (SlService *self)
{
  self->launcher = sl_window_launcher_new (self->connection, SL_APPLICATION_ID);
  self->notifier = sl_notifier_new (self->connection, _ ("Storm Lantern"));
  self->notices = sl_service_notices_new (self->notifier, self->engine, self->preferences);
  self->menu = sl_service_menu_new (self->engine);
  self->actions = sl_service_actions_new (self->engine, self->launcher);
  g_signal_connect_swapped (self->notifier, "activated", G_CALLBACK (on_notice_activated), self);
  g_signal_connect_swapped (self->notifier, "problem-changed", G_CALLBACK (on_notifier_problem),
                            self);
  g_signal_connect_swapped (self->actions, "quit", G_CALLBACK (quit), self);
}

/* A practice asks nobody, and does not stay. */
static void
create_calls_for_user (SlService *self)
{
  self->discovery_calls
      = sl_service_discovery_calls_new (self->skeleton, sl_engine_get_catalogue (self->engine));
  self->autostart_calls = sl_autostart_calls_new (self->skeleton, self->connection,
                                                  self->preferences, self->problems);
}

/* Before anybody sees the service, so that no newer version comes unseen. */
static void
create_restart (SlService *self)
{
  self->restart
      = sl_service_restart_new (self->connection, self->engine, self->problems, self->rest_ms);
  g_signal_connect_swapped (self->restart, "restart", G_CALLBACK (restart), self);
}

/**
 * sl_service_new:
 * @connection: the session bus
 * @options: the command line
 * @error: set if the engine cannot be had or the object path is taken
 *
 * Builds everything and shows itself on the bus at %SL_SERVICE_PATH; nothing is checked yet.
 *
 * Returns: (transfer full) (nullable): the service
 */
SlService *
sl_service_new (GDBusConnection *connection, const SlServiceOptions *options, GError **error)
{
  g_autoptr (SlService) self = g_object_new (SL_TYPE_SERVICE, NULL);

  self->connection = g_object_ref (connection);
  self->rest_ms = options->intervals != NULL ? options->intervals->wake_quiet_ms
                                             : sl_watch_intervals_default.wake_quiet_ms;
  self->preferences = sl_preferences_new ();
  self->problems = sl_problems_new ();
  self->engine = sl_engine_new (options, self->preferences, self->problems, error);
  if (self->engine == NULL)
    return NULL;
  self->skeleton = sl_dbus_watch_skeleton_new ();
  self->calls = sl_service_calls_new (self->skeleton, self->engine);
  self->drill_calls = sl_drill_calls_new (self->skeleton, self->engine);
  self->page_calls = sl_service_page_calls_new (self->skeleton, self->engine);
  self->plan_calls = sl_service_plan_calls_new (self->skeleton, self->engine);
  self->organisation_calls
      = sl_organisation_calls_new (self->skeleton, sl_engine_get_organisation (self->engine));
  self->sign_in_calls = sl_service_sign_in_calls_new (self->skeleton, self->engine);
  if (!is_practice (self))
    {
      create_calls_for_user (self);
      create_restart (self);
    }
  create_desktop (self);
  connect_engine (self);
  sl_service_status_begin (self->skeleton, self->engine);
  on_problems_changed (self);
  if (!g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->skeleton), connection,
                                         SL_SERVICE_PATH, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * sl_service_get_bus_name:
 * @self: the service
 *
 * Returns: (transfer none): the name to own: the practice has its own
 */
const char *
sl_service_get_bus_name (SlService *self)
{
  return is_practice (self) ? PRACTICE_NAME : WATCH_NAME;
}

static void
start_organisation (SlService *self)
{
  SlOrganisationLink *link = sl_engine_get_organisation (self->engine);

  if (link == NULL)
    return;
  self->organisation_notice = sl_organisation_notice_new (self->notifier, link, self->preferences);
  g_signal_connect_swapped (link, "changed", G_CALLBACK (schedule_refresh), self);
}

static void
start_for_user (SlService *self)
{
  g_autoptr (SlSystemClock) clock = sl_system_clock_new ();

  self->drill_reminder = sl_drill_reminder_new (
      sl_drill_calls_get_log (self->drill_calls), self->notifier, self->preferences,
      sl_engine_get_watcher (self->engine), SL_CLOCK (clock));
  self->background
      = sl_service_background_new (self->connection, self->engine, sl_installation_is_sandboxed ());
}

/**
 * sl_service_start:
 * @self: the service
 *
 * Begins to watch and lights the lantern. To be called once the bus name is owned, so that two
 * services never check the same account.
 */
void
sl_service_start (SlService *self)
{
  connect_practice (self);
  g_signal_connect_swapped (self->problems, "changed", G_CALLBACK (schedule_refresh), self);
  sl_engine_start (self->engine);
  if (sl_preferences_wants_tray (self->preferences))
    self->tray = create_tray (self);
  if (!is_practice (self))
    start_for_user (self);
  start_organisation (self);
  on_tray_host (self);
  on_notifier_problem (self);
  on_refresh (self);
}

static gboolean
on_patience_over (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
await_checks (SlService *self, guint limit_ms)
{
  gboolean over = FALSE;
  guint    source = g_timeout_add (limit_ms, on_patience_over, &over);

  while (!over && sl_watcher_is_busy (sl_engine_get_watcher (self->engine)))
    g_main_context_iteration (NULL, TRUE);
  if (!over)
    g_source_remove (source);
}

/**
 * sl_service_finish:
 * @self: the service
 *
 * Gives up the checks under way, and lets a sign-in get its answer, for three seconds at most. To
 * be called after the main loop has ended.
 */
void
sl_service_finish (SlService *self)
{
  sl_watcher_conclude (sl_engine_get_watcher (self->engine));
  await_checks (self, LONGEST_FAREWELL_MS);
  sl_engine_stop (self->engine);
  await_checks (self, LONGEST_CANCELLING_MS);
}
