/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "engine.h"

#include "exchanger-lookup.h"
#include "installation.h"
#include "loopback-rule.h"
#include "network.h"
#include "own-providers.h"
#include "plan-file.h"
#include "plan-follower.h"
#include "power.h"
#include "system-clock.h"
#include "wake-up.h"

#include <glib/gi18n-lib.h>

struct _SlEngine
{
  GObject              parent_instance;
  SlWatcher           *watcher;
  SlProviderCatalogue *catalogue;
  SlExchangerLookup   *exchangers; /* nullable: not in a practice */
  SlPreferences       *preferences;
  SlProblems          *problems;
  gboolean             own_intervals; /* the preferences' intervals do not apply */
  /* only when the user's mail is watched */
  SlPlanFollower     *follower;
  SlKeyring          *keyring;
  SlTokenKeeper      *keeper;
  SlOnlineAccounts   *online_accounts;
  SlAccountSecrets   *secrets;
  GTlsDatabase       *trust; /* nullable: the system's */
  SlNetwork          *network;
  SlPower            *power;
  SlWakeUp           *wake_up;
  SlOrganisationLink *organisation;
  GFileMonitor       *own_providers; /* nullable: they cannot be followed */
  /* only in a practice */
  SlPractice *practice;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SlEngine, sl_engine, G_TYPE_OBJECT)

/* Lets go of an object of ours that may still have signals pending. */
static void
drop (SlEngine *self, gpointer object_pointer)
{
  GObject **object = object_pointer;

  if (*object != NULL)
    g_signal_handlers_disconnect_by_data (*object, self);
  g_clear_object (object);
}

static void
sl_engine_dispose (GObject *object)
{
  SlEngine *self = SL_ENGINE (object);

  sl_engine_stop (self);
  drop (self, &self->preferences);
  drop (self, &self->organisation);
  drop (self, &self->follower);
  drop (self, &self->own_providers);
  drop (self, &self->secrets);
  drop (self, &self->online_accounts);
  drop (self, &self->keeper);
  drop (self, &self->keyring);
  g_clear_object (&self->trust);
  drop (self, &self->network);
  drop (self, &self->power);
  drop (self, &self->wake_up);
  drop (self, &self->watcher);
  drop (self, &self->practice);
  drop (self, &self->exchangers);
  drop (self, &self->catalogue);
  drop (self, &self->problems);

  G_OBJECT_CLASS (sl_engine_parent_class)->dispose (object);
}

static void
sl_engine_class_init (SlEngineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_engine_dispose;
  changed_signal = g_signal_new ("changed", SL_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sl_engine_init (SlEngine *self)
{
}

/* From the Outside to the Watcher */

static void
on_preferences_changed (SlEngine *self)
{
  sl_preferences_apply (self->preferences, self->watcher, !self->own_intervals);
}

/* What the name servers say is kept; with intervals of its own it stays on this computer. */
static void
look_for_exchangers (SlEngine *self)
{
  if (!self->own_intervals && sl_network_get_connectivity (self->network) != SL_CONNECTIVITY_LOCAL)
    sl_exchanger_lookup_start (self->exchangers, sl_plan_follower_get_plan (self->follower));
}

static void
on_plan_changed (SlEngine *self)
{
  sl_problems_set (self->problems, "plan", sl_plan_follower_get_problem (self->follower));
  /* With intervals of its own the follower has done so, before it judged the plan. */
  if (!self->own_intervals)
    sl_provider_catalogue_take_new_files (self->catalogue);
  /* First, so that a check never asks the wrong place for an account's secret. */
  sl_account_secrets_set_plan (self->secrets, sl_plan_follower_get_plan (self->follower));
  sl_watcher_set_plan (self->watcher, sl_plan_follower_get_plan (self->follower));
  sl_organisation_link_update (self->organisation);
  look_for_exchangers (self);
  g_signal_emit (self, changed_signal, 0);
}

/* Another provider may stand behind a channel now. */
static void
on_exchangers_over (SlEngine *self, gboolean changed)
{
  if (changed)
    on_plan_changed (self);
}

/* A provider may be edited without the plan. An editor's file is there when it was renamed or
 * closed, not before. */
static void
on_own_providers_changed (SlEngine *self, GFile *file, GFile *other, GFileMonitorEvent event)
{
  if (event == G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT || event == G_FILE_MONITOR_EVENT_DELETED
      || event == G_FILE_MONITOR_EVENT_RENAMED || event == G_FILE_MONITOR_EVENT_MOVED_IN)
    sl_plan_follower_reload (self->follower);
}

/* A folder that is not there could only be watched by asking again and again. */
static void
follow_own_providers (SlEngine *self)
{
  g_autofree char *folder = sl_own_providers_get_folder ();
  g_autoptr (GFile) file = g_file_new_for_path (folder);

  g_mkdir_with_parents (folder, 0700);
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return;
  self->own_providers = g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->own_providers != NULL)
    g_signal_connect_swapped (self->own_providers, "changed", G_CALLBACK (on_own_providers_changed),
                              self);
}

static void
on_keyring_problem (SlEngine *self)
{
  sl_problems_set (self->problems, "keyring", sl_keyring_get_problem (self->keyring));
}

static void
on_secrets_problem (SlEngine *self)
{
  sl_problems_set (self->problems, "online-accounts",
                   sl_account_secrets_get_problem (self->secrets));
}

static void
on_secret_renewed (SlEngine *self, const char *account_id)
{
  sl_watcher_secret_changed (self->watcher, account_id);
}

/* Who saves power wants the same of us as who pays by volume: to do less. */
static void
on_network_changed (SlEngine *self)
{
  SlConnectivity connectivity = sl_network_get_connectivity (self->network);
  gboolean is_metered = sl_network_is_metered (self->network) || sl_power_is_saved (self->power);

  sl_organisation_link_set_network (self->organisation, connectivity, is_metered);
  sl_watcher_set_connectivity (self->watcher, connectivity, is_metered);
  /* In a sandbox there is no system bus to tell, but the clocks do. */
  sl_problems_set (self->problems, "network",
                   sl_wake_up_is_working (self->wake_up) ? NULL
                                                         : sl_network_get_problem (self->network));
  look_for_exchangers (self);
}

static void
on_network_moved (SlEngine *self)
{
  sl_watcher_network_moved (self->watcher);
}

static void
on_woke_up (SlEngine *self)
{
  sl_watcher_woke_up (self->watcher);
  sl_organisation_link_look (self->organisation);
}

static void
on_clock_set (SlEngine *self)
{
  sl_watcher_clock_set (self->watcher);
  sl_organisation_link_look (self->organisation);
}

static void
on_watcher_changed (SlEngine *self)
{
  sl_problems_set (self->problems, "storage", sl_watcher_get_storage_problem (self->watcher));
}

/* Large, far apart from each other, and known everywhere: if none of them answers, it is the line.
 */
static const char *const line_providers[] = { "gmail", "icloud", "gmx" };

/* Whom the watcher may ask whether the user's own line works; only doors are knocked at. */
static GPtrArray *
list_line_servers (SlProviderCatalogue *catalogue)
{
  GPtrArray *servers = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_server_unref);

  for (guint i = 0; i < G_N_ELEMENTS (line_providers); i++)
    {
      SlProvider *provider = sl_provider_catalogue_lookup (catalogue, line_providers[i]);

      if (provider != NULL && provider->servers->len > 0)
        g_ptr_array_add (servers, sl_server_ref (provider->servers->pdata[0]));
    }
  return servers;
}

/* The Two Kinds */

static gboolean
set_trust_from_file (SlEngine *self, const char *ca_file, GError **error)
{
  g_autoptr (GTlsDatabase) trust = g_tls_file_database_new (ca_file, error);

  if (trust == NULL)
    {
      g_prefix_error (error, "%s: ", ca_file);
      return FALSE;
    }
  sl_watcher_set_trust (self->watcher, trust);
  sl_organisation_link_set_trust (self->organisation, trust);
  sl_token_keeper_set_trust (self->keeper, trust);
  self->trust = g_object_ref (trust);
  return TRUE;
}

static void
create_secrets (SlEngine *self)
{
  /* The service's own connection, which is there already. */
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  self->keyring = sl_keyring_new ();
  self->keeper = sl_token_keeper_new (self->keyring);
  self->online_accounts = sl_online_accounts_new (connection);
  self->secrets = sl_account_secrets_new (self->keyring, self->keeper, self->online_accounts);
}

static void
create_watcher (SlEngine *self, const SlWatchIntervals *intervals)
{
  g_autofree char *state_dir = sl_installation_get_state_dir ();
  g_autoptr (GPtrArray) line_servers = NULL;

  self->watcher = sl_watcher_new (state_dir, self->catalogue, SL_SECRET_SOURCE (self->secrets),
                                  intervals != NULL ? intervals : &sl_watch_intervals_default);
  sl_token_keeper_set_budget (self->keeper, sl_watcher_get_budget (self->watcher));
  /* Intervals of its own are for tests, and those stay on loopback. */
  line_servers = self->own_intervals ? NULL : list_line_servers (self->catalogue);
  sl_watcher_set_line_servers (self->watcher, line_servers);
  if (self->own_intervals)
    sl_watcher_limit_channel_feeds (self->watcher, sl_loopback_rule_allows_address);
}

static void
connect_signals (SlEngine *self)
{
  const struct
  {
    gpointer    object;
    const char *signal;
    GCallback   handler;
  } connections[] = {
    { self->follower, "changed", G_CALLBACK (on_plan_changed) },
    { self->exchangers, "over", G_CALLBACK (on_exchangers_over) },
    { self->keyring, "problem-changed", G_CALLBACK (on_keyring_problem) },
    { self->secrets, "problem-changed", G_CALLBACK (on_secrets_problem) },
    { self->secrets, "renewed", G_CALLBACK (on_secret_renewed) },
    { self->network, "changed", G_CALLBACK (on_network_changed) },
    { self->power, "changed", G_CALLBACK (on_network_changed) },
    { self->network, "moved", G_CALLBACK (on_network_moved) },
    { self->network, "woke-up", G_CALLBACK (on_woke_up) },
    { self->wake_up, "woke-up", G_CALLBACK (on_woke_up) },
    { self->wake_up, "clock-set", G_CALLBACK (on_clock_set) },
    { self->watcher, "changed", G_CALLBACK (on_watcher_changed) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (connections); i++)
    g_signal_connect_swapped (connections[i].object, connections[i].signal, connections[i].handler,
                              self);
}

static gboolean
set_up_for_user (SlEngine *self, const SlServiceOptions *options, GError **error)
{
  g_autofree char *plan_path = sl_plan_file_default_path ();
  g_autoptr (SlSystemClock) clock = sl_system_clock_new ();

  self->own_intervals = options->intervals != NULL;
  self->catalogue = sl_provider_catalogue_new_default ();
  self->exchangers = sl_exchanger_lookup_new (self->catalogue);
  create_secrets (self);
  self->network = sl_network_new ();
  self->power = sl_power_new ();
  self->wake_up = sl_wake_up_new ();
  self->follower = sl_plan_follower_new (plan_path, self->own_intervals ? self->catalogue : NULL);
  create_watcher (self, options->intervals);
  self->organisation
      = sl_organisation_link_new (SL_CLOCK (clock), self->follower, self->watcher, self->problems);
  follow_own_providers (self);
  connect_signals (self);
  return options->ca_file == NULL || set_trust_from_file (self, options->ca_file, error);
}

static gboolean
set_up_for_practice (SlEngine *self, const SlServiceOptions *options, GError **error)
{
  self->own_intervals = TRUE;
  self->practice = sl_practice_new (options->practice, options->speed, error);
  if (self->practice == NULL)
    return FALSE;
  self->catalogue = g_object_ref (sl_practice_get_catalogue (self->practice));
  self->watcher = sl_practice_create_watcher (self->practice);
  return TRUE;
}

/**
 * sl_engine_new:
 * @options: which kind
 * @preferences: the user's
 * @problems: told what is missing
 * @error: set if the practice cannot be had, or a file of the command line cannot be read
 *
 * Returns: (transfer full) (nullable): an engine that has not begun
 */
SlEngine *
sl_engine_new (const SlServiceOptions *options,
               SlPreferences          *preferences,
               SlProblems             *problems,
               GError                **error)
{
  g_autoptr (SlEngine) self = g_object_new (SL_TYPE_ENGINE, NULL);
  gboolean ready;

  self->preferences = g_object_ref (preferences);
  self->problems = g_object_ref (problems);
  ready = options->practice != NULL ? set_up_for_practice (self, options, error)
                                    : set_up_for_user (self, options, error);
  if (!ready)
    return NULL;
  /* A practice was asked for: it is told of in quiet hours too. */
  if (self->practice == NULL)
    g_signal_connect_swapped (preferences, "changed", G_CALLBACK (on_preferences_changed), self);
  return g_steal_pointer (&self);
}

/**
 * sl_engine_start:
 * @self: an engine that has not begun
 *
 * Begins to watch; a practice's scenario begins too.
 */
void
sl_engine_start (SlEngine *self)
{
  if (self->practice != NULL)
    {
      sl_practice_start (self->practice);
    }
  else
    {
      on_preferences_changed (self);
      on_network_changed (self);
      on_keyring_problem (self);
      on_plan_changed (self);
      on_watcher_changed (self);
    }
  sl_watcher_start (self->watcher);
}

/**
 * sl_engine_stop:
 * @self: an engine
 *
 * Ends every check under way. May be called twice.
 */
void
sl_engine_stop (SlEngine *self)
{
  if (self->organisation != NULL)
    sl_organisation_link_stop (self->organisation);
  if (self->watcher != NULL)
    sl_watcher_stop (self->watcher);
  if (self->practice != NULL)
    sl_practice_stop (self->practice);
}

/**
 * sl_engine_get_watcher:
 * @self: an engine
 *
 * Returns: (transfer none): the watcher
 */
SlWatcher *
sl_engine_get_watcher (SlEngine *self)
{
  return self->watcher;
}

/**
 * sl_engine_get_plan:
 * @self: an engine
 *
 * Returns: (transfer none): the plan in force
 */
SlPlan *
sl_engine_get_plan (SlEngine *self)
{
  if (self->practice != NULL)
    return sl_practice_get_plan (self->practice);
  return sl_plan_follower_get_plan (self->follower);
}

/**
 * sl_engine_get_plan_path:
 * @self: an engine
 *
 * Returns: (transfer none): the file that holds the plan
 */
const char *
sl_engine_get_plan_path (SlEngine *self)
{
  if (self->practice != NULL)
    return sl_practice_get_plan_path (self->practice);
  return sl_plan_follower_get_path (self->follower);
}

/**
 * sl_engine_get_catalogue:
 * @self: an engine
 *
 * Returns: (transfer none): the providers
 */
SlProviderCatalogue *
sl_engine_get_catalogue (SlEngine *self)
{
  return self->catalogue;
}

/**
 * sl_engine_get_keyring:
 * @self: an engine
 *
 * Returns: (transfer none) (nullable): the user's secrets; %NULL in a practice
 */
SlKeyring *
sl_engine_get_keyring (SlEngine *self)
{
  return self->keyring;
}

/**
 * sl_engine_get_secret_problem:
 * @self: an engine
 *
 * Returns: (transfer none) (nullable): why an account cannot sign in though it is set up to, a
 *   sentence for the user; %NULL if every account has its secret, or only the user knows
 */
const char *
sl_engine_get_secret_problem (SlEngine *self)
{
  g_autoptr (GPtrArray) accounts = sl_watcher_list_accounts (self->watcher);

  for (guint i = 0; i < accounts->len && self->keyring != NULL; i++)
    {
      const SlAccountStatus *account = g_ptr_array_index (accounts, i);

      if (account->secret_missing)
        return sl_keyring_get_problem (self->keyring);
    }
  return NULL;
}

/**
 * sl_engine_get_organisation:
 * @self: an engine
 *
 * Returns: (transfer none) (nullable): the user's organisation; %NULL in a practice
 */
SlOrganisationLink *
sl_engine_get_organisation (SlEngine *self)
{
  return self->organisation;
}

/**
 * sl_engine_get_token_keeper:
 * @self: an engine
 *
 * Returns: (transfer none) (nullable): what the user allowed in the browser; %NULL in a practice
 */
SlTokenKeeper *
sl_engine_get_token_keeper (SlEngine *self)
{
  return self->keeper;
}

/**
 * sl_engine_get_online_accounts:
 * @self: an engine
 *
 * Returns: (transfer none) (nullable): the desktop's accounts; %NULL in a practice
 */
SlOnlineAccounts *
sl_engine_get_online_accounts (SlEngine *self)
{
  return self->online_accounts;
}

/**
 * sl_engine_get_trust:
 * @self: an engine
 *
 * Returns: (transfer none) (nullable): certificates to trust instead of the system's
 */
GTlsDatabase *
sl_engine_get_trust (SlEngine *self)
{
  return self->trust;
}

/**
 * sl_engine_get_practice:
 * @self: an engine
 *
 * Returns: (transfer none) (nullable): the practice; %NULL when the user's mail is watched
 */
SlPractice *
sl_engine_get_practice (SlEngine *self)
{
  return self->practice;
}
