/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-word.h"

/**
 * sl_feed_word_lookup:
 * @table: words of one platform, ended by a %NULL word
 * @word: (nullable): the page's word; case does not matter
 *
 * Returns: what the word means, %SL_HEALTH_UNKNOWN if the table does not list it
 */
SlHealthState
sl_feed_word_lookup (const SlFeedWord *table, const char *word)
{
  for (; word != NULL && table->word != NULL; table++)
    {
      if (g_ascii_strcasecmp (table->word, word) == 0)
        return table->state;
    }
  return SL_HEALTH_UNKNOWN;
}
