/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "command.h"

#include "service-client.h"
#include "state.h"
#include "status-format.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>

typedef char *(*Format) (SlDBusWatch *service);

/* A running "status --follow". */
typedef struct
{
  SlDBusWatch *service;
  Format       format;
  char        *shown; /* nullable: what was printed last */
  GMainLoop   *loop;
  int          exit_code;
} Follower;

static int
judge (SlDBusWatch *service)
{
  SlState state;

  if (!sl_state_from_nick (sl_dbus_watch_get_state (service), &state))
    return SL_EXIT_NOT_FINE;
  return state == SL_STATE_OK || state == SL_STATE_PAUSED ? SL_EXIT_FINE : SL_EXIT_NOT_FINE;
}

/* JSON is UTF-8 whatever the terminal's encoding, and a reader at the other end of a pipe wants
 * each status at once. */
static void
show (Follower *follower)
{
  g_autofree char *text = follower->format (follower->service);

  if (g_strcmp0 (text, follower->shown) == 0)
    return;
  fputs (text, stdout);
  if (fflush (stdout) != 0)
    g_main_loop_quit (follower->loop);
  g_free (follower->shown);
  follower->shown = g_steal_pointer (&text);
}

static void
on_properties_changed (Follower *follower)
{
  if (sl_service_client_is_present (follower->service))
    show (follower);
}

static void
on_owner_changed (Follower *follower)
{
  if (sl_service_client_is_present (follower->service))
    return;
  follower->exit_code = sl_command_fail (SL_EXIT_FAILED, _ ("The service has ended."));
  g_main_loop_quit (follower->loop);
}

static gboolean
on_interrupted (gpointer user_data)
{
  Follower *follower = user_data;

  g_main_loop_quit (follower->loop);
  return G_SOURCE_CONTINUE;
}

static int
follow (SlDBusWatch *service, Format format)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Follower follower = { service, format, NULL, loop, SL_EXIT_FINE };
  guint    sources[] = {
       g_unix_signal_add (SIGINT, on_interrupted, &follower),
       g_unix_signal_add (SIGTERM, on_interrupted, &follower),
  };

  g_signal_connect_swapped (service, "g-properties-changed", G_CALLBACK (on_properties_changed),
                            &follower);
  g_signal_connect_swapped (service, "notify::g-name-owner", G_CALLBACK (on_owner_changed),
                            &follower);
  show (&follower);
  g_main_loop_run (loop);

  g_signal_handlers_disconnect_by_data (service, &follower);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
  g_free (follower.shown);
  return follower.exit_code;
}

static int
report (SlDBusWatch *service, Format format)
{
  g_autofree char *text = format (service);

  fputs (text, stdout);
  return judge (service);
}

static int
run (int argc, char **argv)
{
  gboolean           json = FALSE;
  gboolean           waybar = FALSE;
  gboolean           following = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print one JSON object on one line"), NULL },
    { "waybar", 0, 0, G_OPTION_ARG_NONE, &waybar, N_ ("Print JSON for Waybar's custom module"),
      NULL },
    { "follow", 0, 0, G_OPTION_ARG_NONE, &following, N_ ("Print again whenever something changes"),
      NULL },
    { NULL },
  };
  g_autoptr (SlDBusWatch) service = NULL;
  Format format = sl_status_format_text;
  int    exit_code;

  if (!sl_command_parse (&sl_command_status, entries, &argc, &argv, &exit_code))
    return exit_code;
  if (argc > 1)
    return sl_command_fail (SL_EXIT_USAGE, _ ("status takes no operands."));
  if (json && waybar)
    return sl_command_fail (SL_EXIT_USAGE, _ ("--json and --waybar exclude each other."));
  if (json)
    format = sl_status_format_json;
  else if (waybar)
    format = sl_status_format_waybar;

  service = sl_service_client_connect (&exit_code);
  if (service == NULL)
    return exit_code;
  return following ? follow (service, format) : report (service, format);
}

const SlCommand sl_command_status = {
  .name = "status",
  .usage = "",
  .summary = N_ ("Tell what the service knows"),
  .run = run,
};
