/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account-status.h"
#include "notifier.h"
#include "plan.h"
#include "provider-catalogue.h"
#include "transition.h"

/* The words of one notice. */
typedef struct
{
  char           *title;
  char           *body;
  char           *action_label;
  SlNoticeUrgency urgency;
} SlNoticeWords;

/* A notice is read at a glance; daemons cut what is longer. */
#define SL_NOTICE_MAX_BODY_CHARACTERS 180

char          *sl_notice_words_mark_practice (const char *sentence);
SlNoticeWords *sl_notice_words_new (const SlTransition    *transition,
                                    const SlAccountStatus *status,
                                    SlPlan                *plan,
                                    SlProviderCatalogue   *catalogue,
                                    const char *const     *names,
                                    const char *const     *troubled);
void           sl_notice_words_mark (SlNoticeWords *words);
void           sl_notice_words_free (SlNoticeWords *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlNoticeWords, sl_notice_words_free)
