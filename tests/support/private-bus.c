/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "private-bus.h"

#include "await.h"

/**
 * sl_private_bus_start:
 *
 * To be called before anything asks for the session bus.
 *
 * Returns: (transfer full): a bus, and a connection for the code under test
 */
SlPrivateBus *
sl_private_bus_start (void)
{
  SlPrivateBus *bus = g_new0 (SlPrivateBus, 1);

  bus->daemon = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus->daemon);
  bus->connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_dbus_connection_set_exit_on_close (bus->connection, FALSE);
  return bus;
}

/**
 * sl_private_bus_stop:
 * @bus: (transfer full): the bus
 *
 * Ends it; the end of its connections is no failure.
 */
void
sl_private_bus_stop (SlPrivateBus *bus)
{
  /* Kept, because its end would wait for the libraries to let go of their connection, which they
   * never do. */
  static GTestDBus *stopped;

  stopped = bus->daemon;
  g_test_dbus_stop (stopped);
  g_object_unref (bus->connection);
  g_free (bus);
}

/**
 * sl_private_bus_connect:
 * @bus: the bus
 *
 * Returns: (transfer full): one more connection, for a fake or a client
 */
GDBusConnection *
sl_private_bus_connect (SlPrivateBus *bus)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (bus->daemon),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

static void
ask_bus (GDBusConnection *connection, const char *method, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method,
      parameters, G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
}

/**
 * sl_private_bus_own_name:
 * @connection: who shall own it
 * @name: a bus name
 *
 * Returns when the name is owned. It is given back when the connection is closed.
 */
void
sl_private_bus_own_name (GDBusConnection *connection, const char *name)
{
  ask_bus (connection, "RequestName", g_variant_new ("(su)", name, 0));
}

/**
 * sl_private_bus_give_up_name:
 * @connection: who owns it
 * @name: a bus name
 *
 * Returns when the name is owned no longer; the connection stays.
 */
void
sl_private_bus_give_up_name (GDBusConnection *connection, const char *name)
{
  ask_bus (connection, "ReleaseName", g_variant_new ("(s)", name));
}

/**
 * sl_private_bus_call:
 * @caller: a client's connection
 * @name: who is called
 * @path: the object
 * @method: interface and method with a dot between
 * @parameters: (nullable): a tuple
 * @error: what the called one answered
 *
 * Calls while the main context runs, so that caller and called may live in one test.
 *
 * Returns: (transfer full) (nullable): the answer
 */
GVariant *
sl_private_bus_call (GDBusConnection *caller,
                     const char      *name,
                     const char      *path,
                     const char      *method,
                     GVariant        *parameters,
                     GError         **error)
{
  g_autofree char *interface = g_strndup (method, strrchr (method, '.') - method);
  g_autoptr (GAsyncResult) result = NULL;

  g_dbus_connection_call (caller, name, path, interface, strrchr (method, '.') + 1, parameters,
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, sl_await_result, &result);
  sl_await (result != NULL);
  return g_dbus_connection_call_finish (caller, result, error);
}
