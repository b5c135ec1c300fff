/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem() */

#include "secret.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static SlSecret *
read_from_pipe (const char *data, gsize length, GError **error)
{
  int       ends[2];
  SlSecret *secret;

  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, NULL));
  g_assert_cmpint (write (ends[1], data, length), ==, (gssize) length);
  close (ends[1]);
  secret = sl_secret_new_from_fd (ends[0], error);
  close (ends[0]);
  return secret;
}

static void
test_read (void)
{
  static const struct
  {
    const char *written;
    const char *understood; /* NULL: refused */
  } cases[] = {
    { "hunter2", "hunter2" },
    { "hunter2\n", "hunter2" },
    { "hunter2\r\n", "hunter2" },
    { " hunter2 ", " hunter2 " },
    { "two\nlines\n", "two\nlines" },
    { "pä$$\n", "pä$$" },
    { "", NULL },
    { "\n", NULL },
    { "\r\n", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SlSecret) secret
          = read_from_pipe (cases[i].written, strlen (cases[i].written), &error);
      gsize length = 0;

      if (cases[i].understood == NULL)
        {
          g_assert_null (secret);
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (sl_secret_peek (secret, &length), ==, cases[i].understood);
      g_assert_cmpuint (length, ==, strlen (cases[i].understood));
    }
}

static void
test_zero_byte_is_refused (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_from_pipe ("a\0b", 3, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static int
open_file_of (gsize n_bytes, char **path)
{
  g_autofree char *content = g_strnfill (n_bytes, 'x');
  int              fd = g_file_open_tmp ("secret-XXXXXX", path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, content, n_bytes), ==, (gssize) n_bytes);
  g_assert_cmpint (lseek (fd, 0, SEEK_SET), ==, 0);
  return fd;
}

static void
test_limit (void)
{
  for (gsize extra = 0; extra <= 1; extra++)
    {
      g_autofree char *path = NULL;
      g_autoptr (GError) error = NULL;
      int fd = open_file_of (SL_SECRET_MAX_BYTES + extra, &path);
      g_autoptr (SlSecret) secret = sl_secret_new_from_fd (fd, &error);

      g_assert_true ((secret != NULL) == (extra == 0));
      g_assert_null (error != NULL ? strstr (error->message, "xxx") : NULL);
      close (fd);
      unlink (path);
    }
}

static void
test_unreadable (void)
{
  g_autoptr (GError) error = NULL;
  int ends[2];

  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, NULL));
  g_assert_null (sl_secret_new_from_fd (ends[1], &error));
  g_assert_nonnull (error);
  close (ends[0]);
  close (ends[1]);
}

static void
test_never_prints (void)
{
  g_autoptr (SlSecret) secret = sl_secret_new ("hunter2", -1);

  g_assert_cmpstr (sl_secret_to_string (secret), ==, "•••");
}

/* RFC 4231, test case 2. */
static void
test_fingerprint (void)
{
  g_autoptr (SlSecret) secret = sl_secret_new ("what do ya want for nothing?", -1);
  g_autoptr (SlSecret) other = sl_secret_new ("what do ya want for nothing!", -1);
  g_autofree char *print = sl_secret_fingerprint (secret, (const guint8 *) "Jefe", 4);
  g_autofree char *other_print = sl_secret_fingerprint (other, (const guint8 *) "Jefe", 4);

  g_assert_cmpstr (print, ==, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  g_assert_cmpstr (print, !=, other_print);
}

/* Looks through all that this process allocates, given back or not. */
static gboolean
heap_holds (const char *bytes, gsize length)
{
  g_autofree char *maps = NULL;
  const char      *line;
  gulong           start, end;

  if (!g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL))
    return FALSE;
  line = strstr (maps, "[heap]");
  while (line != NULL && line > maps && line[-1] != '\n')
    line--;
  if (line == NULL || sscanf (line, "%lx-%lx", &start, &end) != 2)
    return FALSE;
  return memmem (GSIZE_TO_POINTER (start), end - start, bytes, length) != NULL;
}

static void
test_fingerprint_leaves_nothing_behind (void)
{
  char text[64 + 20]; /* longer than a block of the hash; never in the heap by our own doing */
  g_autoptr (SlSecret) secret = NULL;

  for (gsize i = 0; i < sizeof text; i++)
    text[i] = (char) ('A' + i * i % 57);
  secret = sl_secret_new (text, sizeof text);
  g_free (sl_secret_fingerprint (secret, (const guint8 *) "Jefe", 4));
  g_assert_false (heap_holds (text, 12));
  g_assert_false (heap_holds (text + sizeof text - 12, 12));
}

/* The kernel says of each mapping whether it goes into a core dump ("dd" in VmFlags: it does not).
 */
static void
test_stays_out_of_core_dumps (void)
{
  g_autoptr (SlSecret) secret = sl_secret_new ("hunter2", -1);
  g_autofree char *maps = NULL;
  g_autofree char *line = NULL;
  g_autofree char *start = g_strdup_printf ("%lx-", (gulong) sl_secret_peek (secret, NULL));
  const char      *mapping;
  const char      *flags;

  if (!g_file_get_contents ("/proc/self/smaps", &maps, NULL, NULL))
    {
      g_test_skip ("no /proc/self/smaps here");
      return;
    }
  mapping = strstr (maps, start);
  if (mapping == NULL)
    {
      g_test_skip ("the mapping was merged with its neighbour");
      return;
    }
  flags = strstr (mapping, "VmFlags:");
  g_assert_nonnull (flags);
  line = g_strndup (flags, strcspn (flags, "\n"));
  g_assert_nonnull (strstr (line, " dd"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/secret/first-line-of-a-file", test_read);
  g_test_add_func ("/core/secret/zero-byte", test_zero_byte_is_refused);
  g_test_add_func ("/core/secret/64-kib-and-no-more", test_limit);
  g_test_add_func ("/core/secret/unreadable", test_unreadable);
  g_test_add_func ("/core/secret/never-prints", test_never_prints);
  g_test_add_func ("/core/secret/fingerprint", test_fingerprint);
  g_test_add_func ("/core/secret/fingerprint-leaves-nothing",
                   test_fingerprint_leaves_nothing_behind);
  g_test_add_func ("/core/secret/no-core-dump", test_stays_out_of_core_dumps);
  return g_test_run ();
}
