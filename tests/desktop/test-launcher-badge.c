/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "launcher-badge.h"

#include "await.h"
#include "private-bus.h"

#define DESKTOP_ID "io.github.stormlantern.StormLantern.desktop"

static SlPrivateBus *bus;

/* A dock: one line for each time the badge is told. */
typedef struct
{
  GDBusConnection *connection;
  GPtrArray       *lines;
  guint            subscription;
  SlLauncherBadge *badge;
} Fixture;

static void
on_update (GDBusConnection *connection,
           const char      *sender,
           const char      *path,
           const char      *interface,
           const char      *signal,
           GVariant        *parameters,
           gpointer         user_data)
{
  Fixture    *fixture = user_data;
  const char *address;
  gint64      count = -1;
  gboolean    visible = FALSE, urgent = FALSE;

  g_autoptr (GVariant) properties = NULL;

  g_assert_cmpstr (g_variant_get_type_string (parameters), ==, "(sa{sv})");
  g_variant_get (parameters, "(&s@a{sv})", &address, &properties);
  g_assert_cmpstr (address, ==, "application://" DESKTOP_ID);
  g_assert_true (g_variant_lookup (properties, "count", "x", &count));
  g_assert_true (g_variant_lookup (properties, "count-visible", "b", &visible));
  g_assert_true (g_variant_lookup (properties, "urgent", "b", &urgent));
  g_ptr_array_add (fixture->lines,
                   g_strdup_printf ("%d%s%s", (int) count, visible ? " shown" : " hidden",
                                    urgent ? " urgent" : ""));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->connection = sl_private_bus_connect (bus);
  fixture->lines = g_ptr_array_new_with_free_func (g_free);
  fixture->subscription = g_dbus_connection_signal_subscribe (
      fixture->connection, NULL, "com.canonical.Unity.LauncherEntry", "Update", NULL, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_update, fixture, NULL);
  /* The bus knows of it before the first signal. */
  g_variant_unref (sl_private_bus_call (fixture->connection, "org.freedesktop.DBus",
                                        "/org/freedesktop/DBus", "org.freedesktop.DBus.GetId", NULL,
                                        NULL));
  fixture->badge = sl_launcher_badge_new (bus->connection, DESKTOP_ID);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->badge);
  g_dbus_connection_signal_unsubscribe (fixture->connection, fixture->subscription);
  g_dbus_connection_close_sync (fixture->connection, NULL, NULL);
  g_object_unref (fixture->connection);
  g_ptr_array_unref (fixture->lines);
}

static const char *
await_line (Fixture *fixture, guint number)
{
  sl_await (fixture->lines->len > number);
  g_assert_cmpuint (fixture->lines->len, ==, number + 1);
  return g_ptr_array_index (fixture->lines, number);
}

static void
test_only_news_is_told (Fixture *fixture, gconstpointer data)
{
  sl_launcher_badge_set (fixture->badge, 0, FALSE);
  sl_launcher_badge_set (fixture->badge, 2, TRUE);
  g_assert_cmpstr (await_line (fixture, 0), ==, "2 shown urgent");
  sl_launcher_badge_set (fixture->badge, 2, TRUE);
  sl_launcher_badge_set (fixture->badge, 1, FALSE);
  g_assert_cmpstr (await_line (fixture, 1), ==, "1 shown");
  sl_launcher_badge_set (fixture->badge, 0, FALSE);
  g_assert_cmpstr (await_line (fixture, 2), ==, "0 hidden");
}

static void
test_a_dock_that_comes_later_is_told (Fixture *fixture, gconstpointer data)
{
  sl_launcher_badge_set (fixture->badge, 3, TRUE);
  g_assert_cmpstr (await_line (fixture, 0), ==, "3 shown urgent");
  sl_private_bus_own_name (fixture->connection, "com.canonical.Unity");
  g_assert_cmpstr (await_line (fixture, 1), ==, "3 shown urgent");
}

static void
test_it_goes_with_its_owner (Fixture *fixture, gconstpointer data)
{
  sl_launcher_badge_set (fixture->badge, 1, TRUE);
  g_assert_cmpstr (await_line (fixture, 0), ==, "1 shown urgent");
  g_clear_object (&fixture->badge);
  g_assert_cmpstr (await_line (fixture, 1), ==, "0 hidden");
}

#define ADD(name, test)                                                                            \
  g_test_add ("/desktop/launcher-badge/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bus = sl_private_bus_start ();
  ADD ("news", test_only_news_is_told);
  ADD ("later", test_a_dock_that_comes_later_is_told);
  ADD ("end", test_it_goes_with_its_owner);
  status = g_test_run ();
  sl_private_bus_stop (bus);
  return status;
}
