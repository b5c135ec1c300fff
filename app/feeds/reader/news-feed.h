/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* One entry. Texts are as the feed wrote them: HTML, not cleaned. Times are Unix seconds, 0 if
 * unknown. */
typedef struct
{
  char      *id; /* nullable */
  char      *title;
  char      *link; /* nullable */
  char      *text; /* nullable */
  gint64     published;
  gint64     updated;    /* never before published */
  GPtrArray *categories; /* char * */
} SlNewsItem;

/**
 * SlNewsFeed:
 *
 * A list of news, RSS 2.0 or Atom, as plain values. Owned by the reader that parsed it.
 */
typedef struct
{
  char      *title; /* nullable */
  gint64     built; /* when the list was made, 0 if it does not say */
  GPtrArray *items; /* SlNewsItem, in the feed's order */
} SlNewsFeed;

gboolean    sl_news_feed_sniff (GBytes *body);
SlNewsFeed *sl_news_feed_parse (GBytes *body, GError **error);
void        sl_news_feed_free (SlNewsFeed *feed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlNewsFeed, sl_news_feed_free)
