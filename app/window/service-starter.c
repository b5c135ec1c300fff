/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "service-starter.h"

#include "installation.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/* The service would only say so and end. */
static gboolean
check_bus (GError **error)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  if (bus != NULL)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                       _ ("There is no session bus, so the background service cannot run."));
  return FALSE;
}

/**
 * sl_service_starter_start:
 * @error: set, as one sentence for people, to a %G_SPAWN_ERROR if there is no such program, to
 * %G_IO_ERROR_NOT_CONNECTED if there is no session bus
 *
 * Starts the service program beside this one, for a session whose bus does not know how to. It goes
 * on when the window ends.
 *
 * Returns: whether it was started; whether it stays shows on the bus
 */
gboolean
sl_service_starter_start (GError **error)
{
  g_autofree char *program = sl_installation_get_program ("stormlantern-watch");
  const char      *arguments[] = { program, NULL };
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GSubprocess) process = NULL;

  if (!check_bus (error))
    return FALSE;
  process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &local_error);
  if (process != NULL)
    return TRUE;
  g_set_error (error, local_error->domain, local_error->code,
               /* Translators: %s is the system's reason, such as "No such file or directory". */
               _ ("The background service could not be started: %s."), local_error->message);
  return FALSE;
}
