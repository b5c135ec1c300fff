/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine.h"
#include "notifier.h"

/**
 * SlServiceNotices:
 *
 * Tells the user of confirmed transitions: one notice for each account, replaced in place. Owned by
 * the service.
 */
#define SL_TYPE_SERVICE_NOTICES (sl_service_notices_get_type ())
G_DECLARE_FINAL_TYPE (SlServiceNotices, sl_service_notices, SL, SERVICE_NOTICES, GObject)

SlServiceNotices *sl_service_notices_new (SlNotifier *notifier, SlEngine *engine, SlPreferences *preferences);
void              sl_service_notices_withdraw_trouble (SlServiceNotices *self);
