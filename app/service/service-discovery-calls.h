/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "provider-catalogue.h"
#include "watch-dbus.h"

/**
 * SlServiceDiscoveryCalls:
 *
 * Answers Discover and CancelDiscovery: runs searches for mail servers for whoever is on the bus, a
 * few at a time, and ends those of callers that have left. Owned by the service.
 */
#define SL_TYPE_SERVICE_DISCOVERY_CALLS (sl_service_discovery_calls_get_type ())
G_DECLARE_FINAL_TYPE (SlServiceDiscoveryCalls,
                      sl_service_discovery_calls,
                      SL,
                      SERVICE_DISCOVERY_CALLS,
                      GObject)

SlServiceDiscoveryCalls *sl_service_discovery_calls_new (SlDBusWatch         *skeleton,
                                                         SlProviderCatalogue *catalogue);
