/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "discovery.h"

#include <json-glib/json-glib.h>

JsonObject *sl_discovery_report_to_json (SlDiscovery *discovery, const char *domain);
void        sl_discovery_report_print (SlDiscovery *discovery);
