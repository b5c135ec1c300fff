/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "manual-clock.h"

typedef struct
{
  guint       id;
  gint64      due_ms;
  GSourceFunc callback;
  gpointer    user_data;
} Timer;

struct _ManualClock
{
  GObject parent_instance;

  gint64 steady_ms;
  gint64 wall_offset_ms; /* wall clock minus steady clock */
  guint  last_id;
  GList *timers; /* Timer, the earliest first */
};

static void manual_clock_clock_init (SlClockInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ManualClock,
                               manual_clock,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SL_TYPE_CLOCK, manual_clock_clock_init))

static gint64
get_unix_seconds (SlClock *clock)
{
  ManualClock *self = MANUAL_CLOCK (clock);

  return (self->steady_ms + self->wall_offset_ms) / 1000;
}

static gint64
get_steady_ms (SlClock *clock)
{
  return MANUAL_CLOCK (clock)->steady_ms;
}

static int
compare_timers (gconstpointer first, gconstpointer second)
{
  const Timer *a = first;
  const Timer *b = second;

  return (a->due_ms > b->due_ms) - (a->due_ms < b->due_ms);
}

static guint
add_timer (SlClock *clock, gint64 delay_ms, GSourceFunc callback, gpointer user_data)
{
  ManualClock *self = MANUAL_CLOCK (clock);
  Timer       *timer = g_new0 (Timer, 1);

  timer->id = ++self->last_id;
  timer->due_ms = self->steady_ms + delay_ms;
  timer->callback = callback;
  timer->user_data = user_data;
  self->timers = g_list_insert_sorted (self->timers, timer, compare_timers);
  return timer->id;
}

static void
remove_timer (SlClock *clock, guint timer_id)
{
  ManualClock *self = MANUAL_CLOCK (clock);

  for (GList *item = self->timers; item != NULL; item = item->next)
    {
      if (((Timer *) item->data)->id != timer_id)
        continue;
      g_free (item->data);
      self->timers = g_list_delete_link (self->timers, item);
      return;
    }
  g_assert_not_reached ();
}

static void
manual_clock_clock_init (SlClockInterface *iface)
{
  iface->get_unix_seconds = get_unix_seconds;
  iface->get_steady_ms = get_steady_ms;
  iface->add_timer = add_timer;
  iface->remove_timer = remove_timer;
}

static void
manual_clock_finalize (GObject *object)
{
  g_list_free_full (MANUAL_CLOCK (object)->timers, g_free);
  G_OBJECT_CLASS (manual_clock_parent_class)->finalize (object);
}

static void
manual_clock_class_init (ManualClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = manual_clock_finalize;
}

static void
manual_clock_init (ManualClock *self)
{
  self->steady_ms = 1000 * 1000;
  self->wall_offset_ms = MANUAL_CLOCK_START * G_GINT64_CONSTANT (1000) - self->steady_ms;
}

/**
 * manual_clock_new:
 *
 * Returns: (transfer full): a clock at %MANUAL_CLOCK_START
 */
ManualClock *
manual_clock_new (void)
{
  return g_object_new (MANUAL_TYPE_CLOCK, NULL);
}

/* What a timer set off may need several turns of the main loop: results come by idle sources. */
static void
run_main_loop (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/**
 * manual_clock_advance:
 * @self: a clock
 * @seconds: how far
 *
 * Lets time pass: timers fire when their moment comes, and the main loop runs until it is idle.
 */
void
manual_clock_advance (ManualClock *self, gint64 seconds)
{
  gint64 end_ms = self->steady_ms + seconds * 1000;

  run_main_loop ();
  while (self->timers != NULL && ((Timer *) self->timers->data)->due_ms <= end_ms)
    {
      g_autofree Timer *timer = self->timers->data;

      self->timers = g_list_delete_link (self->timers, self->timers);
      self->steady_ms = MAX (self->steady_ms, timer->due_ms);
      timer->callback (timer->user_data);
      run_main_loop ();
    }
  self->steady_ms = end_ms;
}

/**
 * manual_clock_jump_wall:
 * @self: a clock
 * @seconds: how far, negative: back
 *
 * Sets the wall clock, as a user or a time server may; no timer notices.
 */
void
manual_clock_jump_wall (ManualClock *self, gint64 seconds)
{
  self->wall_offset_ms += seconds * 1000;
}

/**
 * manual_clock_sleep:
 * @self: a clock
 * @seconds: how long
 *
 * Lets the computer sleep: time passes, but what the timers still have to wait stays the same.
 */
void
manual_clock_sleep (ManualClock *self, gint64 seconds)
{
  self->steady_ms += seconds * 1000;
  for (GList *item = self->timers; item != NULL; item = item->next)
    ((Timer *) item->data)->due_ms += seconds * 1000;
}

/**
 * manual_clock_get_n_timers:
 * @self: a clock
 *
 * Returns: how many timers wait
 */
guint
manual_clock_get_n_timers (ManualClock *self)
{
  return g_list_length (self->timers);
}
