/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "provider.h"

/* What is known of providers, on standard output. */

void        sl_provider_report_print (const SlProvider *provider);
void        sl_provider_report_print_list (GPtrArray *providers);
JsonObject *sl_provider_report_to_json (const SlProvider *provider);
