/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "installation.h"
#include "memory-frugality.h"
#include "memory-guard.h"
#include "options.h"
#include "service.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#define PROGRAM "stormlantern-watch"

#define BUS_NAME "org.freedesktop.DBus"
#define BUS_PATH "/org/freedesktop/DBus"

/* As stormlanternctl's. */
#define EXIT_FINE 0
#define EXIT_USAGE 2
#define EXIT_FAILED 3

/* What main() hands to its callbacks. */
typedef struct
{
  GMainLoop *loop;
  SlService *service;
  gboolean   started;
  gboolean   restarts; /* a newer version of the program is to take over */
  guint      lifeline; /* source; 0: none */
} Program;

static void
on_name_acquired (GDBusConnection *connection, const char *name, gpointer user_data)
{
  Program *program = user_data;

  program->started = TRUE;
  sl_service_start (program->service);
}

static void
on_name_lost (GDBusConnection *connection, const char *name, gpointer user_data)
{
  Program *program = user_data;

  if (!program->started)
    g_print (PROGRAM ": %s\n", _ ("It is running already."));
  g_main_loop_quit (program->loop);
}

static gboolean
on_signal (gpointer user_data)
{
  Program *program = user_data;

  g_main_loop_quit (program->loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_lifeline_broken (gint fd, GIOCondition condition, gpointer user_data)
{
  Program *program = user_data;

  program->lifeline = 0;
  g_main_loop_quit (program->loop);
  return G_SOURCE_REMOVE;
}

static void
on_quit (Program *program)
{
  g_main_loop_quit (program->loop);
}

static void
on_restart (Program *program)
{
  program->restarts = TRUE;
  g_main_loop_quit (program->loop);
}

static int
fail (int exit_code, const char *text)
{
  g_printerr (PROGRAM ": %s\n", text);
  return exit_code;
}

/* Returns whether a newer version is to take over. */
static gboolean
run (GDBusConnection *connection, SlService *service, const SlServiceOptions *options)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Program program = { loop, service, FALSE, FALSE, 0 };
  guint   sources[] = {
      g_unix_signal_add (SIGTERM, on_signal, &program),
      g_unix_signal_add (SIGINT, on_signal, &program),
      g_unix_signal_add (SIGHUP, on_signal, &program),
  };
  guint name;

  if (options->has_lifeline)
    program.lifeline
        = g_unix_fd_add (STDIN_FILENO, G_IO_HUP | G_IO_ERR, on_lifeline_broken, &program);
  g_signal_connect_swapped (service, "quit", G_CALLBACK (on_quit), &program);
  g_signal_connect_swapped (service, "restart", G_CALLBACK (on_restart), &program);
  /* A bus that goes away ends the session: end in good order instead of being killed. */
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  g_signal_connect_swapped (connection, "closed", G_CALLBACK (on_quit), &program);
  name = g_bus_own_name_on_connection (connection, sl_service_get_bus_name (service),
                                       G_BUS_NAME_OWNER_FLAGS_DO_NOT_QUEUE, on_name_acquired,
                                       on_name_lost, &program, NULL);
  g_main_loop_run (loop);
  sl_service_finish (service);

  g_clear_handle_id (&program.lifeline, g_source_remove);
  g_bus_unown_name (name);
  g_signal_handlers_disconnect_by_data (connection, &program);
  g_signal_handlers_disconnect_by_data (service, &program);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
  return program.restarts;
}

/* A sandbox only holds the old version: the bus starts the new one in a sandbox of its own. */
static void
start_by_bus (GDBusConnection *connection)
{
  g_dbus_connection_call (connection, BUS_NAME, BUS_PATH, BUS_NAME, "StartServiceByName",
                          g_variant_new ("(su)", SL_APPLICATION_ID ".Watch", 0), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
  g_dbus_connection_flush_sync (connection, NULL, NULL);
}

/* The name was given back; the bus has done so when it answers the next call. */
static int
hand_over (GDBusConnection *connection, char **arguments)
{
  g_autofree char *program = sl_installation_get_program (PROGRAM);
  g_autoptr (GVariant) answer
      = g_dbus_connection_call_sync (connection, BUS_NAME, BUS_PATH, BUS_NAME, "GetId", NULL, NULL,
                                     G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);

  if (answer == NULL)
    return EXIT_FINE; /* the session ends */
  if (sl_installation_is_sandboxed ())
    {
      start_by_bus (connection);
      return EXIT_FINE;
    }
  execv (program, arguments);
  g_printerr (PROGRAM ": %s: %s\n", program, g_strerror (errno));
  return EXIT_FAILED;
}

static int
serve (const SlServiceOptions *options, char **arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_autoptr (SlService) service = NULL;
  gboolean restarts;

  if (connection == NULL)
    return fail (EXIT_FAILED, _ ("There is no session bus, so there is nobody to tell; "
                                 "start it in a desktop session or under dbus-run-session."));
  service = sl_service_new (connection, options, &error);
  if (service == NULL)
    return fail (EXIT_FAILED, error->message);
  restarts = run (connection, service, options);
  g_clear_object (&service);
  /* The last messages, such as a withdrawn notice, are still on their way. */
  g_dbus_connection_flush_sync (connection, NULL, NULL);
  return restarts ? hand_over (connection, arguments) : EXIT_FINE;
}

int
main (int argc, char **argv)
{
  g_auto (GStrv) arguments = g_strdupv (argv);
  g_autoptr (SlServiceOptions) options = NULL;
  g_autoptr (GError) error = NULL;

  sl_memory_guard_forbid_core_dumps ();
  sl_memory_guard_hide_memory ();
  sl_memory_frugality_apply ();
  setlocale (LC_ALL, "");
  sl_installation_bind_translations ();
  g_set_prgname (PROGRAM);

  options = sl_service_options_parse (&argc, &argv, &error);
  if (options == NULL)
    return fail (EXIT_USAGE, error->message);
  if (options->show_version)
    {
      g_print (PROGRAM " %s\n", SL_VERSION);
      return EXIT_FINE;
    }
  return serve (options, arguments);
}
