/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine.h"
#include "watch-dbus.h"

/**
 * SlServiceCalls:
 *
 * Answers the method calls of the D-Bus interface. Owned by the service.
 *
 * Signals: quit (): somebody asked for the service's end
 */
#define SL_TYPE_SERVICE_CALLS (sl_service_calls_get_type ())
G_DECLARE_FINAL_TYPE (SlServiceCalls, sl_service_calls, SL, SERVICE_CALLS, GObject)

SlServiceCalls *sl_service_calls_new (SlDBusWatch *skeleton, SlEngine *engine);
