/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "state.h"

#include <gtk/gtk.h>

/**
 * SlHeadlineCard:
 *
 * The first thing to read: a state as shape and tint, its sentence, since when, and what now. In a
 * .ui file children of type "action" are buttons under the words.
 */
#define SL_TYPE_HEADLINE_CARD (sl_headline_card_get_type ())
G_DECLARE_FINAL_TYPE (SlHeadlineCard, sl_headline_card, SL, HEADLINE_CARD, GtkWidget)

void sl_headline_card_set_state (SlHeadlineCard *self, SlState state);
void sl_headline_card_set_words (SlHeadlineCard *self,
                                 const char     *headline,
                                 const char     *since,
                                 const char     *advice);
