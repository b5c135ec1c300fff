/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan.h"

/* The user's order of what is in a plan. Positions count from 0; one beyond the end is the end. */

gboolean sl_plan_move_account (SlPlan *plan, const char *id, guint position);
gboolean sl_plan_move_channel (SlPlan *plan, const char *id, guint position);
gboolean sl_plan_move_channel_of_account (SlPlan *plan, SlPlan *in_force, const char *account_id, const char *id, guint position);
gboolean sl_plan_set_channel_serves (SlPlan *plan, SlPlan *in_force, const char *account_id, const char *id, gboolean serves);
