/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-memory.h"

struct _SlFeedMemory
{
  GQueue feeds; /* newest first; a handful, so that a list is enough */
  gsize  bytes;
  gsize  max_bytes;
};

static void
remembered_feed_free (SlRememberedFeed *feed)
{
  g_free (feed->url);
  g_free (feed->etag);
  g_free (feed->last_modified);
  g_free (feed->content_type);
  g_bytes_unref (feed->body);
  g_free (feed);
}

/**
 * sl_feed_memory_new:
 * @max_bytes: of all bodies together
 *
 * Returns: (transfer full): an empty memory
 */
SlFeedMemory *
sl_feed_memory_new (gsize max_bytes)
{
  SlFeedMemory *memory = g_new0 (SlFeedMemory, 1);

  memory->max_bytes = max_bytes;
  return memory;
}

/**
 * sl_feed_memory_free:
 * @memory: (transfer full) (nullable): a memory
 */
void
sl_feed_memory_free (SlFeedMemory *memory)
{
  if (memory == NULL)
    return;
  g_queue_clear_full (&memory->feeds, (GDestroyNotify) remembered_feed_free);
  g_free (memory);
}

static GList *
find (SlFeedMemory *memory, const char *url)
{
  for (GList *item = memory->feeds.head; item != NULL; item = item->next)
    {
      if (g_str_equal (((SlRememberedFeed *) item->data)->url, url))
        return item;
    }
  return NULL;
}

static void
forget (SlFeedMemory *memory, GList *item)
{
  SlRememberedFeed *feed = item->data;

  memory->bytes -= g_bytes_get_size (feed->body);
  g_queue_delete_link (&memory->feeds, item);
  remembered_feed_free (feed);
}

/**
 * sl_feed_memory_lookup:
 * @memory: a memory
 * @url: the address that was asked
 *
 * Returns: (transfer none) (nullable): the last answer, valid until something is stored
 */
const SlRememberedFeed *
sl_feed_memory_lookup (SlFeedMemory *memory, const char *url)
{
  GList *item = find (memory, url);

  if (item == NULL)
    return NULL;
  g_queue_unlink (&memory->feeds, item);
  g_queue_push_head_link (&memory->feeds, item);
  return item->data;
}

/**
 * sl_feed_memory_store:
 * @memory: a memory
 * @feed: an answer; copied
 *
 * Remembers @feed in place of the older answer of the same address; one without validators only
 * removes that.
 */
void
sl_feed_memory_store (SlFeedMemory *memory, const SlRememberedFeed *feed)
{
  GList            *old = find (memory, feed->url);
  SlRememberedFeed *copy;

  if (old != NULL)
    forget (memory, old);
  if ((feed->etag == NULL && feed->last_modified == NULL)
      || g_bytes_get_size (feed->body) > memory->max_bytes)
    return;

  copy = g_new0 (SlRememberedFeed, 1);
  copy->url = g_strdup (feed->url);
  copy->etag = g_strdup (feed->etag);
  copy->last_modified = g_strdup (feed->last_modified);
  copy->content_type = g_strdup (feed->content_type);
  copy->body = g_bytes_ref (feed->body);
  g_queue_push_head (&memory->feeds, copy);
  memory->bytes += g_bytes_get_size (feed->body);
  while (memory->bytes > memory->max_bytes)
    forget (memory, memory->feeds.tail);
}
