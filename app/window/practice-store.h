/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan-store.h"
#include "watch-client.h"

SlPlanStore *sl_practice_store_open (SlWatchClient *client, SlPlanStore *own);
