/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine.h"
#include "watch-dbus.h"

/**
 * SlServiceSignInCalls:
 *
 * Answers the calls about sign-ins that are no password: GNOME Online Accounts, and the provider's own
 * page in the browser. What the user allowed stays here; only its session's id travels. A session ends
 * with its caller. Owned by the service.
 */
#define SL_TYPE_SERVICE_SIGN_IN_CALLS (sl_service_sign_in_calls_get_type ())
G_DECLARE_FINAL_TYPE (
    SlServiceSignInCalls, sl_service_sign_in_calls, SL, SERVICE_SIGN_IN_CALLS, GObject)

SlServiceSignInCalls *sl_service_sign_in_calls_new (SlDBusWatch *skeleton, SlEngine *engine);
