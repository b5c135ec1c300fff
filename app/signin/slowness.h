/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check-result.h"

/* A good check that takes longer is called slow. After about 10 s people stop waiting for an answer
 * (Nielsen, Usability Engineering, 5.5), and their mail program needs some of that for itself. */
#define SL_SLOW_TOTAL_MS 8000
#define SL_SLOW_STAGE_MS 5000

gboolean sl_slowness_find (const SlCheckResult *result, SlStage *stage);
