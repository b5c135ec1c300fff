/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check-job.h"
#include "scheduler.h"
#include "watched-account.h"

#define SL_DUTY_BIT(duty) (1u << (duty))

void sl_check_plan_fill (SlCheckJob *job, const SlWatchedAccount *watched, guint duties);
void sl_check_plan_settle (SlCheckJob                *job,
                           SlWatchedAccount          *watched,
                           SlScheduler               *scheduler,
                           const SlScheduleIntervals *intervals,
                           SlBudget                  *budget,
                           gint64                     now);
