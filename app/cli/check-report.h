/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check-result.h"

char *sl_check_report_to_json (const SlCheckResult *result);
char *sl_check_report_to_text (const SlCheckResult *result);
