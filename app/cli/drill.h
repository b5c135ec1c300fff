/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice.h"

int sl_drill_run (SlPractice *practice);
