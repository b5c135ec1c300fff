/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "scheduler.h"

#include "schedule-item.h"

/* Accounts begin one after the other, a 300th of the door interval apart: one second. */
#define STAGGER_DIVISOR 300
/* What is due within a tenth of the door interval is done at once: one wake-up less. */
#define TOGETHER_DIVISOR 10

struct _SlScheduler
{
  GObject parent_instance;

  SlClock            *clock;
  SlScheduleIntervals intervals;
  GPtrArray          *items;
  GHashTable         *keys; /* keys ever added, to spread them */
  gint64              quiet_until_ms;
  gboolean            held;
  gboolean            metered;
  guint               timer_id;
};

G_DEFINE_FINAL_TYPE (SlScheduler, sl_scheduler, G_TYPE_OBJECT)

enum
{
  SIGNAL_DUE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void rearm (SlScheduler *self);

static void
cancel_timer (SlScheduler *self)
{
  if (self->timer_id != 0)
    sl_clock_remove_timer (self->clock, self->timer_id);
  self->timer_id = 0;
}

static void
sl_scheduler_dispose (GObject *object)
{
  SlScheduler *self = SL_SCHEDULER (object);

  cancel_timer (self);
  g_ptr_array_set_size (self->items, 0);
  G_OBJECT_CLASS (sl_scheduler_parent_class)->dispose (object);
}

static void
sl_scheduler_finalize (GObject *object)
{
  SlScheduler *self = SL_SCHEDULER (object);

  g_ptr_array_unref (self->items);
  g_hash_table_unref (self->keys);
  g_object_unref (self->clock);
  G_OBJECT_CLASS (sl_scheduler_parent_class)->finalize (object);
}

static void
sl_scheduler_class_init (SlSchedulerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_scheduler_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_scheduler_finalize;
  signals[SIGNAL_DUE] = g_signal_new ("due", SL_TYPE_SCHEDULER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                      NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
}

static void
sl_scheduler_init (SlScheduler *self)
{
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_schedule_item_free);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * sl_scheduler_new:
 * @clock: tells the time and waits
 * @intervals: how often things happen
 *
 * Returns: (transfer full): a held scheduler; let it go with sl_scheduler_set_held()
 */
SlScheduler *
sl_scheduler_new (SlClock *clock, const SlScheduleIntervals *intervals)
{
  SlScheduler *self = g_object_new (SL_TYPE_SCHEDULER, NULL);

  self->clock = g_object_ref (clock);
  self->intervals = *intervals;
  self->held = TRUE;
  return self;
}

/* When */

static void
plan_item (SlScheduler *self, SlScheduleItem *item)
{
  item->facts.metered = self->metered;
  sl_schedule_item_plan (item, &self->intervals);
}

static void
plan_all (SlScheduler *self)
{
  for (guint i = 0; i < self->items->len; i++)
    plan_item (self, self->items->pdata[i]);
  rearm (self);
}

static gint64
effective_due_ms (SlScheduler *self, const SlScheduleItem *item)
{
  return sl_schedule_item_get_effective_due_ms (item, self->held, self->quiet_until_ms);
}

/* Marks what @key has to do now or soon as running. */
static guint
take_duties (SlScheduler *self, const char *key, gint64 now_ms)
{
  gint64 together_ms = self->intervals.door_ms / TOGETHER_DIVISOR;
  guint  duties = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      SlScheduleItem *item = self->items->pdata[i];
      gint64          due_ms = effective_due_ms (self, item);

      if (!g_str_equal (item->key, key) || due_ms == SL_SCHEDULE_NEVER
          || due_ms > now_ms + together_ms)
        continue;
      item->running = TRUE;
      item->asked = FALSE;
      duties |= 1u << item->duty;
    }
  return duties;
}

static GPtrArray *
list_due_keys (SlScheduler *self, gint64 now_ms)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->items->len; i++)
    {
      const SlScheduleItem *item = self->items->pdata[i];

      if (effective_due_ms (self, item) <= now_ms
          && !g_ptr_array_find_with_equal_func (keys, item->key, g_str_equal, NULL))
        g_ptr_array_add (keys, g_strdup (item->key));
    }
  return keys;
}

static gboolean
on_timer (gpointer user_data)
{
  g_autoptr (SlScheduler) self = g_object_ref (SL_SCHEDULER (user_data));
  gint64 now_ms = sl_clock_get_steady_ms (self->clock);
  g_autoptr (GPtrArray) keys = list_due_keys (self, now_ms);

  self->timer_id = 0;
  for (guint i = 0; i < keys->len; i++)
    {
      guint duties = take_duties (self, keys->pdata[i], now_ms);

      if (duties != 0)
        g_signal_emit (self, signals[SIGNAL_DUE], 0, keys->pdata[i], duties);
    }
  rearm (self);
  return G_SOURCE_REMOVE;
}

static void
rearm (SlScheduler *self)
{
  gint64 earliest_ms = SL_SCHEDULE_NEVER;

  cancel_timer (self);
  for (guint i = 0; i < self->items->len; i++)
    earliest_ms = MIN (earliest_ms, effective_due_ms (self, self->items->pdata[i]));
  if (earliest_ms != SL_SCHEDULE_NEVER)
    self->timer_id = sl_clock_add_timer (
        self->clock, earliest_ms - sl_clock_get_steady_ms (self->clock), on_timer, self);
}

static void
replan (SlScheduler *self, SlScheduleItem *item)
{
  plan_item (self, item);
  rearm (self);
}

/**
 * sl_scheduler_set_intervals:
 * @self: a scheduler
 * @intervals: how often things happen from now on
 */
void
sl_scheduler_set_intervals (SlScheduler *self, const SlScheduleIntervals *intervals)
{
  g_return_if_fail (SL_IS_SCHEDULER (self));

  self->intervals = *intervals;
  plan_all (self);
}

/**
 * sl_scheduler_set_held:
 * @self: a scheduler
 * @held: whether nothing is due but what the user asks for
 */
void
sl_scheduler_set_held (SlScheduler *self, gboolean held)
{
  g_return_if_fail (SL_IS_SCHEDULER (self));

  self->held = held;
  rearm (self);
}

/**
 * sl_scheduler_set_metered:
 * @self: a scheduler
 * @metered: the connection costs money, so ask less often
 */
void
sl_scheduler_set_metered (SlScheduler *self, gboolean metered)
{
  g_return_if_fail (SL_IS_SCHEDULER (self));

  if (self->metered == metered)
    return;
  self->metered = metered;
  plan_all (self);
}

/**
 * sl_scheduler_keep_quiet:
 * @self: a scheduler
 * @duration_ms: for how long nothing is due, in milliseconds
 */
void
sl_scheduler_keep_quiet (SlScheduler *self, gint64 duration_ms)
{
  g_return_if_fail (SL_IS_SCHEDULER (self));

  self->quiet_until_ms
      = MAX (self->quiet_until_ms, sl_clock_get_steady_ms (self->clock) + duration_ms);
  rearm (self);
}

/**
 * sl_scheduler_add:
 * @self: a scheduler
 * @key: whose duty, such as an account's id
 * @duty: what is to be done; nothing happens if the key has it already
 *
 * Adds a duty that is due at once; several keys begin one after the other.
 */
void
sl_scheduler_add (SlScheduler *self, const char *key, SlDuty duty)
{
  SlScheduleItem *item;
  gint64          stagger_ms;

  g_return_if_fail (SL_IS_SCHEDULER (self));

  if (sl_schedule_item_find (self->items, key, duty) != NULL)
    return;
  g_hash_table_add (self->keys, g_strdup (key));
  stagger_ms = (gint64) self->intervals.door_ms / STAGGER_DIVISOR;

  item = sl_schedule_item_new (key, duty,
                               sl_clock_get_steady_ms (self->clock)
                                   + stagger_ms * (g_hash_table_size (self->keys) - 1));
  g_ptr_array_add (self->items, item);
  replan (self, item);
}

/**
 * sl_scheduler_remove:
 * @self: a scheduler
 * @key: whose duties are over
 */
void
sl_scheduler_remove (SlScheduler *self, const char *key)
{
  g_return_if_fail (SL_IS_SCHEDULER (self));

  for (guint i = self->items->len; i-- > 0;)
    {
      if (g_str_equal (((SlScheduleItem *) self->items->pdata[i])->key, key))
        g_ptr_array_remove_index (self->items, i);
    }
  g_hash_table_remove (self->keys, key);
  rearm (self);
}

/* What happened */

static void
finish_item (SlScheduler *self, SlScheduleItem *item)
{
  sl_schedule_item_finish (item, sl_clock_get_steady_ms (self->clock));
}

/**
 * sl_scheduler_report:
 * @self: a scheduler
 * @key: whose duty
 * @duty: what was done
 * @outcome: what came of it
 * @server_wait_seconds: how long the server asked us to wait, 0 if it did not
 *
 * A duty was done; plans its next turn. A duty that was not due may be reported as well.
 */
void
sl_scheduler_report (
    SlScheduler *self, const char *key, SlDuty duty, SlOutcome outcome, guint server_wait_seconds)
{
  SlScheduleItem *item;

  g_return_if_fail (SL_IS_SCHEDULER (self));

  item = sl_schedule_item_find (self->items, key, duty);
  if (item == NULL)
    return;
  finish_item (self, item);
  sl_schedule_item_take (item, outcome, server_wait_seconds);
  replan (self, item);
}

/**
 * sl_scheduler_defer:
 * @self: a scheduler
 * @key: whose duty
 * @duty: what could not be done
 * @delay_ms: when to try again, from now, in milliseconds
 *
 * A duty could not be done for a reason of our own; nothing was learned of the server.
 */
void
sl_scheduler_defer (SlScheduler *self, const char *key, SlDuty duty, gint64 delay_ms)
{
  SlScheduleItem *item;

  g_return_if_fail (SL_IS_SCHEDULER (self));

  item = sl_schedule_item_find (self->items, key, duty);
  if (item == NULL)
    return;
  finish_item (self, item);
  item->facts.outcome = SL_OUTCOME_OK;
  item->facts.failures = 0;
  item->deferred_ms = item->facts.last_ms + delay_ms;
  replan (self, item);
}

/**
 * sl_scheduler_release:
 * @self: a scheduler
 * @key: whose duties
 *
 * The work is over: what was not reported waits for its usual turn.
 */
void
sl_scheduler_release (SlScheduler *self, const char *key)
{
  g_return_if_fail (SL_IS_SCHEDULER (self));

  for (guint i = 0; i < self->items->len; i++)
    {
      SlScheduleItem *item = self->items->pdata[i];

      if (item->running && g_str_equal (item->key, key))
        {
          finish_item (self, item);
          plan_item (self, item);
        }
    }
  rearm (self);
}

/**
 * sl_scheduler_abandon:
 * @self: a scheduler
 * @key: whose duties
 *
 * The work was given up before it was done: it is as due as it was.
 */
void
sl_scheduler_abandon (SlScheduler *self, const char *key)
{
  g_return_if_fail (SL_IS_SCHEDULER (self));

  for (guint i = 0; i < self->items->len; i++)
    {
      SlScheduleItem *item = self->items->pdata[i];

      if (g_str_equal (item->key, key))
        item->running = FALSE;
    }
  rearm (self);
}

/**
 * sl_scheduler_set_confirm:
 * @self: a scheduler
 * @key: whose duties
 * @confirm: whether the newest failure is to be looked at again soon
 */
void
sl_scheduler_set_confirm (SlScheduler *self, const char *key, gboolean confirm)
{
  g_return_if_fail (SL_IS_SCHEDULER (self));

  for (guint i = 0; i < self->items->len; i++)
    {
      SlScheduleItem *item = self->items->pdata[i];
      gboolean        wanted = confirm && item->facts.failures > 0;

      if (item->duty == SL_DUTY_FEED || item->facts.confirm == wanted
          || !g_str_equal (item->key, key))
        continue;
      item->facts.confirm = wanted;
      plan_item (self, item);
    }
  rearm (self);
}

/**
 * sl_scheduler_set_pace:
 * @self: a scheduler
 * @key: whose feed
 * @pace: how eagerly it is read from now on
 */
void
sl_scheduler_set_pace (SlScheduler *self, const char *key, SlFeedPace pace)
{
  SlScheduleItem *item;

  g_return_if_fail (SL_IS_SCHEDULER (self));

  item = sl_schedule_item_find (self->items, key, SL_DUTY_FEED);
  if (item == NULL || item->facts.pace == pace)
    return;
  sl_schedule_item_set_pace (item, pace);
  replan (self, item);
}

/**
 * sl_scheduler_tell_good_news:
 * @self: a scheduler
 * @key: whose duty
 * @duty: a failing sign-in, because its door opens again; or a feed, because a look at it helps now
 * @shared: everybody hears it at the same time, as from a status page: then not all come at once
 *
 * Something hints that a duty is worth doing now. A feed that was read just now is not read again.
 */
void
sl_scheduler_tell_good_news (SlScheduler *self, const char *key, SlDuty duty, gboolean shared)
{
  SlScheduleItem *item;
  gint64          now_ms;

  g_return_if_fail (SL_IS_SCHEDULER (self));

  item = sl_schedule_item_find (self->items, key, duty);
  now_ms = sl_clock_get_steady_ms (self->clock);
  if (item == NULL || !sl_schedule_item_takes_good_news (item, &self->intervals, now_ms))
    return;
  item->facts.good_news_ms = now_ms;
  item->facts.shared_news = shared;
  replan (self, item);
}

/**
 * sl_scheduler_tell_secret_changed:
 * @self: a scheduler
 * @key: whose secret
 *
 * An account's secret is a new one: its sign-in is due at once.
 */
void
sl_scheduler_tell_secret_changed (SlScheduler *self, const char *key)
{
  SlScheduleItem *item;

  g_return_if_fail (SL_IS_SCHEDULER (self));

  item = sl_schedule_item_find (self->items, key, SL_DUTY_SIGNIN);
  if (item == NULL)
    return;
  item->facts.secret_changed = TRUE;
  item->deferred_ms = 0;
  replan (self, item);
}

/**
 * sl_scheduler_begin_round:
 * @self: a scheduler
 *
 * After wake-up or a change of the network: everything is due once, when the quiet is over. What
 * waits for the user or for a time that a server named, waits on.
 */
void
sl_scheduler_begin_round (SlScheduler *self)
{
  gint64 now_ms;

  g_return_if_fail (SL_IS_SCHEDULER (self));

  now_ms = sl_clock_get_steady_ms (self->clock);
  for (guint i = 0; i < self->items->len; i++)
    {
      SlScheduleItem *item = self->items->pdata[i];

      if (sl_schedule_item_joins_round (item, &self->intervals, now_ms))
        item->facts.good_news_ms = now_ms;
    }
  plan_all (self);
}

/**
 * sl_scheduler_ask_now:
 * @self: a scheduler
 * @key: whose duties
 *
 * The user wants to know now: everything of @key is due at once, even while the scheduler is held.
 */
void
sl_scheduler_ask_now (SlScheduler *self, const char *key)
{
  g_return_if_fail (SL_IS_SCHEDULER (self));

  for (guint i = 0; i < self->items->len; i++)
    {
      SlScheduleItem *item = self->items->pdata[i];

      if (!item->running && g_str_equal (item->key, key))
        item->asked = TRUE;
    }
  rearm (self);
}

/**
 * sl_scheduler_get_next_due_ms:
 * @self: a scheduler
 * @key: whose duties
 *
 * Returns: when the earliest of them is due, on the steady clock; %SL_SCHEDULE_NEVER if none is
 *   planned
 */
gint64
sl_scheduler_get_next_due_ms (SlScheduler *self, const char *key)
{
  gint64 earliest_ms = SL_SCHEDULE_NEVER;

  g_return_val_if_fail (SL_IS_SCHEDULER (self), SL_SCHEDULE_NEVER);

  for (guint i = 0; i < self->items->len; i++)
    {
      const SlScheduleItem *item = self->items->pdata[i];

      if (g_str_equal (item->key, key))
        earliest_ms = MIN (earliest_ms, effective_due_ms (self, item));
    }
  return earliest_ms;
}

/**
 * sl_scheduler_get_server_wait_ms:
 * @self: a scheduler
 * @key: whose duty
 * @duty: the duty
 *
 * Returns: how much longer the server asked us to wait, in milliseconds; 0 if it did not
 */
gint64
sl_scheduler_get_server_wait_ms (SlScheduler *self, const char *key, SlDuty duty)
{
  SlScheduleItem *item;

  g_return_val_if_fail (SL_IS_SCHEDULER (self), 0);

  item = sl_schedule_item_find (self->items, key, duty);
  if (item == NULL || item->facts.server_wait_ms == 0)
    return 0;
  return MAX (
      item->facts.last_ms + item->facts.server_wait_ms - sl_clock_get_steady_ms (self->clock), 0);
}
