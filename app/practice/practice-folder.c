/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-practice"

#include "practice-folder.h"

#include "practice-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/**
 * sl_practice_folder_new:
 * @error: set to %SL_PRACTICE_ERROR_SERVER
 *
 * Makes a folder that only this user can read, apart from everything of the user's own.
 *
 * Returns: (transfer full) (nullable): its path
 */
char *
sl_practice_folder_new (GError **error)
{
  g_autoptr (GError) reason = NULL;
  char *path = g_dir_make_tmp ("stormlantern-practice-XXXXXX", &reason);

  if (path == NULL)
    g_set_error (error, SL_PRACTICE_ERROR, SL_PRACTICE_ERROR_SERVER,
                 /* Translators: %s is the system's reason */
                 _ ("The practice could not make a folder for its files: %s"), reason->message);
  return path;
}

/**
 * sl_practice_folder_remove:
 * @path: a folder from sl_practice_folder_new()
 *
 * Removes the folder and the files in it. Links are removed, not followed.
 */
void
sl_practice_folder_remove (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        sl_practice_folder_remove (child);
      else
        g_unlink (child);
    }
  if (g_rmdir (path) != 0)
    g_info ("%s could not be removed", path);
}
