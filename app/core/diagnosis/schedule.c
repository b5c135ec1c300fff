/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "schedule.h"

/* Temporary failures are tried again after so many back-off units; then the last one for ever. */
static const guint backoff_units[] = { 1, 2, 5, 10, 20, 40, 60 };

#define JITTER 0.2
/* An account that waits for the user (a web page to visit, an administrator) is looked at again by
 * itself after six hours: that is within the budget of refusals for one secret. */
#define USER_RETRY_UNITS 360
/* A server may ask for a day, as Gmail does; one that asks for a year is not believed. */
#define MAX_SERVER_WAIT_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

static double
clamp_random (double random)
{
  /* Written so that a value that is no number ends at 0 as well. */
  return random > 0.0 ? MIN (random, 1.0) : 0.0;
}

/**
 * sl_schedule_backoff_ms:
 * @intervals: the intervals
 * @failures: failures in a row, at least 1
 *
 * Returns: how long to wait after that many failures: 1, 2, 5, 10, 20, 40, 60 units, then 60
 */
gint64
sl_schedule_backoff_ms (const SlScheduleIntervals *intervals, guint failures)
{
  guint index = CLAMP (failures, 1, G_N_ELEMENTS (backoff_units)) - 1;

  return (gint64) backoff_units[index] * intervals->backoff_unit_ms;
}

/**
 * sl_schedule_jitter_ms:
 * @duration_ms: a duration
 * @random: from [0, 1)
 *
 * Returns: @duration_ms, up to 20 % shorter or longer
 */
gint64
sl_schedule_jitter_ms (gint64 duration_ms, double random)
{
  return duration_ms + (gint64) (duration_ms * JITTER * (2.0 * clamp_random (random) - 1.0));
}

/* Spreads without ever shortening: for intervals the user chose and waits a server named. */
static gint64
lengthen_ms (gint64 duration_ms, double random)
{
  return duration_ms + (gint64) (duration_ms * JITTER * clamp_random (random));
}

static gint64
feed_interval_ms (const SlScheduleIntervals *intervals, SlFeedPace pace)
{
  switch (pace)
    {
    case SL_FEED_PACE_INCIDENT:
      return intervals->feed_incident_ms;
    case SL_FEED_PACE_CHANNEL:
      return intervals->feed_channel_ms;
    case SL_FEED_PACE_USUAL:
    default:
      return intervals->feed_ms;
    }
}

static gint64
usual_interval_ms (const SlScheduleIntervals *intervals, const SlScheduleFacts *facts)
{
  gint64 interval_ms;

  switch (facts->duty)
    {
    case SL_DUTY_DOOR:
      interval_ms = intervals->door_ms;
      break;
    case SL_DUTY_SIGNIN:
      interval_ms = intervals->signin_ms;
      break;
    case SL_DUTY_FEED:
    default:
      interval_ms = feed_interval_ms (intervals, facts->pace);
      break;
    }
  return facts->metered ? interval_ms * SL_SCHEDULE_METERED_FACTOR : interval_ms;
}

static gint64
temporary_failure_ms (const SlScheduleIntervals *intervals, const SlScheduleFacts *facts)
{
  gint64 usual_ms = usual_interval_ms (intervals, facts);
  gint64 backoff_ms = sl_schedule_backoff_ms (intervals, facts->failures);

  /* A feed that fails is never asked more often than one that answers. */
  if (facts->duty == SL_DUTY_FEED)
    return lengthen_ms (MAX (usual_ms, backoff_ms), facts->random);

  /* Knocking at the door locks nobody out and costs the server little: it stays at its interval, so
   * that the end of an outage is seen in minutes. A server that complains of load gets its rest. */
  if (facts->duty == SL_DUTY_DOOR && backoff_ms > usual_ms
      && sl_outcome_get_info (facts->outcome)->cause != SL_CAUSE_THROTTLED)
    return lengthen_ms (usual_ms, facts->random);

  return sl_schedule_jitter_ms (backoff_ms, facts->random);
}

/* At the end of an outage all the world has just read the page, two minutes apart: they part again
 * over one whole usual interval, but none comes sooner than during the outage. */
static gint64
settle_ms (const SlScheduleIntervals *intervals, const SlScheduleFacts *facts)
{
  gint64 usual_ms = usual_interval_ms (intervals, facts);

  return intervals->feed_incident_ms + (gint64) (usual_ms * clamp_random (facts->random));
}

/* Anything from half an interval to one and a half: so few readings a day would keep the rhythm in
 * which everybody logged on or heard of an outage, if they came at even times. */
static gint64
unhurried_ms (const SlScheduleIntervals *intervals, const SlScheduleFacts *facts)
{
  return (gint64) (usual_interval_ms (intervals, facts) * (0.5 + clamp_random (facts->random)));
}

/* How long after the newest one, by the outcome's own rule. */
static gint64
pause_ms (const SlScheduleIntervals *intervals, const SlScheduleFacts *facts)
{
  switch (sl_outcome_get_info (facts->outcome)->retry)
    {
    case SL_RETRY_NEW_SECRET:
      return SL_SCHEDULE_NEVER;
    case SL_RETRY_USER:
      return lengthen_ms ((gint64) USER_RETRY_UNITS * intervals->backoff_unit_ms, facts->random);
    case SL_RETRY_BACK_OFF:
      return temporary_failure_ms (intervals, facts);
    case SL_RETRY_NORMAL:
    default:
      if (facts->duty == SL_DUTY_FEED && facts->pace == SL_FEED_PACE_CHANNEL)
        return unhurried_ms (intervals, facts);
      if (facts->duty == SL_DUTY_FEED && facts->settling && facts->pace == SL_FEED_PACE_USUAL)
        return settle_ms (intervals, facts);
      return lengthen_ms (usual_interval_ms (intervals, facts), facts->random);
    }
}

/* What everybody reads at the same time must not send everybody to the door at the same time: the
 * sign-ins come within two readings of the page. */
static gint64
good_news_due_ms (const SlScheduleIntervals *intervals, const SlScheduleFacts *facts)
{
  gint64 due_ms = MAX (facts->good_news_ms, facts->last_ms);

  if (facts->shared_news)
    due_ms += (gint64) (2.0 * intervals->feed_incident_ms * clamp_random (facts->random));
  return due_ms;
}

/* Whether a refusal stands in the way: then neither confirming nor good news is a reason to sign
 * in. */
static gboolean
waits_for_user (const SlScheduleFacts *facts)
{
  return facts->duty == SL_DUTY_SIGNIN && sl_outcome_get_info (facts->outcome)->refused;
}

static gint64
due_by_rule_ms (const SlScheduleIntervals *intervals, const SlScheduleFacts *facts)
{
  gint64 wait_ms = pause_ms (intervals, facts);
  gint64 due_ms;

  if (waits_for_user (facts))
    {
      if (facts->secret_changed)
        return facts->last_ms;
      return wait_ms == SL_SCHEDULE_NEVER ? wait_ms : facts->last_ms + wait_ms;
    }

  /* A door or a feed presents no secret; a refusal cannot silence it. */
  if (wait_ms == SL_SCHEDULE_NEVER)
    wait_ms = usual_interval_ms (intervals, facts);

  due_ms = facts->last_ms + wait_ms;
  if (facts->confirm)
    due_ms = MIN (due_ms, facts->last_ms + (gint64) intervals->confirm_ms);
  if (facts->good_news_ms > 0)
    due_ms = MIN (due_ms, good_news_due_ms (intervals, facts));
  if (facts->secret_changed)
    due_ms = MIN (due_ms, facts->last_ms);
  return due_ms;
}

/**
 * sl_schedule_next_due_ms:
 * @intervals: the intervals
 * @facts: everything known of one duty
 *
 * Says when a duty is next due. Pure: same facts, same moment. In this order:
 *
 * 1. never ran: at once;
 * 2. a refused secret: never until it changes; what waits for the user: every 6 hours (360 units);
 * 3. a temporary failure: 1, 2, 5, 10, 20, 40, 60 units, 20 % more or less; a door at most its own
 *    interval, a feed at least its own; otherwise the usual interval, up to 20 % longer;
 *    a feed after an incident: at any moment of one; that of a channel: half of it more or less;
 * 4. to be confirmed: after confirm_ms; good news or a new secret: at once, but within two readings
 *    of the page if everybody hears the good news;
 * 5. never before the wait a server named (at most a day is believed), nor before the quiet ends.
 *
 * Returns: the moment on the caller's clock, possibly past; %SL_SCHEDULE_AT_ONCE, or
 *   %SL_SCHEDULE_NEVER
 */
gint64
sl_schedule_next_due_ms (const SlScheduleIntervals *intervals, const SlScheduleFacts *facts)
{
  gint64 due_ms;

  g_return_val_if_fail (intervals != NULL, SL_SCHEDULE_NEVER);
  g_return_val_if_fail (facts != NULL, SL_SCHEDULE_NEVER);

  due_ms = facts->last_ms > 0 ? due_by_rule_ms (intervals, facts) : SL_SCHEDULE_AT_ONCE;
  if (due_ms == SL_SCHEDULE_NEVER)
    return due_ms;

  if (facts->last_ms > 0 && facts->server_wait_ms > 0)
    {
      gint64 asked_ms = MIN (facts->server_wait_ms, MAX_SERVER_WAIT_MS);

      due_ms = MAX (due_ms, facts->last_ms + lengthen_ms (asked_ms, facts->random));
    }
  return MAX (due_ms, facts->quiet_until_ms);
}
