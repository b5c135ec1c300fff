/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis-reading.h"
#include "verdict.h"

/* The words the rows of the diagnosis share. Every function returns a new text; whole sentences end
 * in a full stop. */

char      *sl_words_provider (const SlReading *reading);
char      *sl_words_account (const SlReading *reading);
char      *sl_words_server (const SlReading *reading);
char      *sl_words_moment (const SlReading *reading, gint64 time);
char      *sl_words_clean (const char *text, gsize max_characters);
char      *sl_words_feed (const SlReading *reading);
char      *sl_words_join (char *first, ...) G_GNUC_NULL_TERMINATED;
char      *sl_words_fill (const char *sentence, char *name);
void       sl_words_add_road (GPtrArray *lines, const SlReading *reading);
char     **sl_words_list_evidence (const SlReading *reading);
SlVerdict *sl_words_verdict (
    SlState state, SlCause cause, SlConfidence confidence, char *headline, char *advice);
