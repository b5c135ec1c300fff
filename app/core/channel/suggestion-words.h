/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared-fate.h"
#include "suggestion.h"

/* What is known of one channel, see sl_suggestion_words_explain(). */
typedef struct
{
  SlSuggestionKind kind;
  SlFate           fate;
  const char      *name;   /* the channel's */
  const char      *before; /* nullable: the name of a channel that stands before it and is good */
  const char      *shared; /* nullable: what it shares, or the provider that reports trouble */
} SlSuggestionFacts;

char *sl_suggestion_words_explain (const SlSuggestionFacts *facts, const char *account_name, gboolean fails);
