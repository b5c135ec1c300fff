/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan.h"

#include <pango/pangocairo.h>

void sl_emergency_card_draw (SlPlan *plan, cairo_t *cairo, PangoContext *context, double width, double height);
