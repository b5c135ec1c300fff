/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "baseline.h"

/**
 * sl_baseline_is_answer:
 * @outcome: what a check found
 *
 * Returns: whether only the real server can have brought it about, so that the line works
 */
gboolean
sl_baseline_is_answer (SlOutcome outcome)
{
  const SlOutcomeInfo *info = sl_outcome_get_info (outcome);

  return sl_outcome_is_good (outcome) || info->refused || info->cause == SL_CAUSE_THROTTLED
         || outcome == SL_OUTCOME_AUTH_UNAVAILABLE || outcome == SL_OUTCOME_MAILBOX_UNAVAILABLE
         || outcome == SL_OUTCOME_MAILBOX_REFUSED || outcome == SL_OUTCOME_OVER_QUOTA
         || outcome == SL_OUTCOME_GREETING_REJECTED || outcome == SL_OUTCOME_SERVER_MOVED;
}

/**
 * sl_baseline_is_silence:
 * @outcome: what a check found
 *
 * Returns: whether nothing answered, as when the line is gone
 */
gboolean
sl_baseline_is_silence (SlOutcome outcome)
{
  return outcome == SL_OUTCOME_OFFLINE || outcome == SL_OUTCOME_DNS_FAILED
         || outcome == SL_OUTCOME_CONNECTION_TIMEOUT || outcome == SL_OUTCOME_CAPTIVE_PORTAL;
}

static gboolean
is_recent (gint64 time, const SlBaselineFacts *facts)
{
  return time != 0 && ABS (facts->now - time) <= SL_BASELINE_WINDOW_SECONDS
         && time >= facts->failing_since;
}

/**
 * sl_baseline_judge:
 * @facts: what is known
 *
 * Judges the line by what happened anyway: other providers' checks and the feeds. Pure.
 *
 * Returns: reachable if anything answered lately, and after the account began to fail; unreachable
 * if something was tried in that time and nothing answered; unknown if nothing was tried
 */
SlBaseline
sl_baseline_judge (const SlBaselineFacts *facts)
{
  if (is_recent (facts->reached, facts))
    return SL_BASELINE_REACHABLE;
  if (is_recent (facts->failed, facts))
    return SL_BASELINE_UNREACHABLE;
  return SL_BASELINE_UNKNOWN;
}
