/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "service-client.h"

#include "command.h"

#include <glib/gi18n-lib.h>

#define SERVICE_NAME SL_APPLICATION_ID ".Watch"
#define SERVICE_PATH "/io/github/stormlantern/StormLantern/Watch"
#define ERROR_PREFIX SL_APPLICATION_ID ".Error."

/**
 * sl_service_client_connect:
 * @exit_code: (out): set if it fails; one line on standard error has said why
 *
 * Reaches the service, which D-Bus starts if it does not run.
 *
 * Returns: (transfer full) (nullable): the service
 */
SlDBusWatch *
sl_service_client_connect (int *exit_code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlDBusWatch) service = sl_dbus_watch_proxy_new_for_bus_sync (
      G_BUS_TYPE_SESSION, G_DBUS_PROXY_FLAGS_NONE, SERVICE_NAME, SERVICE_PATH, NULL, &error);

  if (service == NULL)
    {
      g_dbus_error_strip_remote_error (error);
      *exit_code = sl_command_fail (SL_EXIT_FAILED,
                                    /* Translators: %s is the system's reason */
                                    _ ("The service cannot be reached: %s."), error->message);
      return NULL;
    }
  if (!sl_service_client_is_present (service))
    {
      *exit_code = sl_command_fail (SL_EXIT_FAILED,
                                    _ ("The service does not run and could not be started. "
                                       "Start stormlantern-watch."));
      return NULL;
    }
  return g_steal_pointer (&service);
}

/**
 * sl_service_client_is_present:
 * @service: the service
 *
 * Returns: whether it runs at this moment
 */
gboolean
sl_service_client_is_present (SlDBusWatch *service)
{
  g_autofree char *owner = g_dbus_proxy_get_name_owner (G_DBUS_PROXY (service));

  return owner != NULL;
}

/**
 * sl_service_client_fail:
 * @error: what a call of the service returned; the remote part of its text is stripped
 *
 * Says on standard error why the service did not do as it was told.
 *
 * Returns: %SL_EXIT_USAGE for an unknown account, %SL_EXIT_NOT_FINE for the service's own refusals,
 *   %SL_EXIT_FAILED if it could not be asked
 */
int
sl_service_client_fail (GError *error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);
  SlExit           exit_code = SL_EXIT_FAILED;

  if (g_strcmp0 (name, ERROR_PREFIX "UnknownAccount") == 0)
    exit_code = SL_EXIT_USAGE;
  else if (name != NULL && g_str_has_prefix (name, ERROR_PREFIX))
    exit_code = SL_EXIT_NOT_FINE;
  g_dbus_error_strip_remote_error (error);
  return sl_command_fail (exit_code, "%s", error->message);
}

/**
 * sl_service_client_find_account:
 * @service: the service
 * @name: an account's id, or the name the user gave it in any case of letters
 *
 * Returns: (transfer full): the account's id; @name itself if no account fits, so that the service
 *   can say so
 */
char *
sl_service_client_find_account (SlDBusWatch *service, const char *name)
{
  g_autofree char *wanted = g_utf8_casefold (name, -1);
  GVariant        *accounts = sl_dbus_watch_get_accounts (service);
  gsize            length = accounts != NULL ? g_variant_n_children (accounts) : 0;
  char            *found = NULL;

  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (GVariant) account = g_variant_get_child_value (accounts, i);
      g_autofree char *folded = NULL;
      const char      *id = "";
      const char      *title = "";

      g_variant_lookup (account, "id", "&s", &id);
      g_variant_lookup (account, "name", "&s", &title);
      if (g_str_equal (id, name))
        {
          g_free (found);
          return g_strdup (id);
        }
      folded = g_utf8_casefold (title, -1);
      if (found == NULL && g_str_equal (folded, wanted))
        found = g_strdup (id);
    }
  return found != NULL ? found : g_strdup (name);
}
