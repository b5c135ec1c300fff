/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "power.h"

#include "await.h"
#include "private-bus.h"

/* GPowerProfileMonitor asks for the name that UPower took over in GLib 2.84. */
#if GLIB_CHECK_VERSION(2, 84, 0)
#define PROFILES_NAME "org.freedesktop.UPower.PowerProfiles"
#define PROFILES_PATH "/org/freedesktop/UPower/PowerProfiles"
#else
#define PROFILES_NAME "net.hadess.PowerProfiles"
#define PROFILES_PATH "/net/hadess/PowerProfiles"
#endif

static const char profiles_xml[] = "<node><interface name='" PROFILES_NAME "'>"
                                   "<property name='ActiveProfile' type='s' access='read'/>"
                                   "</interface></node>";

static SlPrivateBus *bus;
static const char   *profile = "power-saver";

static GVariant *
get_profile (GDBusConnection *connection,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *property,
             GError         **error,
             gpointer         user_data)
{
  return g_variant_new_string (profile);
}

static void
set_profile (GDBusConnection *daemon, const char *name)
{
  GVariantBuilder changed;

  profile = name;
  g_variant_builder_init (&changed, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&changed, "{sv}", "ActiveProfile", g_variant_new_string (name));
  g_dbus_connection_emit_signal (daemon, NULL, PROFILES_PATH, "org.freedesktop.DBus.Properties",
                                 "PropertiesChanged",
                                 g_variant_new ("(sa{sv}as)", PROFILES_NAME, &changed, NULL), NULL);
}

static void
on_changed (SlPower *power, guint *count)
{
  (*count)++;
}

static void
test_the_power_saver_is_noticed (void)
{
  static const GDBusInterfaceVTable vtable = { .get_property = get_profile };

  g_autoptr (GDBusConnection) daemon = sl_private_bus_connect (bus);
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (profiles_xml, NULL);
  g_autoptr (SlPower) power = NULL;
  guint count = 0;

  g_dbus_connection_register_object (daemon, PROFILES_PATH, info->interfaces[0], &vtable, NULL,
                                     NULL, NULL);
  sl_private_bus_own_name (daemon, PROFILES_NAME);
  power = sl_power_new ();
  g_signal_connect (power, "changed", G_CALLBACK (on_changed), &count);
  sl_await (sl_power_is_saved (power));
  g_assert_cmpuint (count, ==, 1);
  set_profile (daemon, "balanced");
  sl_await (!sl_power_is_saved (power));
  g_assert_cmpuint (count, ==, 2);
  g_dbus_connection_close_sync (daemon, NULL, NULL);
}

static void
test_a_desktop_that_does_not_tell_saves_nothing (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (SlPower) power = sl_power_new ();

      g_assert_false (sl_power_is_saved (power));
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
  bus = sl_private_bus_start ();
  if (!g_test_subprocess ())
    g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (bus->daemon), TRUE);
  g_test_add_func ("/desktop/power/saver", test_the_power_saver_is_noticed);
  g_test_add_func ("/desktop/power/no-system-bus", test_a_desktop_that_does_not_tell_saves_nothing);
  status = g_test_run ();
  sl_private_bus_stop (bus);
  return status;
}
