/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web-page.h"

#include <string.h>

static GBytes *
wrap (const char *text)
{
  return g_bytes_new_static (text, strlen (text));
}

static void
test_news_links (void)
{
  static const char *const rows[][2] = {
    { "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/history.rss\">",
      "/history.rss" },
    { "<LINK HREF='https://status.example.org/feed' TYPE='application/atom+xml' REL='alternate'/>",
      "https://status.example.org/feed" },
    { "<link rel=\"stylesheet\" href=\"/a.css\"><link rel=\"alternate\" "
      "type=\"application/rss+xml\" href=\"/b\">",
      "/b" },
    { "<link rel=\"alternate\" type=\"text/html\" href=\"/de\">", NULL },
    { "<link rel=\"alternate\" type=\"application/rss+xml\"", NULL },
    { "All systems operational", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) page = wrap (rows[i][0]);
      g_autofree char *link = sl_web_page_find_news_link (page);

      g_assert_cmpstr (link, ==, rows[i][1]);
    }
}

static void
test_status_io_ids (void)
{
  static const char *const rows[][2] = {
    { "<script>var statuspageId = \"5b36dc6502d06804c08349f7\";</script>",
      "5b36dc6502d06804c08349f7" },
    { "{\"statuspageId\":\"5b36dc6502d06804c08349f7\"}", "5b36dc6502d06804c08349f7" },
    { "statuspageId = \"short\"", NULL },
    { "5b36dc6502d06804c08349f7", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) page = wrap (rows[i][0]);
      g_autofree char *id = sl_web_page_find_status_io_id (page);

      g_assert_cmpstr (id, ==, rows[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feeds/web-page/news-links", test_news_links);
  g_test_add_func ("/feeds/web-page/status-io-ids", test_status_io_ids);
  return g_test_run ();
}
