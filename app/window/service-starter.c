/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "service-starter.h"

#include "installation.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/**
 * sl_service_starter_start:
 * @error: set to a %G_SPAWN_ERROR, as one sentence for people, if there is no such program
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
  g_autoptr (GSubprocess) process
      = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &local_error);

  if (process != NULL)
    return TRUE;
  g_set_error (error, local_error->domain, local_error->code,
               /* Translators: %s is the system's reason, such as "No such file or directory". */
               _ ("The background service could not be started: %s."), local_error->message);
  return FALSE;
}
