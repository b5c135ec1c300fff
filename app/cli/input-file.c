/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "input-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#define BLOCK_BYTES (16 * 1024)

static void
set_read_error (GError **error, const char *path, int number)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number),
               /* Translators: a file's name and the system's reason */
               _ ("%s cannot be read: %s."), path, g_strerror (number));
}

/* Reads one byte more than allowed, to tell "too large" from "just right". */
static GByteArray *
read_up_to (int fd, const char *path, gsize max_bytes, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 block[BLOCK_BYTES];

  while (bytes->len <= max_bytes)
    {
      ssize_t n_read = read (fd, block, MIN (sizeof block, max_bytes + 1 - bytes->len));

      if (n_read == 0)
        return g_steal_pointer (&bytes);
      if (n_read < 0 && errno != EINTR)
        {
          set_read_error (error, path, errno);
          return NULL;
        }
      if (n_read > 0)
        g_byte_array_append (bytes, block, (guint) n_read);
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
               /* Translators: %s is a file's name, %lu a number */
               _ ("%s is larger than %lu bytes."), path, (gulong) max_bytes);
  return NULL;
}

/**
 * sl_input_file_read:
 * @path: a file's name, or "-" for standard input
 * @max_bytes: how much is read at most
 * @length: (out): bytes read
 * @error: set to one sentence that names the file
 *
 * Reads what the user names on the command line: a file, a pipe, anything that can be read, and
 * never more of it than @max_bytes.
 *
 * Returns: (transfer full) (nullable): the bytes and a zero byte after them, or %NULL with @error
 * set
 */
char *
sl_input_file_read (const char *path, gsize max_bytes, gsize *length, GError **error)
{
  g_autoptr (GByteArray) bytes = NULL;
  gboolean    is_stdin = strcmp (path, "-") == 0;
  const char *name = is_stdin ? _ ("Standard input") : path;
  int         fd = is_stdin ? STDIN_FILENO : open (path, O_RDONLY | O_CLOEXEC);

  if (fd < 0)
    {
      set_read_error (error, name, errno);
      return NULL;
    }
  bytes = read_up_to (fd, name, max_bytes, error);
  if (!is_stdin)
    close (fd);
  if (bytes == NULL)
    return NULL;

  *length = bytes->len;
  g_byte_array_append (bytes, (const guint8 *) "", 1);
  return (char *) g_byte_array_free (g_steal_pointer (&bytes), FALSE);
}
