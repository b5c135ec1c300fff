/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-practice"

#include "practice-folder.h"

#include "practice-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX "stormlantern-practice-"

/* Locked as long as its practice lives; the system unlocks it however the process ends. It gets its
 * name once it is locked, so that a sweep never meets it unlocked too early. */
#define LOCK_NAME "lock"
#define UNNAMED_LOCK_NAME "lock.new"

static int
make_lock (const char *folder)
{
  g_autofree char *unnamed = g_build_filename (folder, UNNAMED_LOCK_NAME, NULL);
  g_autofree char *named = g_build_filename (folder, LOCK_NAME, NULL);
  int              lock = open (unnamed, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (lock >= 0 && (flock (lock, LOCK_EX | LOCK_NB) != 0 || g_rename (unnamed, named) != 0))
    {
      close (lock);
      return -1;
    }
  return lock;
}

/**
 * sl_practice_folder_new:
 * @lock: (out): a file descriptor that marks the folder as in use; -1 if it could not be had, then
 *   no sweep removes the folder. Close it after the folder was removed
 * @error: set to %SL_PRACTICE_ERROR_SERVER
 *
 * Makes a folder that only this user can read, apart from everything of the user's own.
 *
 * Returns: (transfer full) (nullable): its path
 */
char *
sl_practice_folder_new (int *lock, GError **error)
{
  g_autoptr (GError) reason = NULL;
  char *path = g_dir_make_tmp (PREFIX "XXXXXX", &reason);

  if (path == NULL)
    g_set_error (error, SL_PRACTICE_ERROR, SL_PRACTICE_ERROR_SERVER,
                 /* Translators: %s is the system's reason */
                 _ ("The practice could not make a folder for its files: %s"), reason->message);
  *lock = path != NULL ? make_lock (path) : -1;
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

/* A folder of ours that nobody else could have put anything into. */
static gboolean
is_private (const char *path)
{
  struct stat facts;

  return lstat (path, &facts) == 0 && S_ISDIR (facts.st_mode) && facts.st_uid == geteuid ()
         && (facts.st_mode & 07777) == 0700;
}

static void
sweep_folder (const char *path)
{
  g_autofree char *lock_path = g_build_filename (path, LOCK_NAME, NULL);
  int              lock;

  if (!is_private (path))
    return;
  lock = open (lock_path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (lock < 0)
    return;
  if (flock (lock, LOCK_EX | LOCK_NB) == 0)
    sl_practice_folder_remove (path);
  close (lock);
}

/**
 * sl_practice_folder_sweep:
 *
 * Removes the folders of practices whose process ended without removing them. A folder in use, of
 * somebody else, open to others or without a lock is left alone.
 */
void
sl_practice_folder_sweep (void)
{
  g_autoptr (GDir) directory = g_dir_open (g_get_tmp_dir (), 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (g_get_tmp_dir (), name, NULL);

      if (g_str_has_prefix (name, PREFIX))
        sweep_folder (path);
    }
}
