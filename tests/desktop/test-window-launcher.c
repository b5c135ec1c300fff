/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-launcher.h"

#include "await.h"
#include "desktop-dbus.h"
#include "private-bus.h"

#include <glib/gstdio.h>

#define APPLICATION_ID "org.example.Lantern-Test"
#define APPLICATION_PATH "/org/example/Lantern_Test"

static SlPrivateBus *bus;

/* A window program that writes down what it is asked for. */
typedef struct
{
  GDBusConnection   *connection;
  SlDBusApplication *skeleton;
  char              *asked;
} Application;

static gboolean
on_activate (Application *application, GDBusMethodInvocation *invocation, GVariant *platform_data)
{
  g_autofree char *data = g_variant_print (platform_data, FALSE);

  application->asked = g_strdup_printf ("Activate %s", data);
  sl_dbus_application_complete_activate (application->skeleton, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_activate_action (Application           *application,
                    GDBusMethodInvocation *invocation,
                    const char            *action,
                    GVariant              *parameter,
                    GVariant              *platform_data)
{
  g_autofree char *target = g_variant_print (parameter, FALSE);
  g_autofree char *data = g_variant_print (platform_data, FALSE);

  application->asked = g_strdup_printf ("%s %s %s", action, target, data);
  sl_dbus_application_complete_activate_action (application->skeleton, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
application_start (Application *application)
{
  application->connection = sl_private_bus_connect (bus);
  application->skeleton = sl_dbus_application_skeleton_new ();
  g_signal_connect_swapped (application->skeleton, "handle-activate", G_CALLBACK (on_activate),
                            application);
  g_signal_connect_swapped (application->skeleton, "handle-activate-action",
                            G_CALLBACK (on_activate_action), application);
  g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (application->skeleton),
                                    application->connection, APPLICATION_PATH, NULL);
  sl_private_bus_own_name (application->connection, APPLICATION_ID);
}

static void
application_stop (Application *application)
{
  g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (application->skeleton));
  g_object_unref (application->skeleton);
  g_dbus_connection_close_sync (application->connection, NULL, NULL);
  g_object_unref (application->connection);
  g_free (application->asked);
}

static void
test_the_bus_opens_the_right_page (void)
{
  static const struct
  {
    const char *account;
    const char *token;
    const char *asked;
  } cases[] = {
    { NULL, NULL, "Activate {}" },
    { NULL, "", "Activate {}" },
    { "work", NULL, "show-fallback [<'work'>] {}" },
    { "work", "token-1", "show-fallback [<'work'>] {" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SlWindowLauncher) launcher
          = sl_window_launcher_new (bus->connection, APPLICATION_ID);
      Application application = { NULL };

      application_start (&application);
      if (cases[i].account == NULL)
        sl_window_launcher_show_overview (launcher, cases[i].token);
      else
        sl_window_launcher_show_fallback (launcher, cases[i].account, cases[i].token);
      sl_await (application.asked != NULL);
      g_assert_true (g_str_has_prefix (application.asked, cases[i].asked));
      if (cases[i].token != NULL && *cases[i].token != '\0')
        {
          g_assert_nonnull (strstr (application.asked, "'activation-token': <'token-1'>"));
          g_assert_nonnull (strstr (application.asked, "'desktop-startup-id': <'token-1'>"));
        }
      else
        g_assert_true (g_str_has_suffix (application.asked, " {}"));
      application_stop (&application);
    }
}

static void
test_the_bus_opens_the_preferences (void)
{
  g_autoptr (SlWindowLauncher) launcher = sl_window_launcher_new (bus->connection, APPLICATION_ID);
  Application application = { NULL };

  application_start (&application);
  sl_window_launcher_show_preferences (launcher, NULL);
  sl_await (application.asked != NULL);
  g_assert_cmpstr (application.asked, ==, "preferences [] {}");
  application_stop (&application);
}

static void
on_file_changed (
    GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer user_data)
{
  if (event == G_FILE_MONITOR_EVENT_RENAMED || event == G_FILE_MONITOR_EVENT_MOVED_IN)
    *(gboolean *) user_data = TRUE;
}

/* Without the window's name on the bus the program beside ours is started; here it is a script. */
static char *
spawned_with (void (*show) (SlWindowLauncher *launcher))
{
  static const char script[] = "#!/bin/sh\n"
                               "printf '%s|' \"$@\" \"$XDG_ACTIVATION_TOKEN\" > \"$0.part\"\n"
                               "mv \"$0.part\" \"$(dirname \"$0\")/out/asked\"\n";
  g_autoptr (SlWindowLauncher) launcher
      = sl_window_launcher_new (bus->connection, "org.example.Nobody");
  g_autofree char *folder = g_dir_make_tmp ("stormlantern-launcher-XXXXXX", NULL);
  g_autofree char *program = g_build_filename (folder, "stormlantern", NULL);
  g_autofree char *output = g_build_filename (folder, "out", NULL);
  g_autofree char *asked_path = g_build_filename (output, "asked", NULL);
  g_autoptr (GFile) output_file = g_file_new_for_path (output);
  g_autoptr (GFileMonitor) monitor = NULL;
  gboolean has_run = FALSE;
  char    *asked = NULL;

  g_assert_cmpint (g_mkdir (output, 0700), ==, 0);
  g_assert_true (
      g_file_set_contents_full (program, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_setenv ("STORMLANTERN_PROGRAM_DIR", folder, TRUE);
  monitor = g_file_monitor_directory (output_file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  g_signal_connect (monitor, "changed", G_CALLBACK (on_file_changed), &has_run);
  show (launcher);
  sl_await (has_run || g_file_test (asked_path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (asked_path, &asked, NULL, NULL));
  g_unlink (asked_path);
  g_unlink (program);
  g_rmdir (output);
  g_rmdir (folder);
  return asked;
}

static void
show_fallback (SlWindowLauncher *launcher)
{
  sl_window_launcher_show_fallback (launcher, "-work account", "token-2");
}

static void
show_overview (SlWindowLauncher *launcher)
{
  sl_window_launcher_show_overview (launcher, NULL);
}

static void
show_preferences (SlWindowLauncher *launcher)
{
  sl_window_launcher_show_preferences (launcher, "token-3");
}

static void
test_the_program_is_started_where_the_bus_cannot (void)
{
  g_autofree char *fallback = spawned_with (show_fallback);
  g_autofree char *overview = spawned_with (show_overview);
  g_autofree char *preferences = spawned_with (show_preferences);

  g_assert_cmpstr (fallback, ==, "--show-fallback|-work account|token-2|");
  g_assert_cmpstr (overview, ==, "|");
  g_assert_cmpstr (preferences, ==, "--preferences|token-3|");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bus = sl_private_bus_start ();
  g_unsetenv ("XDG_ACTIVATION_TOKEN");
  g_test_add_func ("/desktop/window-launcher/bus", test_the_bus_opens_the_right_page);
  g_test_add_func ("/desktop/window-launcher/preferences", test_the_bus_opens_the_preferences);
  g_test_add_func ("/desktop/window-launcher/spawn",
                   test_the_program_is_started_where_the_bus_cannot);
  status = g_test_run ();
  sl_private_bus_stop (bus);
  return status;
}
