/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "command.h"

#include "service-client.h"

#include <glib/gi18n-lib.h>

static int
run (int argc, char **argv)
{
  gboolean           force = FALSE;
  const GOptionEntry entries[] = {
    { "force", 'f', 0, G_OPTION_ARG_NONE, &force, N_ ("Try a password again that was refused"),
      NULL },
    { NULL },
  };
  g_autoptr (SlDBusWatch) service = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *account = NULL;
  int              exit_code;

  if (!sl_command_parse (&sl_command_check_now, entries, &argc, &argv, &exit_code))
    return exit_code;
  if (argc > 2)
    return sl_command_fail (SL_EXIT_USAGE, _ ("check-now takes one account at most."));
  service = sl_service_client_connect (&exit_code);
  if (service == NULL)
    return exit_code;

  account = argc == 2 ? sl_service_client_find_account (service, argv[1]) : g_strdup ("");
  if (!sl_dbus_watch_call_check_now_sync (service, account, force, NULL, &error))
    return sl_service_client_fail (error);
  g_print ("%s\n", _ ("Checking now. “stormlanternctl status” tells what was found."));
  return SL_EXIT_FINE;
}

const SlCommand sl_command_check_now = {
  .name = "check-now",
  .usage = "[ACCOUNT]",
  .summary = N_ ("Check an account, or all of them, at once"),
  .run = run,
};
