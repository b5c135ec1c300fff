/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan.h"

SlPlan *sl_plan_export (SlPlan *own, gboolean with_addresses);
