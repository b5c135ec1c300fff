/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check-result.h"

/* While it is not known what is usual: after about 10 s people stop waiting for an answer (Nielsen,
 * Usability Engineering, 5.5), and their mail program needs some of that for itself. */
#define SL_SLOW_TOTAL_MS 8000
#define SL_SLOW_STAGE_MS 5000
/* Once it is known: so many times the account's own median, and long enough to be noticed. */
#define SL_SLOW_FACTOR 3
#define SL_SLOW_NOTICED_MS 2000

gboolean sl_slowness_find (const SlCheckResult *result, gboolean after_refusal, SlStage *stage);
