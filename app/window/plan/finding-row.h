/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lint.h"

#include <gtk/gtk.h>

GtkWidget *sl_finding_row_new (SlPlan *plan, const SlLintFinding *finding);
