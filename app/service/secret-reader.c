/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "secret-reader.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

/* Who sends a secret has it at hand. */
#define LONGEST_WAIT_SECONDS 10

/* One pending reading: the pipe is not touched until its other end is closed, so that reading never
 * blocks the main loop. */
typedef struct
{
  int      fd;
  GSource *closed;
  GSource *timeout;
} Reading;

static void
destroy_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
reading_free (Reading *reading)
{
  destroy_source (&reading->closed);
  destroy_source (&reading->timeout);
  g_close (reading->fd, NULL);
  g_free (reading);
}

static void
read_now (GTask *task)
{
  Reading  *reading = g_task_get_task_data (task);
  GError   *error = NULL;
  SlSecret *secret = sl_secret_new_from_fd (reading->fd, &error);

  if (secret != NULL)
    g_task_return_pointer (task, secret, (GDestroyNotify) sl_secret_unref);
  else
    g_task_return_error (task, error);
}

static gboolean
on_closed (int fd, GIOCondition condition, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Reading *reading = g_task_get_task_data (task);

  destroy_source (&reading->timeout);
  destroy_source (&reading->closed);
  read_now (task);
  return G_SOURCE_REMOVE;
}

static gboolean
on_timeout (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Reading *reading = g_task_get_task_data (task);

  destroy_source (&reading->closed);
  destroy_source (&reading->timeout);
  g_task_return_new_error (
      task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "%s",
      _ ("The password was not sent to its end; close the pipe after writing."));
  return G_SOURCE_REMOVE;
}

static void
attach (GSource *source, GSourceFunc callback, GTask *task)
{
  g_source_set_callback (source, callback, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
wait_until_closed (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  reading->closed = g_unix_fd_source_new (reading->fd, G_IO_HUP | G_IO_ERR);
  attach (reading->closed, G_SOURCE_FUNC (on_closed), task);
  reading->timeout = g_timeout_source_new_seconds (LONGEST_WAIT_SECONDS);
  attach (reading->timeout, on_timeout, task);
}

/**
 * sl_secret_reader_read_async:
 * @fd: (transfer full): a pipe or a file; it is closed afterwards
 * @cancellable: (nullable): ends the waiting
 * @callback: called when the secret was read
 * @user_data: for @callback
 *
 * Reads a secret that another process hands over. A pipe must hold it whole (64 KiB fit) and be
 * closed within ten seconds.
 */
void
sl_secret_reader_read_async (int                 fd,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Reading    *reading = g_new0 (Reading, 1);
  struct stat status = { 0 };

  g_task_set_source_tag (task, sl_secret_reader_read_async);
  reading->fd = fd;
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);

  if (fstat (fd, &status) == 0 && S_ISREG (status.st_mode))
    read_now (task);
  else if (S_ISFIFO (status.st_mode))
    wait_until_closed (task);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s",
                             _ ("A password is read from a pipe or a file only."));
}

/**
 * sl_secret_reader_read_finish:
 * @result: from the callback
 * @error: set to #GIOErrorEnum; the message never holds what was read
 *
 * Returns: (transfer full) (nullable): the secret
 */
SlSecret *
sl_secret_reader_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
