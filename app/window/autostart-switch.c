/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "autostart-switch.h"

#include "installation.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define FLATPAK_MARK "/.flatpak-info"
#define FOLDER_MODE 0700

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "autostart",
                           SL_APPLICATION_ID ".Watch.desktop", NULL);
}

/**
 * sl_autostart_is_available:
 *
 * Returns: whether this program may decide it: inside a sandbox the desktop does
 */
gboolean
sl_autostart_is_available (void)
{
  return !g_file_test (FLATPAK_MARK, G_FILE_TEST_EXISTS);
}

/**
 * sl_autostart_is_enabled:
 *
 * Returns: whether the background service starts with the desktop
 *
 * Source: Desktop Application Autostart Specification 0.5.
 */
gboolean
sl_autostart_is_enabled (void)
{
  g_autofree char *path = dup_path ();

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static gboolean
write_entry (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *program = sl_installation_get_program ("stormlantern-watch");
  g_autoptr (GKeyFile) entry = g_key_file_new ();

  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_TYPE,
                         "Application");
  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_NAME,
                         "Storm Lantern");
  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_ICON,
                         SL_APPLICATION_ID);
  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_EXEC, program);
  g_key_file_set_boolean (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_NO_DISPLAY, TRUE);
  g_mkdir_with_parents (folder, FOLDER_MODE);
  return g_key_file_save_to_file (entry, path, error);
}

/**
 * sl_autostart_set_enabled:
 * @enabled: whether the background service is to start with the desktop
 * @error: set to a %G_FILE_ERROR if the file cannot be written or removed; it names the file
 *
 * Returns: whether it is so now
 */
gboolean
sl_autostart_set_enabled (gboolean enabled, GError **error)
{
  g_autofree char *path = dup_path ();

  if (enabled)
    return write_entry (path, error);
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno),
               /* Translators: the first %s is a file, the second the system's reason. */
               _ ("%s could not be removed: %s."), path, g_strerror (errno));
  return FALSE;
}
