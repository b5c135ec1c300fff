/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "web-page.h"

#include <string.h>

/* What is of use stands in the head. */
#define MAX_SEARCHED_BYTES (64 * 1024)

/**
 * sl_web_page_begins:
 * @data: an answer
 * @length: its length in bytes
 *
 * Returns: whether it begins like HTML
 */
gboolean
sl_web_page_begins (const char *data, gsize length)
{
  static const char *const starts[] = { "<!doctype html", "<html" };
  gsize                    offset = 0;

  while (offset < length && g_ascii_isspace (data[offset]))
    offset++;
  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      gsize start_length = strlen (starts[i]);

      if (length - offset >= start_length
          && g_ascii_strncasecmp (data + offset, starts[i], start_length) == 0)
        return TRUE;
    }
  return FALSE;
}

static char *
copy_text (GBytes *page)
{
  gsize       length;
  const char *data = g_bytes_get_data (page, &length);

  return g_utf8_make_valid (data != NULL ? data : "", MIN (length, MAX_SEARCHED_BYTES));
}

static char *
match (const char *pattern, const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) found = NULL;

  return g_regex_match (regex, text, 0, &found) ? g_match_info_fetch (found, 1) : NULL;
}

/**
 * sl_web_page_find_status_io_id:
 * @page: a web page
 *
 * Returns: (transfer full) (nullable): the id under which Status.io keeps the page
 */
char *
sl_web_page_find_status_io_id (GBytes *page)
{
  g_autofree char *text = copy_text (page);

  return match ("statuspageId[\"']?\\s*[:=]\\s*[\"']([0-9a-f]{24})[\"']", text);
}

/**
 * sl_web_page_find_news_link:
 * @page: a web page
 *
 * Source: https://www.rssboard.org/rss-autodiscovery.
 *
 * Returns: (transfer full) (nullable): the address of the first list of news it links to, relative
 *   to the page
 */
char *
sl_web_page_find_news_link (GBytes *page)
{
  g_autofree char *text = copy_text (page);
  g_autoptr (GRegex) regex = g_regex_new ("<link\\b[^>]{0,1000}>", G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) found = NULL;
  char *link = NULL;

  g_regex_match (regex, text, 0, &found);
  while (link == NULL && g_match_info_matches (found))
    {
      g_autofree char *tag = g_match_info_fetch (found, 0);

      if (g_regex_match_simple ("\\balternate\\b", tag, G_REGEX_CASELESS, 0)
          && g_regex_match_simple ("application/(rss|atom)\\+xml", tag, G_REGEX_CASELESS, 0))
        link = match ("\\bhref\\s*=\\s*[\"']([^\"']+)[\"']", tag);
      g_match_info_next (found, NULL);
    }
  return link;
}
