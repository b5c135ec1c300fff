/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-fetcher.h"
#include "feed-reader.h"
#include "json-guard.h"

#include <string.h>

#define MANY_BRACKETS 200000
#define HUGE_BYTES (100 * 1024 * 1024)

static const struct
{
  const char *name;
  const char *text;
  gboolean    good;
} texts[] = {
  { "object", "{\"a\": [1, -2.5e+3, true, false, null, \"x\"]}", TRUE },
  { "array", "[]", TRUE },
  { "byte-order-mark", "\xEF\xBB\xBF{}", TRUE },
  { "brackets-in-string", "[\"[[[[{{{{\\\"[[\"]", TRUE },
  { "escapes", "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\ude00\"]", TRUE },
  { "empty", "", FALSE },
  { "spaces", " \n\t", FALSE },
  { "bare-word", "true", FALSE },
  { "bare-string", "\"text\"", FALSE },
  { "null", "null", FALSE },
  { "cut-object", "{\"a\": 1", FALSE },
  { "cut-string", "{\"a", FALSE },
  { "cut-escape", "{\"a\\", FALSE },
  { "cut-unicode", "[\"\\u00", FALSE },
  { "bad-escape", "[\"\\x41\"]", FALSE },
  { "bad-unicode", "[\"\\u00zz\"]", FALSE },
  { "lone-high-surrogate", "[\"\\ud83d\"]", FALSE },
  { "lone-low-surrogate", "[\"\\ude00\"]", FALSE },
  { "two-high-surrogates", "[\"\\ud83d\\ud83d\"]", FALSE },
  { "surrogate-then-letter", "[\"\\ud83d\\u0041\"]", FALSE },
  { "closes-too-much", "[]]", FALSE },
  { "wrong-bracket", "[}", FALSE },
  { "comment", "/* hidden */ []", FALSE },
  { "line-comment", "// hidden\n[]", FALSE },
  { "single-quotes", "['text']", FALSE },
  { "two-roots", "[] []", FALSE },
  { "invalid-utf8", "[\"\xFF\"]", FALSE },
  { "html", "<html>[]</html>", FALSE },
};

static void
test_text (gconstpointer user_data)
{
  gsize index = GPOINTER_TO_SIZE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root
      = sl_json_guard_parse (texts[index].text, strlen (texts[index].text), &error);

  if (texts[index].good)
    {
      g_assert_no_error (error);
      g_assert_nonnull (root);
      return;
    }
  g_assert_null (root);
  g_assert_error (error, SL_FEED_ERROR, SL_FEED_ERROR_TYPE);
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
assert_refused (GString *text, SlFeedError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = g_bytes_new_static (text->str, text->len);
  g_autoptr (SlHealth) health = sl_feed_read (NULL, body, 0, NULL);

  g_assert_null (sl_json_guard_parse (text->str, text->len, &error));
  g_assert_error (error, SL_FEED_ERROR, (int) code);
  g_assert_cmpint (health->state, ==, SL_HEALTH_UNKNOWN);
  g_assert_nonnull (health->reason);
}

static void
append_times (GString *text, const char *piece, guint times)
{
  for (guint i = 0; i < times; i++)
    g_string_append (text, piece);
}

static void
test_deep_nesting_never_reaches_the_parser (void)
{
  g_autoptr (GString) arrays = g_string_new (NULL);
  g_autoptr (GString) objects = g_string_new (NULL);
  g_autoptr (GString) hidden = g_string_new ("/* \" */");
  g_autoptr (GString) closed = g_string_new (NULL);

  append_times (arrays, "[", MANY_BRACKETS);
  append_times (objects, "{\"a\":", MANY_BRACKETS);
  append_times (hidden, "[", MANY_BRACKETS);
  append_times (closed, "[", SL_FEED_MAX_DEPTH + 1);
  append_times (closed, "]", SL_FEED_MAX_DEPTH + 1);
  assert_refused (arrays, SL_FEED_ERROR_SIZE);
  assert_refused (objects, SL_FEED_ERROR_SIZE);
  assert_refused (hidden, SL_FEED_ERROR_TYPE);
  assert_refused (closed, SL_FEED_ERROR_SIZE);
}

static void
test_ordinary_depth_is_read (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (JsonNode) root = NULL;

  append_times (text, "[", SL_FEED_MAX_DEPTH);
  append_times (text, "]", SL_FEED_MAX_DEPTH);
  root = sl_json_guard_parse (text->str, text->len, NULL);
  g_assert_nonnull (root);
}

static void
test_a_hundred_megabytes_are_not_parsed (void)
{
  g_autoptr (GString) text = g_string_sized_new (HUGE_BYTES + 2);

  g_string_append_c (text, '[');
  g_string_set_size (text, HUGE_BYTES);
  memset (text->str + 1, ' ', HUGE_BYTES - 2);
  text->str[HUGE_BYTES - 1] = ']';
  assert_refused (text, SL_FEED_ERROR_SIZE);
}

static void
test_too_many_entries_are_refused (void)
{
  g_autoptr (GString) flat = g_string_new ("[0");
  g_autoptr (GString) spread = g_string_new ("[[]");

  append_times (flat, ",0", SL_FEED_MAX_ITEMS + 1);
  g_string_append_c (flat, ']');
  for (guint i = 0; i < 100; i++)
    {
      g_string_append (spread, ",[0");
      append_times (spread, ",0", SL_FEED_MAX_ITEMS / 2);
      g_string_append_c (spread, ']');
    }
  g_string_append_c (spread, ']');
  assert_refused (flat, SL_FEED_ERROR_SIZE);
  assert_refused (spread, SL_FEED_ERROR_SIZE);
}

static void
test_as_many_entries_as_allowed_are_read (void)
{
  g_autoptr (GString) text = g_string_new ("[{\"a\":1}");
  g_autoptr (JsonNode) root = NULL;

  append_times (text, ",{\"a\":1,\"b\":2}", SL_FEED_MAX_ITEMS - 1);
  g_string_append_c (text, ']');
  root = sl_json_guard_parse (text->str, text->len, NULL);
  g_assert_nonnull (root);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (root)), ==, SL_FEED_MAX_ITEMS);
}

static void
test_a_zero_byte_is_refused (void)
{
  static const char text[] = "{\"a\":\"\0\"}";

  g_assert_false (sl_json_guard_check (text, sizeof text - 1, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strconcat ("/feeds/json-guard/", texts[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_text);
    }
  g_test_add_func ("/feeds/json-guard/deep", test_deep_nesting_never_reaches_the_parser);
  g_test_add_func ("/feeds/json-guard/ordinary-depth", test_ordinary_depth_is_read);
  g_test_add_func ("/feeds/json-guard/huge", test_a_hundred_megabytes_are_not_parsed);
  g_test_add_func ("/feeds/json-guard/too-many", test_too_many_entries_are_refused);
  g_test_add_func ("/feeds/json-guard/as-many", test_as_many_entries_as_allowed_are_read);
  g_test_add_func ("/feeds/json-guard/zero-byte", test_a_zero_byte_is_refused);
  return g_test_run ();
}
