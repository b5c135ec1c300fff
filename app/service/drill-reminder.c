/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "drill-reminder.h"

#include "duration-words.h"

#include <glib/gi18n-lib.h>

#define SECONDS_PER_DAY (24 * 60 * 60)
#define MS_PER_HOUR (60 * 60 * 1000)

/* The calendar is looked at twice a day. A reminder that is due but unwelcome waits for a better
 * hour, because many computers are on for a few hours only. */
#define LOOK_AGAIN_MS (12 * MS_PER_HOUR)
#define UNWELCOME_MS (1 * MS_PER_HOUR)

struct _SlDrillReminder
{
  GObject        parent_instance;
  SlDrillLog    *log;
  SlNotifier    *notifier;
  SlPreferences *preferences;
  SlWatcher     *watcher;
  SlClock       *clock;
  guint          timer; /* 0: there is nothing to remind of */
};

G_DEFINE_FINAL_TYPE (SlDrillReminder, sl_drill_reminder, G_TYPE_OBJECT)

static void
drop (SlDrillReminder *self, gpointer object_pointer)
{
  GObject **object = object_pointer;

  if (*object != NULL)
    g_signal_handlers_disconnect_by_data (*object, self);
  g_clear_object (object);
}

static void
clear_timer (SlDrillReminder *self)
{
  if (self->timer != 0)
    sl_clock_remove_timer (self->clock, self->timer);
  self->timer = 0;
}

static void
sl_drill_reminder_dispose (GObject *object)
{
  SlDrillReminder *self = SL_DRILL_REMINDER (object);

  clear_timer (self);
  g_clear_object (&self->clock);
  drop (self, &self->log);
  drop (self, &self->notifier);
  drop (self, &self->preferences);
  drop (self, &self->watcher);

  G_OBJECT_CLASS (sl_drill_reminder_parent_class)->dispose (object);
}

static void
sl_drill_reminder_class_init (SlDrillReminderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_drill_reminder_dispose;
}

static void
sl_drill_reminder_init (SlDrillReminder *self)
{
}

/**
 * sl_drill_reminder_is_due:
 * @practised: when the last practice was, Unix seconds; 0: never
 * @reminded: when the user was reminded last, Unix seconds; 0: never
 * @now: Unix seconds
 *
 * Returns: whether the last practice is 90 days ago and nobody has reminded of it
 */
gboolean
sl_drill_reminder_is_due (gint64 practised, gint64 reminded, gint64 now)
{
  return practised > 0 && reminded <= practised
         && now / SECONDS_PER_DAY - practised / SECONDS_PER_DAY >= SL_DRILL_REMINDER_DAYS;
}

static void
show (SlDrillReminder *self, gint64 seconds)
{
  g_autofree char *duration = sl_duration_to_words (seconds);
  /* Translators: %s is a duration, such as "92 days" */
  g_autofree char *body
      = g_strdup_printf (_ ("Your last practice was %s ago. It takes a minute, and "
                            "nothing of yours is touched."),
                         duration);

  sl_notifier_show (self->notifier, SL_DRILL_REMINDER_ID,
                    _ ("Would you still reach everybody without mail?"), body, SL_NOTICE_LOW,
                    SL_APPLICATION_ID);
}

/* Not while something is wrong: then the notice would be taken for help, or would hide it. */
static gboolean
is_welcome (SlDrillReminder *self, gint64 now)
{
  SlState state = sl_watcher_get_state (self->watcher);

  return sl_preferences_wants_notices (self->preferences)
         && sl_preferences_wants_practice_reminder (self->preferences)
         && !sl_preferences_is_quiet (self->preferences, now)
         && (state == SL_STATE_OK || state == SL_STATE_UNKNOWN);
}

static gboolean
is_due (SlDrillReminder *self, gint64 now)
{
  const SlDrillResult *newest = sl_drill_log_get_newest (self->log);

  return newest != NULL
         && sl_drill_reminder_is_due (newest->time, sl_drill_log_get_reminded (self->log), now);
}

static void
remind (SlDrillReminder *self, gint64 now)
{
  gint64 practised = sl_drill_log_get_newest (self->log)->time;
  g_autoptr (GError) error = NULL;

  /* First kept, then said: a reminder that comes twice is worse than one that does not come. */
  if (sl_drill_log_set_reminded (self->log, now, &error))
    show (self, now - practised);
  else
    g_message ("%s", error->message);
}

static void update_timer (SlDrillReminder *self);

static gboolean
look (gpointer user_data)
{
  SlDrillReminder *self = user_data;
  gint64           now = sl_clock_get_unix_seconds (self->clock);

  self->timer = 0;
  if (is_due (self, now) && is_welcome (self, now))
    remind (self, now);
  update_timer (self);
  return G_SOURCE_REMOVE;
}

/* The timer runs only while there is something to remind of. */
static void
update_timer (SlDrillReminder *self)
{
  gboolean wanted = sl_drill_log_get_newest (self->log) != NULL
                    && sl_preferences_wants_practice_reminder (self->preferences);
  gint64 delay_ms
      = is_due (self, sl_clock_get_unix_seconds (self->clock)) ? UNWELCOME_MS : LOOK_AGAIN_MS;

  if (!wanted)
    clear_timer (self);
  else if (self->timer == 0)
    self->timer = sl_clock_add_timer (self->clock, delay_ms, look, self);
}

/* Who has just practised needs no reminder on the screen. */
static void
on_log_changed (SlDrillReminder *self)
{
  const SlDrillResult *newest = sl_drill_log_get_newest (self->log);

  update_timer (self);
  if (newest != NULL && newest->time > sl_drill_log_get_reminded (self->log))
    sl_notifier_withdraw (self->notifier, SL_DRILL_REMINDER_ID);
}

/**
 * sl_drill_reminder_new:
 * @log: what came of earlier practices; followed
 * @notifier: shows the reminder
 * @preferences: whether and when it may be shown
 * @watcher: whether something is wrong
 * @clock: which day it is
 *
 * Returns: (transfer full): a reminder; it has looked once already
 */
SlDrillReminder *
sl_drill_reminder_new (SlDrillLog    *log,
                       SlNotifier    *notifier,
                       SlPreferences *preferences,
                       SlWatcher     *watcher,
                       SlClock       *clock)
{
  SlDrillReminder *self = g_object_new (SL_TYPE_DRILL_REMINDER, NULL);

  self->log = g_object_ref (log);
  self->notifier = g_object_ref (notifier);
  self->preferences = g_object_ref (preferences);
  self->watcher = g_object_ref (watcher);
  self->clock = g_object_ref (clock);
  g_signal_connect_swapped (log, "changed", G_CALLBACK (on_log_changed), self);
  g_signal_connect_swapped (preferences, "changed", G_CALLBACK (update_timer), self);
  look (self);
  return self;
}
