/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan-import.h"

#include <gio/gio.h>

GBytes  *sl_plan_transfer_read (const char *source, GError **error);
void     sl_plan_transfer_print (const SlPlanImport *import);
void     sl_plan_transfer_print_json (const SlPlanImport *import, gboolean applied);
gboolean sl_plan_transfer_ask (void);
