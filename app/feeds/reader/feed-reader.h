/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "health.h"

/**
 * SlFeedReader:
 * @platform: stable name, as in "stormlanternctl feed --platform"
 * @recognises: whether the body carries this platform's anchor fields; root is %NULL if the body is not JSON
 * @read: reads a body that @recognises accepted into a health; never %NULL, never fails: what cannot be
 *   read is unknown with a reason
 * @web_page: whether what it reads is a web page, which nobody else may be given
 *
 * One status page platform: one pure function over bytes. A reader does no I/O and knows no clock:
 * @now is Unix seconds. @components are ids or names of the wanted parts, of groups, or "group / name";
 * empty: the whole page. With wanted parts the health lists those parts, the incidents that touch
 * them (worst first), and then incidents that name no part at all, which do not count for its state.
 * Source of each reader's shape: its file's head comment.
 */
typedef struct
{
  const char *platform;
  gboolean  (*recognises) (GBytes *body, JsonNode *root);
  SlHealth *(*read) (GBytes *body, JsonNode *root, gint64 now, const char *const *components);
  gboolean web_page;
} SlFeedReader;

/* Instead of a platform's name: whichever is recognised. */
#define SL_FEED_PLATFORM_AUTO "auto"

/* Limits of every reading. */
#define SL_FEED_MAX_BYTES (2 * 1024 * 1024)
#define SL_FEED_MAX_DEPTH 64
#define SL_FEED_MAX_ITEMS 5000
#define SL_FEED_MAX_TEXT_BYTES 1000

const SlFeedReader *sl_feed_reader_lookup (const char *platform);
const SlFeedReader *sl_feed_reader_detect (GBytes *body);
gboolean            sl_feed_reader_reads_page (GBytes *page);
const char *const  *sl_feed_reader_list (void);
SlHealth           *sl_feed_read (const char *platform, GBytes *body, gint64 now, const char *const *components);
