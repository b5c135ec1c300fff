/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan.h"

SlPlan *sl_plan_copy (SlPlan *plan);
SlPlan *sl_plan_rebase (SlPlan *base, SlPlan *mine, SlPlan *theirs, char **conflict, GError **error);
