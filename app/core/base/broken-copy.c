/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "broken-copy.h"

#include "bounded-file.h"

#define MAX_COPIES                                                                                 \
  20 /* of different contents; somebody who edits in a loop must not fill the disk */

/* Looks for a copy with the same content; counts the copies that there are. */
static char *
find_copy (const char *folder, const char *prefix, GBytes *content, guint *n_copies)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  *n_copies = 0;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = NULL;
      g_autoptr (GBytes) copy = NULL;

      if (!g_str_has_prefix (name, prefix))
        continue;
      ++*n_copies;
      path = g_build_filename (folder, name, NULL);
      copy = sl_bounded_file_read (path, g_bytes_get_size (content), NULL);
      if (copy != NULL && g_bytes_equal (copy, content))
        return g_steal_pointer (&path);
    }
  return NULL;
}

/**
 * sl_broken_copy_keep:
 * @path: a file that cannot be understood
 * @content: what stands in it
 *
 * Keeps a copy beside the file as NAME.broken-YYYYMMDD-HHMMSS, once for each content, so that what
 * the user typed is not lost when somebody mends the file.
 *
 * Returns: (transfer full) (nullable): the copy's path, or %NULL if it could not be kept
 */
char *
sl_broken_copy_keep (const char *path, GBytes *content)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *prefix = g_strconcat (name, ".broken-", NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y%m%d-%H%M%S");
  g_autofree char *copy_path = g_strconcat (path, ".broken-", date, NULL);
  char            *found;
  guint            n_copies;

  found = find_copy (folder, prefix, content, &n_copies);
  if (found != NULL)
    return found;
  if (n_copies >= MAX_COPIES || g_file_test (copy_path, G_FILE_TEST_EXISTS))
    return NULL;
  if (!g_file_set_contents_full (copy_path, g_bytes_get_data (content, NULL),
                                 g_bytes_get_size (content), G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                 NULL))
    return NULL;
  return g_steal_pointer (&copy_path);
}
