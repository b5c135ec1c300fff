/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "network.h"

#include "await.h"
#include "private-bus.h"

static SlPrivateBus *bus;

static void
on_woke_up (SlNetwork *network, guint *count)
{
  (*count)++;
}

static void
tell_sleep (GDBusConnection *logind, gboolean going_to_sleep)
{
  g_dbus_connection_emit_signal (logind, NULL, "/org/freedesktop/login1",
                                 "org.freedesktop.login1.Manager", "PrepareForSleep",
                                 g_variant_new ("(b)", going_to_sleep), NULL);
}

static gboolean
on_pulse (gpointer user_data)
{
  tell_sleep (user_data, TRUE);
  tell_sleep (user_data, FALSE);
  return G_SOURCE_CONTINUE;
}

/* The subscription happens some time after the start, so the fake goes to sleep again and again. */
static void
test_waking_up_is_told (void)
{
  g_autoptr (GDBusConnection) logind = sl_private_bus_connect (bus);
  g_autoptr (SlNetwork) network = NULL;
  guint count = 0;
  guint pulse;

  sl_private_bus_own_name (logind, "org.freedesktop.login1");
  network = sl_network_new ();
  g_signal_connect (network, "woke-up", G_CALLBACK (on_woke_up), &count);
  pulse = g_timeout_add (20, on_pulse, logind);
  sl_await (count > 0);
  g_source_remove (pulse);
  g_assert_null (sl_network_get_problem (network));
  g_dbus_connection_close_sync (logind, NULL, NULL);
}

static void
test_connectivity_is_known_from_the_start (void)
{
  g_autoptr (SlNetwork) network = sl_network_new ();

  g_assert_cmpint (sl_network_get_connectivity (network), >, SL_CONNECTIVITY_UNKNOWN);
  g_assert_false (sl_network_is_metered (network));
}

static void
test_no_system_bus_is_a_normal_state (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (SlNetwork) network = sl_network_new ();

      sl_await (sl_network_get_problem (network) != NULL);
      g_assert_cmpint (sl_network_get_connectivity (network), >, SL_CONNECTIVITY_UNKNOWN);
      return;
    }
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/at/all", TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  /* The plain monitor: this test is not about NetworkManager. */
  g_setenv ("GIO_USE_NETWORK_MONITOR", "netlink", TRUE);
  bus = sl_private_bus_start ();
  if (!g_test_subprocess ())
    g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (bus->daemon), TRUE);
  g_test_add_func ("/desktop/network/wake-up", test_waking_up_is_told);
  g_test_add_func ("/desktop/network/connectivity", test_connectivity_is_known_from_the_start);
  g_test_add_func ("/desktop/network/no-system-bus", test_no_system_bus_is_a_normal_state);
  status = g_test_run ();
  sl_private_bus_stop (bus);
  return status;
}
