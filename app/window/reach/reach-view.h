/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan-store.h"
#include "watch-client.h"

#include <gtk/gtk.h>

/**
 * SlReachView:
 *
 * What to do about an account, written down beforehand: its instructions and its channels, the ones
 * that are likely to work first. Comes from the plan alone, so it is there without network or
 * service.
 */
#define SL_TYPE_REACH_VIEW (sl_reach_view_get_type ())
G_DECLARE_FINAL_TYPE (SlReachView, sl_reach_view, SL, REACH_VIEW, GtkWidget)

void             sl_reach_view_set_offers_messages (SlReachView *self, gboolean offers_messages);
void             sl_reach_view_update (SlReachView *self, SlPlanStore *store, SlWatchClient *client, const char *account_id);
const SlChannel *sl_reach_view_get_first (SlReachView *self);
