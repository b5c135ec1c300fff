/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "slowness.h"

/**
 * sl_slowness_find:
 * @result: a good check with its times
 * @stage: (out): the slowest stage, set only if the check was slow
 *
 * Tells a check that works from one that works so slowly that people would call it broken. Pure.
 *
 * Returns: whether the check was slow
 */
gboolean
sl_slowness_find (const SlCheckResult *result, SlStage *stage)
{
  SlStage slowest = SL_STAGE_DNS;

  for (int i = SL_STAGE_DNS; i < SL_STAGE_DONE; i++)
    if (result->timings_ms[i] > result->timings_ms[slowest])
      slowest = (SlStage) i;
  if (result->timings_ms[SL_STAGE_DONE] <= SL_SLOW_TOTAL_MS
      && result->timings_ms[slowest] <= SL_SLOW_STAGE_MS)
    return FALSE;
  *stage = slowest;
  return TRUE;
}
