/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's own file in the folder of what starts with the session. */
#define G_LOG_DOMAIN "sl-desktop"

#include "autostart-file.h"

#include "installation.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define GROUP G_KEY_FILE_DESKTOP_GROUP
#define FOLDER_MODE 0700
#define MAX_BYTES (64 * 1024)

/* How GNOME's and others' lists of startup programs switch an entry off without removing it. */
#define GNOME_SWITCH "X-GNOME-Autostart-enabled"

/**
 * sl_autostart_file_get_path:
 *
 * Returns: (transfer full): where the file is, if there is one
 *
 * Source: Desktop Application Autostart Specification 0.5.
 */
char *
sl_autostart_file_get_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "autostart",
                           SL_APPLICATION_ID ".Watch.desktop", NULL);
}

static gboolean
is_switched_off (GKeyFile *entry)
{
  return g_key_file_get_boolean (entry, GROUP, G_KEY_FILE_DESKTOP_KEY_HIDDEN, NULL)
         || (g_key_file_has_key (entry, GROUP, GNOME_SWITCH, NULL)
             && !g_key_file_get_boolean (entry, GROUP, GNOME_SWITCH, NULL));
}

/**
 * sl_autostart_file_is_enabled:
 * @path: a desktop file, there or not
 *
 * A list of startup programs may have switched the entry off; then it is there, but does nothing.
 *
 * Returns: whether the file starts a program with the session
 *
 * Source: Desktop Application Autostart Specification 0.5; Desktop Entry Specification 1.5, Hidden.
 */
gboolean
sl_autostart_file_is_enabled (const char *path)
{
  g_autoptr (GKeyFile) entry = g_key_file_new ();
  g_autofree char *command = NULL;
  GStatBuf         status;

  if (g_stat (path, &status) != 0 || status.st_size > MAX_BYTES
      || !g_key_file_load_from_file (entry, path, G_KEY_FILE_NONE, NULL))
    return FALSE;
  command = g_key_file_get_string (entry, GROUP, G_KEY_FILE_DESKTOP_KEY_EXEC, NULL);
  return command != NULL && *command != '\0' && !is_switched_off (entry);
}

/* An argument in quotes, with what is special in them escaped. The backslashes are escaped once
 * more when the key file is written. Source: Desktop Entry Specification 1.5, The Exec key. */
static char *
quote_argument (const char *argument)
{
  GString *quoted = g_string_new ("\"");

  for (const char *c = argument; *c != '\0'; c++)
    {
      if (strchr ("\"`$\\", *c) != NULL)
        g_string_append_c (quoted, '\\');
      else if (*c == '%')
        g_string_append_c (quoted, '%');
      g_string_append_c (quoted, *c);
    }
  g_string_append_c (quoted, '"');
  return g_string_free (quoted, FALSE);
}

static gboolean
save (GKeyFile *entry, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) local_error = NULL;

  if (g_mkdir_with_parents (folder, FOLDER_MODE) != 0)
    g_set_error (&local_error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", folder,
                 g_strerror (errno));
  else if (g_key_file_save_to_file (entry, path, &local_error))
    return TRUE;
  g_set_error (error, local_error->domain, local_error->code,
               /* Translators: the %s is the system's reason, with the name of the file. */
               _ ("Starting at login could not be switched on: %s."), local_error->message);
  return FALSE;
}

/**
 * sl_autostart_file_write:
 * @path: where
 * @error: set to a #GFileError, one sentence that names the file
 *
 * Writes an entry that starts the background service with the session.
 *
 * Returns: whether it was written
 */
gboolean
sl_autostart_file_write (const char *path, GError **error)
{
  g_autofree char *program = sl_installation_get_program ("stormlantern-watch");
  g_autofree char *command = quote_argument (program);
  g_autoptr (GKeyFile) entry = g_key_file_new ();
  const struct
  {
    const char *key;
    const char *value;
  } lines[] = {
    { G_KEY_FILE_DESKTOP_KEY_TYPE, "Application" },
    { G_KEY_FILE_DESKTOP_KEY_NAME, _ ("Storm Lantern") },
    { G_KEY_FILE_DESKTOP_KEY_COMMENT, _ ("Watches whether your mail sign-in works") },
    { G_KEY_FILE_DESKTOP_KEY_ICON, SL_APPLICATION_ID },
    { G_KEY_FILE_DESKTOP_KEY_EXEC, command },
    /* Once the program is uninstalled, a session passes over the entry in silence. */
    { G_KEY_FILE_DESKTOP_KEY_TRY_EXEC, program },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    g_key_file_set_string (entry, GROUP, lines[i].key, lines[i].value);
  return save (entry, path, error);
}

/**
 * sl_autostart_file_remove:
 * @path: a file, there or not
 * @error: set to a #GFileError, one sentence that names the file
 *
 * Returns: whether there is no such file now
 */
gboolean
sl_autostart_file_remove (const char *path, GError **error)
{
  int number;

  if (g_unlink (path) == 0)
    return TRUE;
  number = errno;
  if (number == ENOENT || number == ENOTDIR)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (number),
               /* Translators: the first %s is a file, the second the system's reason. */
               _ ("Starting at login could not be switched off: %s: %s."), path,
               g_strerror (number));
  return FALSE;
}
