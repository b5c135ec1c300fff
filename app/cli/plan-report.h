/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lint.h"
#include "plan.h"

/* A plan and what lint says of it, on standard output. */

void sl_plan_report_print (SlPlan *plan);
void sl_plan_report_print_json (SlPlan *plan);
void sl_plan_report_print_findings (GPtrArray *findings);
void sl_plan_report_print_findings_json (GPtrArray *findings);
