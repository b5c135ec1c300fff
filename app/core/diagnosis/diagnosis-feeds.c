/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "diagnosis-reading.h"

/* A page may stay green over an open incident: then the incident counts. */
static SlFeedWord
word_of (const SlFeedSnapshot *snapshot)
{
  if (snapshot->state == SL_HEALTH_MAINTENANCE)
    return SL_FEED_WORD_MAINTENANCE;
  if (snapshot->incident_touches == SL_TOUCHES_NOTHING)
    return SL_FEED_WORD_QUIET;
  return sl_health_state_is_trouble (snapshot->state) || snapshot->incident_title != NULL
             ? SL_FEED_WORD_TROUBLE
             : SL_FEED_WORD_QUIET;
}

static gboolean
is_worse (SlFeedWord word, const SlFeedSnapshot *snapshot, const SlReading *self)
{
  if (word != self->feed_word)
    return word > self->feed_word;
  return self->feed == NULL || snapshot->state > self->feed->state;
}

/**
 * sl_reading_weigh_feeds:
 * @self: a reading that is being made
 *
 * Finds what the provider's feeds say. Of each feed its newest statement counts, if it is fresh; a
 * reading that says nothing is no statement, so it does not clear the one before. Of several feeds
 * the worst counts.
 */
void
sl_reading_weigh_feeds (SlReading *self)
{
  g_autoptr (GHashTable) heard = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *feeds = self->evidence->feeds;

  for (guint i = feeds->len; i-- > 0;)
    {
      const SlFeedSnapshot *snapshot = feeds->pdata[i];
      const char           *name = snapshot->feed != NULL ? snapshot->feed : "";

      if (snapshot->state == SL_HEALTH_UNKNOWN
          || !sl_reading_is_own_provider (self, snapshot->provider)
          || !g_hash_table_add (heard, (gpointer) name))
        continue;
      if (sl_reading_is_close (snapshot->time, self->now, SL_FEED_FRESH_SECONDS)
          && is_worse (word_of (snapshot), snapshot, self))
        {
          self->feed_word = word_of (snapshot);
          self->feed = snapshot;
        }
    }
}
