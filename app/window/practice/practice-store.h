/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan-store.h"
#include "watch-client.h"

gboolean sl_practice_store_follow (SlPlanStore **store, SlWatchClient *client, SlPlanStore *own);
gboolean sl_practice_store_is_awaited (SlPlanStore *store, SlWatchClient *client);
