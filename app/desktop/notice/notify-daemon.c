/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "notify-daemon.h"

#define DAEMON_NAME "org.freedesktop.Notifications"
#define DAEMON_PATH "/org/freedesktop/Notifications"

static GVariant *
call_sync (GDBusConnection *connection,
           const char      *name,
           const char      *path,
           const char      *method,
           GVariant        *parameters,
           GError         **error)
{
  return g_dbus_connection_call_sync (connection, name, path, name, method, parameters, NULL,
                                      G_DBUS_CALL_FLAGS_NONE, -1, NULL, error);
}

/**
 * sl_notify_daemon_is_same:
 * @self: a daemon
 * @connection: the session bus
 *
 * Looks who the daemon is now, and remembers it.
 *
 * Returns: whether it is still the one that it was
 */
gboolean
sl_notify_daemon_is_same (SlNotifyDaemon *self, GDBusConnection *connection)
{
  g_autoptr (GVariant) reply
      = call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "GetNameOwner",
                   g_variant_new ("(s)", DAEMON_NAME), NULL);
  g_autofree char *owner = NULL;
  gboolean         is_same;

  if (reply != NULL && g_variant_is_of_type (reply, G_VARIANT_TYPE ("(s)")))
    g_variant_get (reply, "(s)", &owner);
  is_same = owner != NULL && g_strcmp0 (owner, self->owner) == 0;
  g_free (self->owner);
  self->owner = g_steal_pointer (&owner);
  return is_same;
}

static gboolean
learn_capabilities (SlNotifyDaemon *self, GDBusConnection *connection, GError **error)
{
  g_autoptr (GVariant) reply
      = call_sync (connection, DAEMON_NAME, DAEMON_PATH, "GetCapabilities", NULL, error);
  g_autofree const char **capabilities = NULL;

  if (reply == NULL)
    return FALSE;
  self->has_actions = FALSE;
  if (g_variant_is_of_type (reply, G_VARIANT_TYPE ("(as)")))
    {
      g_variant_get (reply, "(^a&s)", &capabilities);
      self->has_actions = g_strv_contains (capabilities, "actions");
    }
  return TRUE;
}

/* What no capability tells, seen with xfce4-notifyd 0.7.3 and mate-notification-daemon 1.26. */
static void
learn_habits (SlNotifyDaemon *self, GDBusConnection *connection)
{
  g_autoptr (GVariant) reply
      = call_sync (connection, DAEMON_NAME, DAEMON_PATH, "GetServerInformation", NULL, NULL);
  const char *name = "";
  const char *vendor = "";

  if (reply != NULL && g_variant_is_of_type (reply, G_VARIANT_TYPE ("(ssss)")))
    g_variant_get (reply, "(&s&s&s&s)", &name, &vendor, NULL, NULL);
  self->cuts_titles = g_str_equal (name, "Xfce Notify Daemon");
  self->forgets_urgent = g_str_equal (vendor, "MATE");
}

/**
 * sl_notify_daemon_meet:
 * @self: a daemon
 * @connection: the session bus
 * @error: what the bus or the daemon said
 *
 * Asks a daemon what it can do; this also starts one that can be started. libnotify's own question
 * prints a warning where there is no daemon, which is a normal state here.
 *
 * Source: Desktop Notifications Specification 1.2, GetCapabilities, GetServerInformation.
 *
 * Returns: whether there is one that answers
 */
gboolean
sl_notify_daemon_meet (SlNotifyDaemon *self, GDBusConnection *connection, GError **error)
{
  sl_notify_daemon_forget (self);
  if (!learn_capabilities (self, connection, error))
    return FALSE;
  learn_habits (self, connection);
  sl_notify_daemon_is_same (self, connection);
  return TRUE;
}

/**
 * sl_notify_daemon_forget:
 * @self: a daemon
 *
 * The next one has to be asked anew.
 */
void
sl_notify_daemon_forget (SlNotifyDaemon *self)
{
  g_clear_pointer (&self->owner, g_free);
}
