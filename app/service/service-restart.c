/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "service-restart.h"

#include "installation.h"
#include "upgrade-watch.h"

#include <glib/gi18n-lib.h>

/* What Flatpak leaves in the folder of a version that was replaced while it ran. */
#define SANDBOX_UPDATED "/app/.updated"

/* Whoever owns one of these is dealing with the service. */
static const char *const guests[] = { SL_APPLICATION_ID, SL_APPLICATION_ID ".Practice" };

struct _SlServiceRestart
{
  GObject         parent_instance;
  SlEngine       *engine;
  SlProblems     *problems;
  SlUpgradeWatch *upgrade;
  guint           name_watches[G_N_ELEMENTS (guests)];
  gboolean        is_here[G_N_ELEMENTS (guests)];
  gboolean        is_due;
};

static guint restart_signal;

G_DEFINE_FINAL_TYPE (SlServiceRestart, sl_service_restart, G_TYPE_OBJECT)

static void
sl_service_restart_dispose (GObject *object)
{
  SlServiceRestart *self = SL_SERVICE_RESTART (object);

  for (guint i = 0; i < G_N_ELEMENTS (guests); i++)
    g_clear_handle_id (&self->name_watches[i], g_bus_unwatch_name);
  if (self->upgrade != NULL)
    g_signal_handlers_disconnect_by_data (self->upgrade, self);
  g_clear_object (&self->upgrade);
  g_clear_object (&self->engine);
  g_clear_object (&self->problems);

  G_OBJECT_CLASS (sl_service_restart_parent_class)->dispose (object);
}

static void
sl_service_restart_class_init (SlServiceRestartClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_service_restart_dispose;
  restart_signal = g_signal_new ("restart", SL_TYPE_SERVICE_RESTART, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_service_restart_init (SlServiceRestart *self)
{
}

static gboolean
is_busy (SlServiceRestart *self)
{
  g_autoptr (GPtrArray) accounts = sl_watcher_list_accounts (sl_engine_get_watcher (self->engine));

  for (guint i = 0; i < G_N_ELEMENTS (guests); i++)
    if (self->is_here[i])
      return TRUE;
  for (guint i = 0; i < accounts->len; i++)
    {
      const SlAccountStatus *account = g_ptr_array_index (accounts, i);

      /* A notice of trouble would be taken away, and what needs confirming begin anew. */
      if (account->checking || account->verdict->pending
          || account->verdict->state > SL_STATE_OFFLINE)
        return TRUE;
    }
  return FALSE;
}

static void
on_upgraded (SlServiceRestart *self)
{
  g_message ("A newer version is installed");
  self->is_due = TRUE;
  sl_service_restart_update (self);
}

static void
set_guest (SlServiceRestart *self, const char *name, gboolean is_here)
{
  for (guint i = 0; i < G_N_ELEMENTS (guests); i++)
    if (g_str_equal (name, guests[i]))
      self->is_here[i] = is_here;
}

static void
on_guest_came (GDBusConnection *connection, const char *name, const char *owner, gpointer user_data)
{
  set_guest (user_data, name, TRUE);
}

/* Also called once for each name that nobody owns at first. */
static void
on_guest_left (GDBusConnection *connection, const char *name, gpointer user_data)
{
  set_guest (user_data, name, FALSE);
  sl_service_restart_update (user_data);
}

static char *
dup_watched_path (void)
{
  if (sl_installation_is_sandboxed ())
    return g_strdup (SANDBOX_UPDATED);
  return sl_installation_get_program ("stormlantern-watch");
}

/**
 * sl_service_restart_new:
 * @connection: the session bus
 * @engine: what must not be disturbed
 * @problems: told why it has to wait for the user
 * @rest_ms: how long an upgrade's files must be at rest
 *
 * Returns: (transfer full): begins to watch for an upgrade
 */
SlServiceRestart *
sl_service_restart_new (GDBusConnection *connection,
                        SlEngine        *engine,
                        SlProblems      *problems,
                        guint            rest_ms)
{
  SlServiceRestart *self = g_object_new (SL_TYPE_SERVICE_RESTART, NULL);
  g_autofree char  *path = dup_watched_path ();

  self->engine = g_object_ref (engine);
  self->problems = g_object_ref (problems);
  self->upgrade = sl_upgrade_watch_new (path, rest_ms);
  g_signal_connect_swapped (self->upgrade, "upgraded", G_CALLBACK (on_upgraded), self);
  for (guint i = 0; i < G_N_ELEMENTS (guests); i++)
    self->name_watches[i]
        = g_bus_watch_name_on_connection (connection, guests[i], G_BUS_NAME_WATCHER_FLAGS_NONE,
                                          on_guest_came, on_guest_left, self, NULL);
  return self;
}

/**
 * sl_service_restart_update:
 * @self: the restart
 *
 * Something changed: emits "restart" if one is due and the moment is quiet.
 */
void
sl_service_restart_update (SlServiceRestart *self)
{
  SlKeyring *keyring = sl_engine_get_keyring (self->engine);

  if (!self->is_due)
    return;
  if (sl_keyring_is_sole_keeper (keyring))
    sl_problems_set (self->problems, "upgrade",
                     _ ("A newer version is installed. It is used when Storm Lantern is started "
                        "next, because passwords that are in no keyring would be lost now."));
  else if (!is_busy (self))
    {
      self->is_due = FALSE;
      g_signal_emit (self, restart_signal, 0);
    }
}
