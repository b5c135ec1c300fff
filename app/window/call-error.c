/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "call-error.h"

#include <glib/gi18n-lib.h>

#define BUS_ERROR_PREFIX "org.freedesktop.DBus.Error."

/**
 * sl_call_error_to_sentence:
 * @error: why a call to the service failed; its message may be changed
 *
 * The bus's own errors are for programmers, the service's are sentences.
 *
 * Returns: (transfer full): one sentence for the user
 */
char *
sl_call_error_to_sentence (GError *error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);

  g_dbus_error_strip_remote_error (error);
  if (name != NULL && !g_str_has_prefix (name, BUS_ERROR_PREFIX))
    return g_strdup (error->message);
  g_debug ("a request failed: %s", error->message);
  return g_strdup (_ ("The background service does not answer."));
}
