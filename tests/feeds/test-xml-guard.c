/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a stranger's XML may not do to the parser. */
#include "xml-guard.h"

#include "feed-fetcher.h"
#include "feed-reader.h"

static GString *
repeat (const char *text, guint times, GString *string)
{
  for (guint i = 0; i < times; i++)
    g_string_append (string, text);
  return string;
}

static void
check_refused (GString *text, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sl_xml_guard_parse (text->str, text->len, &error));
  g_assert_error (error, SL_FEED_ERROR, code);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_string_free (text, TRUE);
}

static void
test_deep (void)
{
  check_refused (repeat ("<a>", 200000, g_string_new ("<?xml version=\"1.0\"?>")),
                 SL_FEED_ERROR_SIZE);
}

static void
test_long_list (void)
{
  GString *text = repeat ("<a/>", SL_XML_GUARD_MAX_MARKS, g_string_new ("<rss>"));

  check_refused (g_string_append (text, "</rss>"), SL_FEED_ERROR_SIZE);
}

static void
test_many_attributes (void)
{
  GString *text = g_string_new ("<rss");

  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (text, " a%u=\"\"", i);
  check_refused (g_string_append (text, "/>"), SL_FEED_ERROR_TYPE);
}

static void
test_too_long (void)
{
  check_refused (repeat (" ", SL_FEED_MAX_BYTES, g_string_new ("<rss/>")), SL_FEED_ERROR_SIZE);
}

static void
test_no_xml (void)
{
  static const char *const texts[] = {
    "",
    "All systems operational",
    "<rss>",
    "<rss></rss></rss>",
    "<rss><channel></rss></channel>",
    "<rss a=\"></rss>",
    "<!-- <rss/>",
    "<![CDATA[ <rss/>",
    "<rss>&nbsp;</rss>",
    "<rss>&#0;</rss>",
    "<rss>\xff</rss>",
    "<rss><!DOCTYPE rss></rss>",
    "<!doctype html><html></html>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    check_refused (g_string_new (texts[i]), SL_FEED_ERROR_TYPE);
}

static void
test_read (void)
{
  static const char text[] = "<?xml version=\"1.0\"?><!-- <deep> --><rss a='>'><![CDATA[ <b> ]]>"
                             "<c/>&amp;&#x4e2d;</rss>";
  g_autoptr (GError) error = NULL;
  g_autoptr (xmlDoc) document = sl_xml_guard_parse (text, sizeof text - 1, &error);
  xmlChar *content;

  g_assert_no_error (error);
  content = xmlNodeGetContent (xmlDocGetRootElement (document));
  g_assert_cmpstr ((char *) content, ==, " <b> &中");
  xmlFree (content);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feeds/xml-guard/deep", test_deep);
  g_test_add_func ("/feeds/xml-guard/long-list", test_long_list);
  g_test_add_func ("/feeds/xml-guard/many-attributes", test_many_attributes);
  g_test_add_func ("/feeds/xml-guard/too-long", test_too_long);
  g_test_add_func ("/feeds/xml-guard/no-xml", test_no_xml);
  g_test_add_func ("/feeds/xml-guard/read", test_read);
  return g_test_run ();
}
