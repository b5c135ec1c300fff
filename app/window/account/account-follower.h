/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan-store.h"
#include "watch-client.h"

/**
 * SlAccountFollower:
 *
 * What a page about one account follows: what the service says of it, the user's plan, and, during
 * a practice, the plan that was made up for it. It holds references to all of them.
 *
 * Signal: changed (): any of them changed; ask again
 */
#define SL_TYPE_ACCOUNT_FOLLOWER (sl_account_follower_get_type ())
G_DECLARE_FINAL_TYPE (SlAccountFollower, sl_account_follower, SL, ACCOUNT_FOLLOWER, GObject)

SlAccountFollower *sl_account_follower_new (SlPlanStore *store, SlWatchClient *client, const char *account_id);

SlPlanStore   *sl_account_follower_get_store (SlAccountFollower *self);
SlAccountItem *sl_account_follower_get_item (SlAccountFollower *self);
gboolean       sl_account_follower_was_known (SlAccountFollower *self);
gboolean       sl_account_follower_awaits_practice (SlAccountFollower *self);
