/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "evidence.h"

/* A page that we read longer ago may be frozen, or may have changed since. */
#define SL_FEED_FRESH_SECONDS (30 * 60)
/* Refusals and a silent door that lie this close belong together. */
#define SL_SAME_HOUR_SECONDS (60 * 60)

/**
 * SlFeedWord:
 *
 * What the provider's feeds say, all of them taken together.
 */
typedef enum
{
  SL_FEED_WORD_UNKNOWN,     /* no feed, stale or unreadable: never confirms, never clears */
  SL_FEED_WORD_QUIET,       /* reports no problem */
  SL_FEED_WORD_MAINTENANCE, /* reports announced work */
  SL_FEED_WORD_TROUBLE,     /* reports trouble that touches mail or identity */
} SlFeedWord;

/**
 * SlReading:
 * @evidence: what it was read from
 * @now: the moment of the evidence; from the newest entry if the evidence does not name it
 * @current: (nullable): the check that decides: the newest sign-in, unless a door failed since. A
 *   failure before sign-in is forgotten once the door opened again
 * @failures: how many failures in a row, @current the newest of them; 0 if @current did not fail
 * @failing_since: the first of them, Unix seconds, 0 if unknown or if @current did not fail
 * @slow_in_a_row: how many checks in a row were slow
 * @refusal: (nullable): the newest check whose credential was refused, if no sign-in worked since
 * @feed_word: what the provider's feeds say
 * @feed: (nullable): the snapshot that says so; %NULL if @feed_word is unknown
 * @offline: nothing answers anywhere
 * @line_is_proven: something besides the failing check answered
 * @line_works: that, or nothing speaks against the line
 *
 * The evidence, digested: the questions that the rows of the diagnosis ask, each answered once.
 * Borrows from the evidence.
 */
typedef struct
{
  const SlEvidence     *evidence;
  gint64                now;
  const SlCheckResult  *current;
  guint                 failures;
  gint64                failing_since;
  guint                 slow_in_a_row;
  const SlCheckResult  *refusal;
  SlFeedWord            feed_word;
  const SlFeedSnapshot *feed;
  gboolean              offline;
  gboolean              line_is_proven;
  gboolean              line_works;
} SlReading;

void     sl_reading_init (SlReading *self, const SlEvidence *evidence);
gboolean sl_reading_is_confirmed (const SlReading *self);
gboolean sl_reading_door_fails (const SlReading *self);
gboolean sl_reading_is_close (gint64 first, gint64 second, gint64 seconds);
gboolean sl_reading_is_own_provider (const SlReading *self, const char *provider);

const char *sl_reading_find_failed_family (const SlReading *reading);

/* Parts of sl_reading_init(), each in its own file. */
void sl_reading_weigh_checks (SlReading *self);
void sl_reading_weigh_feeds (SlReading *self);
void sl_reading_weigh_network (SlReading *self);
