/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "command.h"

#include "service-client.h"

#include <glib/gi18n-lib.h>

static int
run (int argc, char **argv)
{
  g_autoptr (SlDBusWatch) service = NULL;
  g_autoptr (GError) error = NULL;
  int exit_code;

  if (!sl_command_parse (&sl_command_resume, NULL, &argc, &argv, &exit_code))
    return exit_code;
  if (argc > 1)
    return sl_command_fail (SL_EXIT_USAGE, _ ("resume takes no operands."));
  service = sl_service_client_connect (&exit_code);
  if (service == NULL)
    return exit_code;
  if (!sl_dbus_watch_call_resume_sync (service, NULL, &error))
    return sl_service_client_fail (error);
  g_print ("%s\n", _ ("Watching again."));
  return SL_EXIT_FINE;
}

const SlCommand sl_command_resume = {
  .name = "resume",
  .usage = "",
  .summary = N_ ("End a pause"),
  .run = run,
};
