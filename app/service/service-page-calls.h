/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine.h"
#include "watch-dbus.h"

/**
 * SlServicePageCalls:
 *
 * Answers FindStatusPage: looks for the status page at an address that somebody typed. One search
 * for each caller at a time; a search ends with its caller. Owned by the service.
 */
#define SL_TYPE_SERVICE_PAGE_CALLS (sl_service_page_calls_get_type ())
G_DECLARE_FINAL_TYPE (SlServicePageCalls, sl_service_page_calls, SL, SERVICE_PAGE_CALLS, GObject)

SlServicePageCalls *sl_service_page_calls_new (SlDBusWatch *skeleton, SlEngine *engine);
