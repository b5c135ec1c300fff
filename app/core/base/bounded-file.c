/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "bounded-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK_BYTES (16 * 1024)

static gboolean
fail_from_errno (int saved_errno, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (saved_errno),
                       g_strerror (saved_errno));
  return FALSE;
}

static gboolean
fail_as_too_large (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, _ ("it is too large"));
  return FALSE;
}

/* A pipe or device could block or never end. */
static gboolean
check_kind (int fd, gsize max_bytes, GError **error)
{
  struct stat status;

  if (fstat (fd, &status) != 0)
    return fail_from_errno (errno, error);
  if (!S_ISREG (status.st_mode))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
                           _ ("it is not an ordinary file"));
      return FALSE;
    }
  return (goffset) status.st_size <= (goffset) max_bytes || fail_as_too_large (error);
}

static gboolean
read_all (int fd, gsize max_bytes, GByteArray *bytes, GError **error)
{
  guint8 chunk[CHUNK_BYTES];

  while (TRUE)
    {
      gssize n_read = read (fd, chunk, sizeof chunk);

      if (n_read == 0)
        return TRUE;
      if (n_read < 0 && errno == EINTR)
        continue;
      if (n_read < 0)
        return fail_from_errno (errno, error);
      g_byte_array_append (bytes, chunk, n_read);
      if (bytes->len > max_bytes)
        return fail_as_too_large (error);
    }
}

/**
 * sl_bounded_file_read:
 * @path: a file
 * @max_bytes: how many bytes it may have
 * @error: set to a #GIOErrorEnum, such as %G_IO_ERROR_NOT_FOUND or %G_IO_ERROR_MESSAGE_TOO_LARGE;
 * the message is the bare reason without the file's name
 *
 * Reads a whole ordinary file, never more than @max_bytes of it.
 *
 * Returns: (transfer full) (nullable): its content, or %NULL with @error set
 */
GBytes *
sl_bounded_file_read (const char *path, gsize max_bytes, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  int      fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  gboolean is_read;

  if (fd < 0)
    {
      fail_from_errno (errno, error);
      return NULL;
    }
  is_read = check_kind (fd, max_bytes, error) && read_all (fd, max_bytes, bytes, error);
  close (fd);
  return is_read ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}
