/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "health.h"

/* One row of a platform's table of words; a table ends with a %NULL word. */
typedef struct
{
  const char   *word;
  SlHealthState state;
} SlFeedWord;

SlHealthState sl_feed_word_lookup (const SlFeedWord *table, const char *word);
