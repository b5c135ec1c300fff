/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "command.h"

#include "duration.h"
#include "service-client.h"

#include <glib/gi18n-lib.h>

static int
run (int argc, char **argv)
{
  g_autofree char   *duration = NULL;
  guint              seconds = 0;
  const GOptionEntry entries[] = {
    { "for", 0, 0, G_OPTION_ARG_STRING, &duration,
      N_ ("How long, such as 90m or 1h30m; without it until “resume”"), N_ ("DURATION") },
    { NULL },
  };
  g_autoptr (SlDBusWatch) service = NULL;
  g_autoptr (GError) error = NULL;
  int exit_code;

  if (!sl_command_parse (&sl_command_pause, entries, &argc, &argv, &exit_code))
    return exit_code;
  if (argc > 1)
    return sl_command_fail (SL_EXIT_USAGE, _ ("pause takes no operands; say “--for 1h”."));
  if (duration != NULL && !sl_duration_parse (duration, &seconds))
    return sl_command_fail (
        SL_EXIT_USAGE,
        /* Translators: %s is what the user typed */
        _ ("“%s” is no duration; write it like 45m, 2h or 1h30m, at most 366d."), duration);
  service = sl_service_client_connect (&exit_code);
  if (service == NULL)
    return exit_code;
  if (!sl_dbus_watch_call_pause_sync (service, seconds, NULL, &error))
    return sl_service_client_fail (error);
  g_print ("%s\n", _ ("Paused: no checks and no notices. “stormlanternctl resume” ends it."));
  return SL_EXIT_FINE;
}

const SlCommand sl_command_pause = {
  .name = "pause",
  .usage = "",
  .summary = N_ ("Stop checks and notices for a while"),
  .run = run,
};
