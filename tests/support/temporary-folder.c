/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "temporary-folder.h"

#include <glib/gstdio.h>
#include <string.h>

/**
 * temporary_folder_new:
 *
 * Returns: (transfer full): the path of a new, empty folder
 */
char *
temporary_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("stormlantern-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

/**
 * temporary_folder_count:
 * @path: a folder
 * @part_of_name: text
 *
 * Returns: how many files in it have @part_of_name in their name
 */
guint
temporary_folder_count (const char *path, const char *part_of_name)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  guint       count = 0;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    count += strstr (name, part_of_name) != NULL;
  return count;
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  g_chmod (path, 0700);
  folder = g_dir_open (path, 0, NULL);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_all (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/**
 * temporary_folder_remove:
 * @path: (transfer full): what temporary_folder_new() returned
 *
 * Removes the folder and all that is in it.
 */
void
temporary_folder_remove (char *path)
{
  remove_all (path);
  g_free (path);
}

/* Unlike G_TEST_OPTION_ISOLATE_DIRS it leaves the system's data folders, such as GSettings schemas,
 * and leaks nothing. */
char *
temporary_folder_isolate (void)
{
  static const char *const variables[]
      = { "XDG_CONFIG_HOME", "XDG_CONFIG_DIRS", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME" };
  char *folder = temporary_folder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      g_autofree char *path = g_build_filename (folder, variables[i], NULL);

      g_setenv (variables[i], path, TRUE);
    }
  return folder;
}
