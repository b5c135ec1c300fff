/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "command.h"

#include "duration.h"
#include "service-client.h"

#include <glib/gi18n-lib.h>

static int
mute (const char *name, guint seconds)
{
  g_autoptr (SlDBusWatch) service = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *account = NULL;
  int              exit_code;

  service = sl_service_client_connect (&exit_code);
  if (service == NULL)
    return exit_code;
  account = sl_service_client_find_account (service, name);
  if (!sl_dbus_watch_call_mute_sync (service, account, seconds, NULL, &error))
    return sl_service_client_fail (error);
  g_print ("%s\n", seconds == 0 ? _ ("Notices about it are shown again.")
                                : _ ("Muted: no notices about it. It is still watched."));
  return SL_EXIT_FINE;
}

static int
run (int argc, char **argv)
{
  g_autofree char   *duration = NULL;
  gboolean           off = FALSE;
  guint              seconds = G_MAXUINT;
  const GOptionEntry entries[] = {
    { "for", 0, 0, G_OPTION_ARG_STRING, &duration,
      N_ ("How long, such as 90m or 1h30m; without it until “--off”"), N_ ("DURATION") },
    { "off", 0, 0, G_OPTION_ARG_NONE, &off, N_ ("Show notices about it again"), NULL },
    { NULL },
  };
  int exit_code;

  if (!sl_command_parse (&sl_command_mute, entries, &argc, &argv, &exit_code))
    return exit_code;
  if (argc != 2)
    return sl_command_fail (SL_EXIT_USAGE, _ ("mute takes exactly one account."));
  if (off && duration != NULL)
    return sl_command_fail (SL_EXIT_USAGE, _ ("--off and --for exclude each other."));
  if (duration != NULL && !sl_duration_parse (duration, &seconds))
    return sl_command_fail (
        SL_EXIT_USAGE,
        /* Translators: %s is what the user typed */
        _ ("“%s” is no duration; write it like 45m, 2h or 1h30m, at most 366d."), duration);
  return mute (argv[1], off ? 0 : seconds);
}

const SlCommand sl_command_mute = {
  .name = "mute",
  .usage = "ACCOUNT",
  .summary = N_ ("Show no notices about an account"),
  .run = run,
};
