/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "slowness.h"

/* Servers answer late on purpose after a refused sign-in, to everybody at that address: Dovecot's
 * penalty grows to 15 s. That is no slowness. */
static gboolean
counts (const SlCheckResult *result, gboolean after_refusal, SlStage stage)
{
  return result->timings_ms[stage] > 0 && !(after_refusal && stage == SL_STAGE_AUTHENTICATION);
}

static gboolean
is_slow (const SlCheckResult *result, SlStage stage)
{
  int usual_ms = result->usual_ms[stage];

  if (usual_ms <= 0)
    return result->timings_ms[stage] > SL_SLOW_STAGE_MS;
  return result->timings_ms[stage] > SL_SLOW_NOTICED_MS
         && result->timings_ms[stage] / SL_SLOW_FACTOR >= usual_ms;
}

/* Without knowing what is usual, many stages that are each a little slow make a slow whole. */
static gboolean
is_slow_altogether (const SlCheckResult *result, gboolean after_refusal)
{
  int total_ms = result->timings_ms[SL_STAGE_DONE];

  if (after_refusal)
    total_ms -= MAX (result->timings_ms[SL_STAGE_AUTHENTICATION], 0);
  return result->usual_ms[SL_STAGE_DONE] <= 0 && total_ms > SL_SLOW_TOTAL_MS;
}

/**
 * sl_slowness_find:
 * @result: a good check with its times, and with what is usual
 * @after_refusal: whether a sign-in was refused within the last minute
 * @stage: (out): the slowest stage that counts, set only if the check was slow
 *
 * Tells a check that works from one that works so slowly that people would call it broken: measured
 * against the account's own median where that is known. Pure.
 *
 * Returns: whether the check was slow
 */
gboolean
sl_slowness_find (const SlCheckResult *result, gboolean after_refusal, SlStage *stage)
{
  gboolean altogether = is_slow_altogether (result, after_refusal);
  SlStage  slowest = SL_STAGE_DONE;

  for (int i = SL_STAGE_DNS; i < SL_STAGE_DONE; i++)
    {
      gboolean slow = counts (result, after_refusal, (SlStage) i)
                      && (altogether || is_slow (result, (SlStage) i));

      if (slow && (slowest == SL_STAGE_DONE || result->timings_ms[i] > result->timings_ms[slowest]))
        slowest = (SlStage) i;
    }
  if (slowest == SL_STAGE_DONE)
    return FALSE;
  *stage = slowest;
  return TRUE;
}
