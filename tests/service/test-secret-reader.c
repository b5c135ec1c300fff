/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "secret-reader.h"

#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* What came of one reading. */
typedef struct
{
  SlSecret *secret;
  GError   *error;
  gboolean  over;
} Answer;

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->secret = sl_secret_reader_read_finish (result, &answer->error);
  answer->over = TRUE;
}

static void
await (Answer *answer)
{
  while (!answer->over)
    g_main_context_iteration (NULL, TRUE);
}

static void
answer_clear (Answer *answer)
{
  g_clear_pointer (&answer->secret, sl_secret_unref);
  g_clear_error (&answer->error);
}

static void
open_pipe (int ends[2])
{
  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, NULL));
}

static void
test_pipe (void)
{
  Answer answer = { 0 };
  int    ends[2];
  gsize  length;

  open_pipe (ends);
  sl_secret_reader_read_async (ends[0], NULL, on_read, &answer);
  g_assert_cmpint (write (ends[1], "sec", 3), ==, 3);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (answer.over);
  g_assert_cmpint (write (ends[1], "ret\n", 4), ==, 4);
  close (ends[1]);
  await (&answer);
  g_assert_no_error (answer.error);
  g_assert_cmpstr (sl_secret_peek (answer.secret, &length), ==, "secret");
  g_assert_cmpuint (length, ==, 6);
  answer_clear (&answer);
}

static void
test_empty_pipe (void)
{
  Answer answer = { 0 };
  int    ends[2];

  open_pipe (ends);
  close (ends[1]);
  sl_secret_reader_read_async (ends[0], NULL, on_read, &answer);
  await (&answer);
  g_assert_null (answer.secret);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  answer_clear (&answer);
}

static void
test_file (void)
{
  Answer           answer = { 0 };
  g_autofree char *path = NULL;
  int              fd = g_file_open_tmp ("secret-XXXXXX", &path, NULL);

  g_unlink (path);
  g_assert_cmpint (write (fd, "secret", 6), ==, 6);
  lseek (fd, 0, SEEK_SET);
  sl_secret_reader_read_async (fd, NULL, on_read, &answer);
  await (&answer);
  g_assert_no_error (answer.error);
  g_assert_cmpstr (sl_secret_peek (answer.secret, NULL), ==, "secret");
  answer_clear (&answer);
}

/* What might never end is not read at all. */
static void
test_others_are_refused (void)
{
  Answer answers[2] = { 0 };
  int    pair[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, pair), ==, 0);
  sl_secret_reader_read_async (pair[0], NULL, on_read, &answers[0]);
  sl_secret_reader_read_async (open ("/dev/zero", O_RDONLY | O_CLOEXEC), NULL, on_read,
                               &answers[1]);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      await (&answers[i]);
      g_assert_error (answers[i].error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      answer_clear (&answers[i]);
    }
  close (pair[1]);
}

static void
test_cancelled (void)
{
  Answer answer = { 0 };
  int    ends[2];
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  open_pipe (ends);
  sl_secret_reader_read_async (ends[0], cancellable, on_read, &answer);
  g_cancellable_cancel (cancellable);
  close (ends[1]);
  await (&answer);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  answer_clear (&answer);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/secret/pipe-is-read-when-closed", test_pipe);
  g_test_add_func ("/service/secret/empty-pipe", test_empty_pipe);
  g_test_add_func ("/service/secret/file", test_file);
  g_test_add_func ("/service/secret/others-are-refused", test_others_are_refused);
  g_test_add_func ("/service/secret/cancelled", test_cancelled);
  return g_test_run ();
}
