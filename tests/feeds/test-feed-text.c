/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-reader.h"
#include "feed-text.h"

#include <string.h>

static const struct
{
  const char *name;
  const char *source;
  const char *plain; /* NULL: nothing is left */
} texts[] = {
  { "plain", "Mail is slow.", "Mail is slow." },
  { "nothing", NULL, NULL },
  { "empty", "", NULL },
  { "only-markup", "<p><br/></p>\n", NULL },
  { "paragraphs", "<p>One.</p><p>Two.<br>Three.</p>", "One. Two. Three." },
  { "bold-within-word", "un<b>able</b>", "unable" },
  { "link", "See <a href=\"https://example.org\">the page</a>.", "See the page." },
  { "script", "Before<script>alert('x < y')</script>after", "Before after" },
  { "style", "<STYLE>p{}</STYLE>Text", "Text" },
  { "open-script", "Text<script>alert(1)", "Text" },
  { "comment", "a<!-- hidden -->b", "a b" },
  { "less-than", "1 < 2 and 3 > 2", "1 < 2 and 3 > 2" },
  { "cut-tag", "Text <a href=", "Text <a href=" },
  { "entities", "a &amp; b &lt;c&gt; &quot;d&quot; &#39;e&#x27; &nbsp;f &hellip;",
    "a & b <c> \"d\" 'e' f …" },
  { "no-entities", "AT&T; &unknown; &#0; &#x110000; & &;", "AT&T; &unknown; &#0; &#x110000; & &;" },
  { "control-entity", "a&#27;[31mb", "a [31mb" },
  { "markdown", "**Title**\n# Head\n- one\n- two\n> said `code` [link](https://example.org)",
    "Title Head one two said code link" },
  { "emphasis", "*Mail* is _very_ slow (*all* users).", "Mail is very slow (all users)." },
  { "no-emphasis", "5 * 3 * 2, a_b_c, *open, snake_case_ and * and *",
    "5 * 3 * 2, a_b_c, *open, snake_case_ and * and *" },
  { "dashes-stay", "10 - 5 = 5, a_b, 2*3", "10 - 5 = 5, a_b, 2*3" },
  { "no-link", "[not a link] (really)", "[not a link] (really)" },
  { "spaces", " a\t\r\n b\n\n\nc ", "a b c" },
  { "control-characters",
    "a\x1b[2Jb\x07"
    "c",
    "a [2Jb c" },
  { "direction-marks",
    "a\xE2\x80\xAE"
    "b\xE2\x80\x8B"
    "c\xEF\xBB\xBF",
    "abc" },
  { "invalid-utf8",
    "a\xFF"
    "b",
    "a\xEF\xBF\xBD"
    "b" },
};

static void
test_text (gconstpointer user_data)
{
  gsize            index = GPOINTER_TO_SIZE (user_data);
  g_autofree char *plain = sl_feed_text_clean (texts[index].source);

  g_assert_cmpstr (plain, ==, texts[index].plain);
}

static void
test_long_text_is_cut_between_characters (void)
{
  for (guint offset = 0; offset < 4; offset++)
    {
      g_autoptr (GString) source = g_string_new (NULL);
      g_autofree char *plain = NULL;

      for (guint i = 0; i < offset; i++)
        g_string_append_c (source, 'a');
      while (source->len < 10 * SL_FEED_MAX_TEXT_BYTES)
        g_string_append (source, "😀");
      plain = sl_feed_text_clean (source->str);
      g_assert_cmpuint (strlen (plain), <=, SL_FEED_MAX_TEXT_BYTES);
      g_assert_cmpuint (strlen (plain), >, SL_FEED_MAX_TEXT_BYTES - 8);
      g_assert_true (g_utf8_validate (plain, -1, NULL));
      g_assert_true (g_str_has_suffix (plain, "😀…"));
    }
}

static void
test_text_that_fits_is_not_cut (void)
{
  g_autofree char *source = g_strnfill (SL_FEED_MAX_TEXT_BYTES, 'a');
  g_autofree char *plain = sl_feed_text_clean (source);

  g_assert_cmpstr (plain, ==, source);
}

static void
test_sections (void)
{
  static const char text[]
      = "**Title:**\nMail is slow.\n**Description**\nWe know.\nReally.\n**Workaround**\nNone.";
  g_autofree char *title = sl_feed_text_section (text, "Title");
  g_autofree char *description = sl_feed_text_section (text, "description");

  g_assert_cmpstr (title, ==, "Mail is slow.");
  g_assert_cmpstr (description, ==, "We know. Really.");
  g_assert_null (sl_feed_text_section (text, "Symptoms"));
  g_assert_null (sl_feed_text_section (NULL, "Title"));
}

static void
test_only_https_links_are_shown (void)
{
  static const char *const refused[] = {
    "http://example.org/",
    "javascript:alert(1)",
    "file:///etc/hostname",
    "https://",
    "https:///path",
    "https://user:secret@example.org/",
    "/relative",
    "",
    "https://example.org/a b\n",
  };
  g_autofree char *link = sl_feed_text_link ("https://status.example.org/i/1?x=1#y");

  g_assert_cmpstr (link, ==, "https://status.example.org/i/1?x=1#y");
  g_assert_null (sl_feed_text_link (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *result = sl_feed_text_link (refused[i]);

      g_assert_true (result == NULL || strpbrk (result, " \n") == NULL);
      g_assert_true (result == NULL || g_str_has_prefix (result, "https://example.org/"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strconcat ("/feeds/feed-text/", texts[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_text);
    }
  g_test_add_func ("/feeds/feed-text/long", test_long_text_is_cut_between_characters);
  g_test_add_func ("/feeds/feed-text/fits", test_text_that_fits_is_not_cut);
  g_test_add_func ("/feeds/feed-text/sections", test_sections);
  g_test_add_func ("/feeds/feed-text/links", test_only_https_links_are_shown);
  return g_test_run ();
}
