/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "news-feed.h"

#include "feed-fetcher.h"
#include "feed-reader.h"
#include "feed-time.h"
#include "xml-guard.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* RSS 2.0:   <rss><channel> <title> <lastBuildDate> <pubDate>
 *              <item> <guid> <title> <link> <description> <pubDate> <category>* </item>
 * Atom:      <feed xmlns="http://www.w3.org/2005/Atom"> <title> <updated>
 *              <entry> <id> <title> <link href=""> <content> <summary> <published> <updated>
 *                      <category term="">* </entry>
 *
 * Source: https://www.rssboard.org/rss-specification, RFC 4287. */

#define ATOM "http://www.w3.org/2005/Atom"
#define CONTENT "http://purl.org/rss/1.0/modules/content/"

/* More of one text is not read; what people are shown is much shorter. */
#define MAX_TEXT_BYTES (16 * SL_FEED_MAX_TEXT_BYTES)

/* What the oldest entries say is no news, and nobody reads all categories. */
#define MAX_ITEMS 1000
#define MAX_CATEGORIES 50

/* A name, and the namespace it must be in, NULL: in none. */
typedef struct
{
  const char *name;
  const char *space;
} Tag;

typedef struct
{
  Tag item;
  Tag id;
  Tag title;
  Tag link;
  Tag texts[2]; /* the better one first */
  Tag published;
  Tag updated;
  Tag category;
  Tag built[2];
} Dialect;

static const Dialect rss = {
  .item = { "item", NULL },
  .id = { "guid", NULL },
  .title = { "title", NULL },
  .link = { "link", NULL },
  .texts = { { "description", NULL }, { "encoded", CONTENT } },
  .published = { "pubDate", NULL },
  .updated = { "updated", ATOM },
  .category = { "category", NULL },
  .built = { { "lastBuildDate", NULL }, { "pubDate", NULL } },
};

static const Dialect atom = {
  .item = { "entry", ATOM },
  .id = { "id", ATOM },
  .title = { "title", ATOM },
  .link = { "link", ATOM },
  .texts = { { "content", ATOM }, { "summary", ATOM } },
  .published = { "published", ATOM },
  .updated = { "updated", ATOM },
  .category = { "category", ATOM },
  .built = { { "updated", ATOM }, { "published", ATOM } },
};

static void
item_free (gpointer data)
{
  SlNewsItem *item = data;

  g_free (item->id);
  g_free (item->title);
  g_free (item->link);
  g_free (item->text);
  g_ptr_array_unref (item->categories);
  g_free (item);
}

/**
 * sl_news_feed_free:
 * @feed: (transfer full) (nullable): a list
 */
void
sl_news_feed_free (SlNewsFeed *feed)
{
  if (feed == NULL)
    return;
  g_free (feed->title);
  g_ptr_array_unref (feed->items);
  g_free (feed);
}

static gboolean
is_tag (const xmlNode *node, const Tag *tag)
{
  const char *space = node->ns != NULL ? (const char *) node->ns->href : NULL;

  return node->type == XML_ELEMENT_NODE && g_strcmp0 ((const char *) node->name, tag->name) == 0
         && g_strcmp0 (space, tag->space) == 0;
}

static const xmlNode *
find_child (const xmlNode *parent, const Tag *tag)
{
  const xmlNode *child = parent->children;

  while (child != NULL && !is_tag (child, tag))
    child = child->next;
  return child;
}

static char *
take_text (xmlChar *text)
{
  char *copy = NULL;

  if (text != NULL && *text != '\0')
    copy = g_strndup ((const char *) text, MAX_TEXT_BYTES);
  xmlFree (text);
  return copy != NULL ? g_strstrip (copy) : NULL;
}

static char *
read_text (const xmlNode *parent, const Tag *tag)
{
  const xmlNode *child = find_child (parent, tag);

  return child != NULL ? take_text (xmlNodeGetContent (child)) : NULL;
}

static char *
read_attribute (const xmlNode *node, const char *name)
{
  return take_text (xmlGetNoNsProp (node, (const xmlChar *) name));
}

static gint64
read_time (const xmlNode *parent, const Tag *tag)
{
  g_autofree char *text = read_text (parent, tag);

  return sl_feed_time_from_text (text);
}

/* Atom's link is an attribute; of several, the one that is the entry itself. */
static char *
read_link (const xmlNode *entry, const Tag *tag)
{
  for (const xmlNode *child = entry->children; child != NULL; child = child->next)
    {
      g_autofree char *relation = is_tag (child, tag) ? read_attribute (child, "rel") : NULL;
      g_autofree char *address = is_tag (child, tag) ? read_attribute (child, "href") : NULL;

      if (address != NULL && (relation == NULL || g_str_equal (relation, "alternate")))
        return g_steal_pointer (&address);
    }
  return read_text (entry, tag);
}

static void
read_categories (SlNewsItem *item, const xmlNode *entry, const Tag *tag)
{
  for (const xmlNode *child = entry->children;
       child != NULL && item->categories->len < MAX_CATEGORIES; child = child->next)
    {
      char *category;

      if (!is_tag (child, tag))
        continue;
      category = read_attribute (child, "term");
      if (category == NULL)
        category = take_text (xmlNodeGetContent (child));
      if (category != NULL)
        g_ptr_array_add (item->categories, category);
    }
}

static SlNewsItem *
read_item (const xmlNode *entry, const Dialect *dialect)
{
  SlNewsItem *item = g_new0 (SlNewsItem, 1);

  item->id = read_text (entry, &dialect->id);
  item->title = read_text (entry, &dialect->title);
  if (item->title == NULL)
    item->title = g_strdup ("");
  item->link = read_link (entry, &dialect->link);
  for (gsize i = 0; item->text == NULL && i < G_N_ELEMENTS (dialect->texts); i++)
    item->text = read_text (entry, &dialect->texts[i]);
  item->published = read_time (entry, &dialect->published);
  item->updated = MAX (read_time (entry, &dialect->updated), item->published);
  item->categories = g_ptr_array_new_with_free_func (g_free);
  read_categories (item, entry, &dialect->category);
  return item;
}

static SlNewsFeed *
read_feed (const xmlNode *channel, const Dialect *dialect)
{
  SlNewsFeed *feed = g_new0 (SlNewsFeed, 1);

  feed->title = read_text (channel, &dialect->title);
  for (gsize i = 0; feed->built == 0 && i < G_N_ELEMENTS (dialect->built); i++)
    feed->built = read_time (channel, &dialect->built[i]);
  feed->items = g_ptr_array_new_with_free_func (item_free);
  for (const xmlNode *child = channel->children; child != NULL; child = child->next)
    {
      if (is_tag (child, &dialect->item) && feed->items->len < MAX_ITEMS)
        g_ptr_array_add (feed->items, read_item (child, dialect));
    }
  return feed;
}

static gboolean
begins_with (const char *at, const char *end, const char *start)
{
  gsize length = strlen (start);

  return (gsize) (end - at) > length && strncmp (at, start, length) == 0;
}

/* Returns what follows the declarations and comments at the beginning. */
static const char *
skip_prolog (const char *at, const char *end)
{
  static const char *const sections[][2] = { { "<?", "?>" }, { "<!--", "-->" } };
  gboolean                 found = TRUE;

  while (found)
    {
      found = FALSE;
      while (at < end && g_ascii_isspace (*at))
        at++;
      for (gsize i = 0; !found && i < G_N_ELEMENTS (sections); i++)
        {
          const char *close = begins_with (at, end, sections[i][0])
                                  ? g_strstr_len (at, end - at, sections[i][1])
                                  : NULL;

          found = close != NULL;
          at = found ? close + strlen (sections[i][1]) : at;
        }
    }
  return at;
}

/**
 * sl_news_feed_sniff:
 * @body: an answer, from anywhere
 *
 * Returns: whether it begins like RSS or Atom
 */
gboolean
sl_news_feed_sniff (GBytes *body)
{
  gsize       length;
  const char *at = g_bytes_get_data (body, &length);
  const char *end;

  if (at == NULL || length == 0 || length > SL_FEED_MAX_BYTES)
    return FALSE;
  end = at + length;
  if (begins_with (at, end, "\xEF\xBB\xBF"))
    at += 3;
  at = skip_prolog (at, end);
  return begins_with (at, end, "<rss") || begins_with (at, end, "<feed");
}

/**
 * sl_news_feed_parse:
 * @body: an answer, from anywhere
 * @error: set to %SL_FEED_ERROR_SIZE or %SL_FEED_ERROR_TYPE with a sentence for people
 *
 * Returns: (transfer full) (nullable): the list of news, or %NULL with @error set
 */
SlNewsFeed *
sl_news_feed_parse (GBytes *body, GError **error)
{
  static const Tag rss_tag = { "rss", NULL };
  static const Tag channel_tag = { "channel", NULL };
  static const Tag feed_tag = { "feed", ATOM };
  gsize            length;
  const char      *data = g_bytes_get_data (body, &length);
  g_autoptr (xmlDoc) document = sl_xml_guard_parse (data != NULL ? data : "", length, error);
  const xmlNode *root = document != NULL ? xmlDocGetRootElement (document) : NULL;
  const xmlNode *channel;

  if (document == NULL)
    return NULL;
  channel = is_tag (root, &rss_tag) ? find_child (root, &channel_tag) : NULL;
  if (channel != NULL)
    return read_feed (channel, &rss);
  if (is_tag (root, &feed_tag))
    return read_feed (root, &atom);
  g_set_error_literal (error, SL_FEED_ERROR, SL_FEED_ERROR_TYPE,
                       _ ("The answer is XML, but no list of news."));
  return NULL;
}
