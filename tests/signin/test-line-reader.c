/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"
#include "line-reader.h"
#include "signin-error.h"

#include <string.h>

static void
feed_text (SlLineReader *reader, const char *text)
{
  sl_line_reader_feed (reader, text, strlen (text));
}

static void
assert_next (SlLineReader *reader, const char *expected)
{
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (sl_line_reader_take_line (reader, &line, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (line, ==, expected);
}

static void
test_line_ends (void)
{
  g_autoptr (SlLineReader) reader = sl_line_reader_new ();

  feed_text (reader, "one\r\ntwo\nth\rree\r\n\r\n\nhalf");
  assert_next (reader, "one");
  assert_next (reader, "two");
  assert_next (reader, "th\rree");
  assert_next (reader, "");
  assert_next (reader, "");
  g_assert_false (sl_line_reader_is_empty (reader));
  assert_next (reader, NULL);
  feed_text (reader, " a line\r");
  assert_next (reader, NULL);
  feed_text (reader, "\n");
  assert_next (reader, "half a line");
  g_assert_true (sl_line_reader_is_empty (reader));
  assert_next (reader, NULL);
}

static void
test_zero_bytes_become_spaces (void)
{
  g_autoptr (SlLineReader) reader = sl_line_reader_new ();

  sl_line_reader_feed (reader, "a\0b\0\r\n", 6);
  assert_next (reader, "a b ");
}

static void
test_any_bytes_pass (void)
{
  g_autoptr (SlLineReader) reader = sl_line_reader_new ();

  feed_text (reader, "\xff\xfe\x80\r\n");
  assert_next (reader, "\xff\xfe\x80");
}

static void
feed_many (SlLineReader *reader, char byte, gsize count)
{
  g_autofree char *data = g_strnfill (count, byte);

  sl_line_reader_feed (reader, data, count);
}

static void
test_line_at_the_limit (void)
{
  g_autoptr (SlLineReader) reader = sl_line_reader_new ();
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  feed_many (reader, 'x', SL_MAX_LINE_BYTES);
  assert_next (reader, NULL);
  feed_text (reader, "\n");
  g_assert_true (sl_line_reader_take_line (reader, &line, &error));
  g_assert_cmpuint (strlen (line), ==, SL_MAX_LINE_BYTES);
}

static void
test_endless_line (void)
{
  g_autoptr (SlLineReader) reader = sl_line_reader_new ();
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  feed_many (reader, 'x', SL_MAX_LINE_BYTES + 1);
  g_assert_false (sl_line_reader_take_line (reader, &line, &error));
  g_assert_error (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_LINE_TOO_LONG);
  g_assert_null (line);
}

static void
test_endless_reply (void)
{
  g_autoptr (SlLineReader) reader = sl_line_reader_new ();
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_lines = 0;

  do
    {
      g_clear_pointer (&line, g_free);
      feed_many (reader, 'x', 1023);
      feed_text (reader, "\n");
      n_lines++;
    }
  while (sl_line_reader_take_line (reader, &line, &error));
  g_assert_error (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_REPLY_TOO_LONG);
  g_assert_cmpuint (n_lines, ==, SL_MAX_REPLY_BYTES / 1024 + 1);
}

static void
test_next_reply_counts_afresh (void)
{
  g_autoptr (SlLineReader) reader = sl_line_reader_new ();

  for (int reply = 0; reply < 100; reply++)
    {
      g_autofree char *line = NULL;

      sl_line_reader_start_reply (reader);
      feed_many (reader, 'x', SL_MAX_LINE_BYTES);
      feed_text (reader, "\n");
      g_assert_true (sl_line_reader_take_line (reader, &line, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signin/line-reader/line-ends", test_line_ends);
  g_test_add_func ("/signin/line-reader/zero-bytes", test_zero_bytes_become_spaces);
  g_test_add_func ("/signin/line-reader/any-bytes", test_any_bytes_pass);
  g_test_add_func ("/signin/line-reader/line-at-the-limit", test_line_at_the_limit);
  g_test_add_func ("/signin/line-reader/endless-line", test_endless_line);
  g_test_add_func ("/signin/line-reader/endless-reply", test_endless_reply);
  g_test_add_func ("/signin/line-reader/next-reply", test_next_reply_counts_afresh);
  return g_test_run ();
}
