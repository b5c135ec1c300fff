/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history.h"
#include "transition.h"

/**
 * SlTrackerFacts:
 * @now: Unix seconds
 * @account_name: for the words
 * @provider: (nullable): provider id
 * @important: an outage of the account is urgent
 * @quiet: nobody is to be told anything now: quiet hours, or just after wake-up
 * @provider_posted: when the provider's page admitted the trouble it reports now, 0 if it reports none
 *
 * What the tracker has to know besides the verdict.
 */
typedef struct
{
  gint64      now;
  const char *account_name;
  const char *provider;
  gboolean    important;
  gboolean    quiet;
  gint64      provider_posted;
} SlTrackerFacts;

/**
 * SlTracker:
 *
 * Follows one account from verdict to verdict. It promises that each confirmed change is announced
 * once; that the end of a trouble is told with its length, however often nothing could be said in
 * between, and also when the process was restarted meanwhile; that nobody is told of trouble twice,
 * and of a recovery only if they were told of the trouble. Owned by the watched account.
 */
typedef struct _SlTracker SlTracker;

SlTracker    *sl_tracker_new (const char *account_id, SlHistory *history);
void          sl_tracker_free (SlTracker *self);
SlTransition *sl_tracker_take (SlTracker *self, SlVerdict *verdict, const SlTrackerFacts *facts);
SlState       sl_tracker_get_state (SlTracker *self);
SlVerdict    *sl_tracker_get_verdict (SlTracker *self);
gint64        sl_tracker_get_since (SlTracker *self);
gint64        sl_tracker_get_muted_until (SlTracker *self, gint64 now);
void          sl_tracker_mute (SlTracker *self, gint64 until);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlTracker, sl_tracker_free)
