/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "schedule-item.h"

/**
 * sl_schedule_item_new:
 * @key: whose duty
 * @duty: what is to be done
 * @first_due_ms: when for the first time
 *
 * Returns: (transfer full): a duty that never ran
 */
SlScheduleItem *
sl_schedule_item_new (const char *key, SlDuty duty, gint64 first_due_ms)
{
  SlScheduleItem *item = g_new0 (SlScheduleItem, 1);

  item->key = g_strdup (key);
  item->duty = duty;
  item->facts.duty = duty;
  item->first_due_ms = first_due_ms;
  return item;
}

/**
 * sl_schedule_item_free:
 * @item: (transfer full): an item
 */
void
sl_schedule_item_free (SlScheduleItem *item)
{
  g_free (item->key);
  g_free (item);
}

/**
 * sl_schedule_item_plan:
 * @item: an item
 * @intervals: how often things happen
 *
 * Plans its next turn by the core's rules, unless it was deferred.
 */
void
sl_schedule_item_plan (SlScheduleItem *item, const SlScheduleIntervals *intervals)
{
  item->facts.random = g_random_double ();
  if (item->deferred_ms != 0)
    item->due_ms = item->deferred_ms;
  else if (item->facts.last_ms == 0)
    item->due_ms = item->first_due_ms;
  else
    item->due_ms = sl_schedule_next_due_ms (intervals, &item->facts);
}

/**
 * sl_schedule_item_finish:
 * @item: an item
 * @now_ms: the moment
 *
 * It was done, or could not be: what asked for it to be done is settled.
 */
void
sl_schedule_item_finish (SlScheduleItem *item, gint64 now_ms)
{
  item->running = FALSE;
  item->deferred_ms = 0;
  item->facts.last_ms = now_ms;
  item->facts.confirm = FALSE;
  item->facts.secret_changed = FALSE;
  item->facts.good_news_ms = 0;
  item->facts.shared_news = FALSE;
  item->facts.settling = FALSE;
  item->facts.server_wait_ms = 0;
}

/**
 * sl_schedule_item_take:
 * @item: a finished item
 * @outcome: what came of it
 * @server_wait_seconds: how long the server asked us to wait, 0 if it did not
 */
void
sl_schedule_item_take (SlScheduleItem *item, SlOutcome outcome, guint server_wait_seconds)
{
  item->facts.server_wait_ms = (gint64) server_wait_seconds * 1000;
  item->facts.outcome = outcome;
  if (sl_outcome_is_good (outcome))
    item->facts.failures = 0;
  else if (outcome != SL_OUTCOME_CANCELLED)
    item->facts.failures++;
}

/**
 * sl_schedule_item_set_pace:
 * @item: a feed's item
 * @pace: how eagerly it is read from now on
 *
 * The end of trouble parts those that read the page together because of it.
 */
void
sl_schedule_item_set_pace (SlScheduleItem *item, SlFeedPace pace)
{
  item->facts.settling = item->facts.pace == SL_FEED_PACE_INCIDENT && pace == SL_FEED_PACE_USUAL;
  item->facts.pace = pace;
}

/**
 * sl_schedule_item_takes_good_news:
 * @item: an item
 * @intervals: how often things happen
 * @now_ms: the moment
 *
 * Returns: whether a hint that it is worth doing now matters: for a feed that was not read just
 * now, and for anything else that fails
 */
gboolean
sl_schedule_item_takes_good_news (const SlScheduleItem      *item,
                                  const SlScheduleIntervals *intervals,
                                  gint64                     now_ms)
{
  if (item->running || item->facts.last_ms == 0)
    return FALSE;
  if (item->duty == SL_DUTY_FEED)
    return now_ms - item->facts.last_ms >= intervals->confirm_ms / 2;
  return item->facts.failures > 0;
}

/**
 * sl_schedule_item_joins_round:
 * @item: an item
 * @intervals: how often things happen
 * @now_ms: the moment
 *
 * Returns: whether it is done once after wake-up or a change of the network; a sign-in that worked
 *   lately need not be repeated for that, nor a reading that nobody waits for
 */
gboolean
sl_schedule_item_joins_round (const SlScheduleItem      *item,
                              const SlScheduleIntervals *intervals,
                              gint64                     now_ms)
{
  if (item->facts.last_ms == 0)
    return FALSE;
  if (item->duty == SL_DUTY_FEED && item->facts.pace == SL_FEED_PACE_CHANNEL)
    return now_ms - item->facts.last_ms >= (gint64) intervals->feed_channel_ms;
  if (item->duty != SL_DUTY_SIGNIN || item->facts.failures > 0)
    return TRUE;
  return now_ms - item->facts.last_ms >= (gint64) intervals->signin_ms * 2 / 3;
}

/**
 * sl_schedule_item_find:
 * @items: (element-type SlScheduleItem): where to look
 * @key: whose duty
 * @duty: which
 *
 * Returns: (transfer none) (nullable): the item
 */
SlScheduleItem *
sl_schedule_item_find (GPtrArray *items, const char *key, SlDuty duty)
{
  for (guint i = 0; i < items->len; i++)
    {
      SlScheduleItem *item = items->pdata[i];

      if (item->duty == duty && g_str_equal (item->key, key))
        return item;
    }
  return NULL;
}

/**
 * sl_schedule_item_get_effective_due_ms:
 * @item: an item
 * @held: nothing is due but what the user asks for
 * @quiet_until_ms: nothing is due before
 *
 * Returns: when it comes due with everything considered; %SL_SCHEDULE_NEVER if it does not by
 * itself
 */
gint64
sl_schedule_item_get_effective_due_ms (const SlScheduleItem *item,
                                       gboolean              held,
                                       gint64                quiet_until_ms)
{
  if (item->running)
    return SL_SCHEDULE_NEVER;
  if (item->asked)
    return SL_SCHEDULE_AT_ONCE;
  if (held || item->due_ms == SL_SCHEDULE_NEVER)
    return SL_SCHEDULE_NEVER;
  return MAX (item->due_ms, quiet_until_ms);
}
