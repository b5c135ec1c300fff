/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-tests"

#include "fake-watch-service.h"

#include <gio/gunixfdlist.h>
#include <unistd.h>

#define OBJECT_PATH "/io/github/stormlantern/StormLantern/Watch"
#define MAX_SECRET_BYTES 1024

struct _SlFakeWatchService
{
  GObject                parent_instance;
  GDBusConnection       *connection;
  SlDBusWatch           *skeleton;
  guint                  name_id;
  GPtrArray             *lines;
  char                  *error_name;
  char                  *error_message;
  char                   secret[MAX_SECRET_BYTES + 1];
  GVariant              *page;            /* nullable */
  GVariant              *online_accounts; /* nullable */
  char                  *plan;            /* what FetchPlan answers */
  GDBusMethodInvocation *searching;       /* nullable: FindStatusPage without an answer yet */
};

G_DEFINE_FINAL_TYPE (SlFakeWatchService, sl_fake_watch_service, G_TYPE_OBJECT)

static void
remember (SlFakeWatchService *self, char *line)
{
  g_ptr_array_add (self->lines, line);
}

static gboolean
fails (SlFakeWatchService *self, GDBusMethodInvocation *invocation)
{
  if (self->error_name == NULL)
    return FALSE;
  g_dbus_method_invocation_return_dbus_error (invocation, self->error_name, self->error_message);
  g_clear_pointer (&self->error_name, g_free);
  g_clear_pointer (&self->error_message, g_free);
  return TRUE;
}

static gboolean
on_check_now (SlFakeWatchService    *self,
              GDBusMethodInvocation *invocation,
              const char            *account,
              gboolean               force)
{
  remember (self, g_strdup_printf ("CheckNow %s%s", account, force ? " force" : ""));
  if (!fails (self, invocation))
    sl_dbus_watch_complete_check_now (self->skeleton, invocation);
  return TRUE;
}

static gboolean
on_store_secret (SlFakeWatchService    *self,
                 GDBusMethodInvocation *invocation,
                 GUnixFDList           *descriptors,
                 const char            *account,
                 GVariant              *handle)
{
  int    descriptor = g_unix_fd_list_get (descriptors, g_variant_get_handle (handle), NULL);
  gssize length = read (descriptor, self->secret, MAX_SECRET_BYTES);

  self->secret[MAX (length, 0)] = '\0';
  close (descriptor);
  remember (self, g_strdup_printf ("StoreSecret %s", account));
  if (!fails (self, invocation))
    sl_dbus_watch_complete_store_secret (self->skeleton, invocation, NULL, "keyring");
  return TRUE;
}

static gboolean
on_clear_secret (SlFakeWatchService *self, GDBusMethodInvocation *invocation, const char *account)
{
  remember (self, g_strdup_printf ("ClearSecret %s", account));
  sl_dbus_watch_complete_clear_secret (self->skeleton, invocation);
  return TRUE;
}

static gboolean
on_pause (SlFakeWatchService *self, GDBusMethodInvocation *invocation, guint seconds)
{
  remember (self, g_strdup_printf ("Pause %u", seconds));
  sl_dbus_watch_complete_pause (self->skeleton, invocation);
  return TRUE;
}

static gboolean
on_resume (SlFakeWatchService *self, GDBusMethodInvocation *invocation)
{
  remember (self, g_strdup ("Resume"));
  sl_dbus_watch_complete_resume (self->skeleton, invocation);
  return TRUE;
}

static gboolean
on_refresh_organisation (SlFakeWatchService *self, GDBusMethodInvocation *invocation)
{
  remember (self, g_strdup ("RefreshOrganisation"));
  sl_dbus_watch_complete_refresh_organisation (self->skeleton, invocation);
  return TRUE;
}

static gboolean
on_forget_organisation_key (SlFakeWatchService *self, GDBusMethodInvocation *invocation)
{
  remember (self, g_strdup ("ForgetOrganisationKey"));
  sl_dbus_watch_complete_forget_organisation_key (self->skeleton, invocation);
  return TRUE;
}

static gboolean
on_mute (SlFakeWatchService    *self,
         GDBusMethodInvocation *invocation,
         const char            *account,
         guint                  seconds)
{
  remember (self, g_strdup_printf ("Mute %s %u", account, seconds));
  sl_dbus_watch_complete_mute (self->skeleton, invocation);
  return TRUE;
}

static gboolean
on_set_autostart (SlFakeWatchService *self, GDBusMethodInvocation *invocation, gboolean wanted)
{
  remember (self, g_strdup_printf ("SetAutostart %d", wanted));
  sl_dbus_watch_complete_set_autostart (self->skeleton, invocation);
  return TRUE;
}

static gboolean
on_quit (SlFakeWatchService *self, GDBusMethodInvocation *invocation)
{
  remember (self, g_strdup ("Quit"));
  sl_dbus_watch_complete_quit (self->skeleton, invocation);
  return TRUE;
}

static gboolean
on_start_drill (SlFakeWatchService    *self,
                GDBusMethodInvocation *invocation,
                const char            *scenario,
                double                 speed)
{
  remember (self, g_strdup_printf ("StartDrill %s", scenario));
  if (fails (self, invocation))
    return TRUE;
  sl_dbus_watch_complete_start_drill (self->skeleton, invocation);
  return TRUE;
}

static gboolean
on_stop_drill (SlFakeWatchService *self, GDBusMethodInvocation *invocation)
{
  remember (self, g_strdup ("StopDrill"));
  sl_dbus_watch_complete_stop_drill (self->skeleton, invocation);
  return TRUE;
}

static gboolean
on_list_scenarios (SlFakeWatchService *self, GDBusMethodInvocation *invocation)
{
  remember (self, g_strdup ("ListScenarios"));
  sl_dbus_watch_complete_list_scenarios (
      self->skeleton, invocation,
      g_variant_new_parsed (
          "[{'id': <'signin-outage'>, 'title': <'Sign-in fails on a Monday morning'>,"
          "  'summary': <'Sign-in fails at the provider.'>, 'seconds': <62.0>},"
          " {'id': <'slow-mail'>, 'title': <'Mail works, but very slowly'>,"
          "  'summary': <'Each sign-in takes many seconds.'>, 'seconds': <150.0>},"
          " {'id': <'torn'>, 'title': <'torn'>, 'problem': <'torn.json: An object was "
          "expected.'>}]"));
  return TRUE;
}

static gboolean
on_describe_scenario (SlFakeWatchService *self, GDBusMethodInvocation *invocation, const char *id)
{
  remember (self, g_strdup_printf ("DescribeScenario %s", id));
  if (!fails (self, invocation))
    sl_dbus_watch_complete_describe_scenario (
        self->skeleton, invocation,
        g_variant_new_parsed ("{'id': <%s>, 'title': <'Mine'>, 'summary': <''>, 'seconds': <5.0>}",
                              id));
  return TRUE;
}

static gboolean
on_reached (SlFakeWatchService *self, GDBusMethodInvocation *invocation, const char *channel)
{
  remember (self, g_strdup_printf ("Reached %s", channel));
  if (!fails (self, invocation))
    sl_dbus_watch_complete_reached (self->skeleton, invocation);
  return TRUE;
}

/* Without a page and without an error the search goes on until it is cancelled. */
static gboolean
on_find_status_page (SlFakeWatchService    *self,
                     GDBusMethodInvocation *invocation,
                     const char            *address)
{
  remember (self, g_strdup_printf ("FindStatusPage %s", address));
  if (fails (self, invocation))
    return TRUE;
  if (self->page != NULL)
    sl_dbus_watch_complete_find_status_page (self->skeleton, invocation, self->page);
  else
    g_set_object (&self->searching, invocation);
  return TRUE;
}

static gboolean
on_cancel_find_status_page (SlFakeWatchService *self, GDBusMethodInvocation *invocation)
{
  remember (self, g_strdup ("CancelFindStatusPage"));
  if (self->searching != NULL)
    g_dbus_method_invocation_return_dbus_error (g_steal_pointer (&self->searching),
                                                SL_APPLICATION_ID ".Error.Cancelled", "Cancelled.");
  sl_dbus_watch_complete_cancel_find_status_page (self->skeleton, invocation);
  return TRUE;
}

static gboolean
on_fetch_plan (SlFakeWatchService *self, GDBusMethodInvocation *invocation, const char *address)
{
  remember (self, g_strdup_printf ("FetchPlan %s", address));
  if (!fails (self, invocation))
    sl_dbus_watch_complete_fetch_plan (self->skeleton, invocation, self->plan);
  return TRUE;
}

static gboolean
on_discover (SlFakeWatchService *self, GDBusMethodInvocation *invocation, const char *domain)
{
  remember (self, g_strdup_printf ("Discover %s", domain));
  if (!fails (self, invocation))
    sl_dbus_watch_complete_discover (self->skeleton, invocation, 1);
  return TRUE;
}

static gboolean
on_list_online_accounts (SlFakeWatchService *self, GDBusMethodInvocation *invocation)
{
  remember (self, g_strdup ("ListOnlineAccounts"));
  sl_dbus_watch_complete_list_online_accounts (
      self->skeleton, invocation,
      self->online_accounts != NULL ? self->online_accounts : g_variant_new ("aa{sv}", NULL));
  return TRUE;
}

/* The address leads nowhere; the test says how the sign-in goes on. */
static gboolean
on_begin_authorization (SlFakeWatchService    *self,
                        GDBusMethodInvocation *invocation,
                        GUnixFDList           *descriptors,
                        GVariant              *options)
{
  const char *provider = "";
  const char *client = "";
  gint32      handle = -1;

  g_variant_lookup (options, "provider", "&s", &provider);
  g_variant_lookup (options, "client-id", "&s", &client);
  if (g_variant_lookup (options, "client-secret", "h", &handle))
    {
      int    descriptor = g_unix_fd_list_get (descriptors, handle, NULL);
      gssize length = read (descriptor, self->secret, MAX_SECRET_BYTES);

      self->secret[MAX (length, 0)] = '\0';
      close (descriptor);
    }
  remember (self, g_strdup_printf ("BeginAuthorization %s %s", provider, client));
  if (!fails (self, invocation))
    sl_dbus_watch_complete_begin_authorization (self->skeleton, invocation, NULL, "session-1",
                                                "https://login.example.org/authorize");
  return TRUE;
}

static gboolean
on_cancel_discovery (SlFakeWatchService *self, GDBusMethodInvocation *invocation, guint search)
{
  remember (self, g_strdup_printf ("CancelDiscovery %u", search));
  sl_dbus_watch_complete_cancel_discovery (self->skeleton, invocation);
  return TRUE;
}

static gboolean
on_keep_authorization (SlFakeWatchService    *self,
                       GDBusMethodInvocation *invocation,
                       const char            *session,
                       const char            *account)
{
  remember (self, g_strdup_printf ("KeepAuthorization %s %s", session, account));
  if (!fails (self, invocation))
    sl_dbus_watch_complete_keep_authorization (self->skeleton, invocation, "keyring");
  return TRUE;
}

static gboolean
on_cancel_authorization (SlFakeWatchService    *self,
                         GDBusMethodInvocation *invocation,
                         const char            *session)
{
  remember (self, g_strdup_printf ("CancelAuthorization %s", session));
  sl_dbus_watch_complete_cancel_authorization (self->skeleton, invocation);
  return TRUE;
}

static void
sl_fake_watch_service_dispose (GObject *object)
{
  SlFakeWatchService *self = SL_FAKE_WATCH_SERVICE (object);

  if (self->name_id != 0)
    g_bus_unown_name (self->name_id);
  self->name_id = 0;
  if (self->skeleton != NULL)
    g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self->skeleton));
  g_clear_object (&self->skeleton);
  g_clear_object (&self->searching);
  if (self->connection != NULL)
    g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (sl_fake_watch_service_parent_class)->dispose (object);
}

static void
sl_fake_watch_service_finalize (GObject *object)
{
  SlFakeWatchService *self = SL_FAKE_WATCH_SERVICE (object);

  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->error_name, g_free);
  g_clear_pointer (&self->error_message, g_free);
  g_clear_pointer (&self->page, g_variant_unref);
  g_clear_pointer (&self->plan, g_free);
  g_clear_pointer (&self->online_accounts, g_variant_unref);
  G_OBJECT_CLASS (sl_fake_watch_service_parent_class)->finalize (object);
}

static void
sl_fake_watch_service_class_init (SlFakeWatchServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_fake_watch_service_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_fake_watch_service_finalize;
}

/* A service that has just begun: every property is there. */
static void
show_nothing (SlFakeWatchService *self)
{
  sl_dbus_watch_set_state (self->skeleton, "unknown");
  sl_dbus_watch_set_headline (self->skeleton, "");
  sl_dbus_watch_set_plan_path (self->skeleton, "");
  sl_dbus_watch_set_version (self->skeleton, "0");
  sl_dbus_watch_set_problems (self->skeleton, g_variant_new ("a{ss}", NULL));
  sl_dbus_watch_set_accounts (self->skeleton, g_variant_new ("aa{sv}", NULL));
  sl_dbus_watch_set_feed_bytes (self->skeleton,
                                g_variant_new ("(tt)", (guint64) 412345, (guint64) 380000));
  sl_dbus_watch_set_organisation (self->skeleton, g_variant_new ("a{sv}", NULL));
  sl_dbus_watch_set_drill (self->skeleton, g_variant_new ("(dds)", 0.0, 0.0, ""));
  sl_dbus_watch_set_stopwatch (self->skeleton, g_variant_new ("(xd)", (gint64) 0, -1.0));
  sl_dbus_watch_set_drills (self->skeleton, g_variant_new ("aa{sv}", NULL));
}

static void
sl_fake_watch_service_init (SlFakeWatchService *self)
{
  static const struct
  {
    const char *signal;
    GCallback   handler;
  } handlers[] = {
    { "handle-check-now", G_CALLBACK (on_check_now) },
    { "handle-list-online-accounts", G_CALLBACK (on_list_online_accounts) },
    { "handle-begin-authorization", G_CALLBACK (on_begin_authorization) },
    { "handle-keep-authorization", G_CALLBACK (on_keep_authorization) },
    { "handle-cancel-authorization", G_CALLBACK (on_cancel_authorization) },
    { "handle-store-secret", G_CALLBACK (on_store_secret) },
    { "handle-clear-secret", G_CALLBACK (on_clear_secret) },
    { "handle-pause", G_CALLBACK (on_pause) },
    { "handle-resume", G_CALLBACK (on_resume) },
    { "handle-mute", G_CALLBACK (on_mute) },
    { "handle-quit", G_CALLBACK (on_quit) },
    { "handle-set-autostart", G_CALLBACK (on_set_autostart) },
    { "handle-refresh-organisation", G_CALLBACK (on_refresh_organisation) },
    { "handle-forget-organisation-key", G_CALLBACK (on_forget_organisation_key) },
    { "handle-start-drill", G_CALLBACK (on_start_drill) },
    { "handle-discover", G_CALLBACK (on_discover) },
    { "handle-fetch-plan", G_CALLBACK (on_fetch_plan) },
    { "handle-cancel-discovery", G_CALLBACK (on_cancel_discovery) },
    { "handle-stop-drill", G_CALLBACK (on_stop_drill) },
    { "handle-list-scenarios", G_CALLBACK (on_list_scenarios) },
    { "handle-describe-scenario", G_CALLBACK (on_describe_scenario) },
    { "handle-reached", G_CALLBACK (on_reached) },
    { "handle-find-status-page", G_CALLBACK (on_find_status_page) },
    { "handle-cancel-find-status-page", G_CALLBACK (on_cancel_find_status_page) },
  };

  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->skeleton = sl_dbus_watch_skeleton_new ();
  for (guint i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_object (self->skeleton, handlers[i].signal, handlers[i].handler, self,
                             G_CONNECT_SWAPPED);
  show_nothing (self);
}

/**
 * sl_fake_watch_service_new:
 * @bus_name: the name to own on the session bus
 *
 * Serves on a connection of its own, so that its calls really cross the bus.
 *
 * Returns: (transfer full): a service that owns its name soon
 */
SlFakeWatchService *
sl_fake_watch_service_new (const char *bus_name)
{
  SlFakeWatchService *self = g_object_new (SL_TYPE_FAKE_WATCH_SERVICE, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, &error);

  g_assert_no_error (error);
  self->connection = g_dbus_connection_new_for_address_sync (
      address,
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->skeleton), self->connection,
                                    OBJECT_PATH, &error);
  g_assert_no_error (error);
  self->name_id = g_bus_own_name_on_connection (
      self->connection, bus_name, G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);
  return self;
}

/**
 * sl_fake_watch_service_get_skeleton:
 * @self: a fake service
 *
 * Returns: (transfer none): what its properties are set on
 */
SlDBusWatch *
sl_fake_watch_service_get_skeleton (SlFakeWatchService *self)
{
  return self->skeleton;
}

/**
 * sl_fake_watch_service_refuse:
 * @self: a fake service
 * @error_name: the D-Bus error the next call is answered with
 * @message: its sentence
 */
void
sl_fake_watch_service_refuse (SlFakeWatchService *self, const char *error_name, const char *message)
{
  g_free (self->error_name);
  g_free (self->error_message);
  self->error_name = g_strdup (error_name);
  self->error_message = g_strdup (message);
}

/**
 * sl_fake_watch_service_was_asked:
 * @self: a fake service
 * @line: a call, such as "CheckNow work"
 *
 * Returns: whether it was called so
 */
gboolean
sl_fake_watch_service_was_asked (SlFakeWatchService *self, const char *line)
{
  return g_ptr_array_find_with_equal_func (self->lines, line, g_str_equal, NULL);
}

/**
 * sl_fake_watch_service_get_secret:
 * @self: a fake service
 *
 * Returns: (transfer none): what StoreSecret was handed last
 */
const char *
sl_fake_watch_service_get_secret (SlFakeWatchService *self)
{
  return self->secret;
}

/**
 * sl_fake_watch_service_set_page:
 * @self: a fake service
 * @page: (nullable): what FindStatusPage finds from now on, in GVariant's text form; %NULL: it
 *   searches until it is cancelled
 */
void
sl_fake_watch_service_set_page (SlFakeWatchService *self, const char *page)
{
  g_clear_pointer (&self->page, g_variant_unref);
  g_clear_pointer (&self->plan, g_free);
  if (page != NULL)
    self->page = g_variant_parse (G_VARIANT_TYPE_VARDICT, page, NULL, NULL, NULL);
}

/**
 * sl_fake_watch_service_set_plan:
 * @self: a fake service
 * @plan: what FetchPlan fetches from now on
 */
void
sl_fake_watch_service_set_plan (SlFakeWatchService *self, const char *plan)
{
  g_free (self->plan);
  self->plan = g_strdup (plan);
}

/**
 * sl_fake_watch_service_set_online_accounts:
 * @self: a fake service
 * @accounts: what ListOnlineAccounts answers from now on, in GVariant's text form
 */
void
sl_fake_watch_service_set_online_accounts (SlFakeWatchService *self, const char *accounts)
{
  g_clear_pointer (&self->online_accounts, g_variant_unref);
  self->online_accounts = g_variant_parse (G_VARIANT_TYPE ("aa{sv}"), accounts, NULL, NULL, NULL);
}
