/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "evidence.h"

/* What answered longer ago says nothing about the line any more. */
#define SL_BASELINE_WINDOW_SECONDS (5 * 60)

/**
 * SlBaselineFacts:
 * @now: Unix seconds
 * @failing_since: since when the account fails, 0 if it does not: what answered before proves nothing
 * @reached: when anything that is not the account's provider last answered, 0 if never
 * @failed: when something of the kind last could not be reached, 0 if never
 *
 * What is known of the line: from what happened anyway, or from the line probe.
 */
typedef struct
{
  gint64 now;
  gint64 failing_since;
  gint64 reached;
  gint64 failed;
} SlBaselineFacts;

SlBaseline sl_baseline_judge (const SlBaselineFacts *facts);
gboolean   sl_baseline_is_answer (SlOutcome outcome);
gboolean   sl_baseline_is_silence (SlOutcome outcome);
