/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feed-reader.h"

/* One row: a file, what is asked of it, and what a user should be told. */
typedef struct
{
  const char   *file;
  const char   *component; /* nullable: the whole page */
  SlHealthState state;
  guint         incidents;
  guint         maintenance;
} SlFeedExpectation;

GBytes *sl_feed_expectation_load (const char *platform, const char *file);
void    sl_feed_expectation_check (const char *platform, GBytes *body, gint64 now, const SlFeedExpectation *row);
void    sl_feed_expectation_add_all (const char *platform, const SlFeedExpectation *rows, gsize n_rows);
