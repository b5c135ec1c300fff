/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "verdict.h"

/**
 * SlTransition:
 * @account_id: whose
 * @account_name: for the words
 * @from: state before
 * @to: state after
 * @verdict: what is said now
 * @time: when, Unix seconds
 * @trouble_since: for a recovery: when the trouble began, else 0
 * @provider_lag_seconds: for a recovery: how long after the trouble began the provider first posted, -1 if it never did
 * @notify: whether the user should be told (confirmed, not muted, not in quiet hours or just after wake-up)
 * @urgent: an outage of an account marked important
 *
 * One confirmed change of an account's state. Trouble that began in quiet hours and lasts is told when
 * they end: then @from and @to are the same.
 */
typedef struct
{
  char      *account_id;
  char      *account_name;
  SlState    from;
  SlState    to;
  SlVerdict *verdict;
  gint64     time;
  gint64     trouble_since;
  gint64     provider_lag_seconds;
  gboolean   notify;
  gboolean   urgent;
} SlTransition;

#define SL_TYPE_TRANSITION (sl_transition_get_type ())
GType         sl_transition_get_type (void);
SlTransition *sl_transition_new (const char *account_id,
                                 const char *account_name,
                                 SlState     from,
                                 SlVerdict  *verdict);
SlTransition *sl_transition_ref (SlTransition *transition);
void          sl_transition_unref (SlTransition *transition);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlTransition, sl_transition_unref)
