/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "secret-pipe.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

/* One write without waiting: a pipe holds 64 KiB, SL_SECRET_MAX_BYTES, before the reader begins. */
static gboolean
fill (int descriptor, const SlSecret *secret, GError **error)
{
  gsize       length = 0;
  const char *data = sl_secret_peek (secret, &length);
  gssize      written = 0;

  if (length > 0 && g_unix_set_fd_nonblocking (descriptor, TRUE, error))
    written = write (descriptor, data, length);
  if (*error == NULL && (gsize) written != length)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                         _ ("The password could not be handed to the background service."));
  return *error == NULL;
}

/**
 * sl_secret_pipe_new:
 * @secret: a secret of at most %SL_SECRET_MAX_BYTES
 * @error: set to a %G_UNIX_ERROR or %G_IO_ERROR if there is no pipe or it does not take the secret
 *
 * Puts @secret into a pipe whose other end is already closed, so that the receiver reads to the
 * end. A pipe lives in kernel memory only: it is never swapped, and gone once read.
 *
 * Returns: (transfer full) (nullable): a list with one descriptor, at index 0
 */
GUnixFDList *
sl_secret_pipe_new (const SlSecret *secret, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  int descriptors[2];

  if (g_unix_open_pipe (descriptors, FD_CLOEXEC, &local_error))
    {
      gboolean filled = fill (descriptors[1], secret, &local_error);

      close (descriptors[1]);
      if (filled)
        return g_unix_fd_list_new_from_array (descriptors, 1);
      close (descriptors[0]);
    }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}
