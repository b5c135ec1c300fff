/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schedule.h"

/**
 * SlScheduleItem:
 * @key: whose duty
 * @duty: what is to be done
 * @facts: what the core's rules look at
 * @first_due_ms: when it is due while it never ran
 * @deferred_ms: not before, and then surely; 0: by the rules
 * @due_ms: when it is due, quiet and hold not considered
 * @running: it is being done
 * @asked: the user wants it at once, whatever the rules say
 *
 * One duty of one key. Moments are milliseconds of the steady clock. Owned by the scheduler.
 */
typedef struct
{
  char           *key;
  SlDuty          duty;
  SlScheduleFacts facts;
  gint64          first_due_ms;
  gint64          deferred_ms;
  gint64          due_ms;
  gboolean        running;
  gboolean        asked;
} SlScheduleItem;

SlScheduleItem *sl_schedule_item_new (const char *key, SlDuty duty, gint64 first_due_ms);
void            sl_schedule_item_free (SlScheduleItem *item);
SlScheduleItem *sl_schedule_item_find (GPtrArray *items, const char *key, SlDuty duty);
gint64          sl_schedule_item_get_effective_due_ms (const SlScheduleItem *item,
                                                       gboolean              held,
                                                       gint64                quiet_until_ms);
void            sl_schedule_item_plan (SlScheduleItem *item, const SlScheduleIntervals *intervals);
void            sl_schedule_item_finish (SlScheduleItem *item, gint64 now_ms);
void            sl_schedule_item_take (SlScheduleItem *item, SlOutcome outcome, guint server_wait_seconds);
void            sl_schedule_item_set_pace (SlScheduleItem *item, SlFeedPace pace);
gboolean        sl_schedule_item_takes_good_news (const SlScheduleItem      *item,
                                                  const SlScheduleIntervals *intervals,
                                                  gint64                     now_ms);
gboolean        sl_schedule_item_joins_round (const SlScheduleItem      *item,
                                              const SlScheduleIntervals *intervals,
                                              gint64                     now_ms);
