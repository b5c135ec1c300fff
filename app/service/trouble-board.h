/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account-status.h"
#include "notifier.h"
#include "plan.h"
#include "provider-catalogue.h"
#include "transition.h"

/**
 * SlTroubleBoard:
 *
 * The notices of trouble that hang at present: one for each account, and one for all accounts whose
 * provider has the trouble. A new account joins the notice of its provider, a new cause changes it in
 * place, and what is over, muted, paused or gone is taken down. When the last account of a notice
 * works again, the recovery takes its place. Owned by the service's notices.
 */
#define SL_TYPE_TROUBLE_BOARD (sl_trouble_board_get_type ())
G_DECLARE_FINAL_TYPE (SlTroubleBoard, sl_trouble_board, SL, TROUBLE_BOARD, GObject)

SlTroubleBoard *sl_trouble_board_new (SlNotifier *notifier, gboolean practice);
void            sl_trouble_board_set_plan (SlTroubleBoard *self, SlPlan *plan, SlProviderCatalogue *catalogue);
void            sl_trouble_board_set_troubled (SlTroubleBoard *self, char **providers);
void            sl_trouble_board_tell (SlTroubleBoard *self, SlTransition *transition, SlAccountStatus *status);
void            sl_trouble_board_note (SlTroubleBoard *self, SlTransition *transition);
void            sl_trouble_board_refresh (SlTroubleBoard *self, const char *account_id, SlAccountStatus *status);
GPtrArray      *sl_trouble_board_list_accounts (SlTroubleBoard *self);
void            sl_trouble_board_clear (SlTroubleBoard *self);
