/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * SlFeedMemory:
 *
 * The last answers that carried a validator, so that an unchanged page costs one line instead of its
 * whole text. In memory only and bounded; what was not used for longest goes first. Owned by the
 * fetcher.
 */
typedef struct _SlFeedMemory SlFeedMemory;

typedef struct
{
  char   *url;
  char   *etag;          /* nullable */
  char   *last_modified; /* nullable */
  char   *content_type;  /* nullable */
  GBytes *body;
} SlRememberedFeed;

SlFeedMemory           *sl_feed_memory_new (gsize max_bytes);
void                    sl_feed_memory_free (SlFeedMemory *memory);
const SlRememberedFeed *sl_feed_memory_lookup (SlFeedMemory *memory, const char *url);
void                    sl_feed_memory_store (SlFeedMemory *memory, const SlRememberedFeed *feed);
