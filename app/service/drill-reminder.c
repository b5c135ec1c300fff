/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "drill-reminder.h"

#include "duration-words.h"

#include <glib/gi18n-lib.h>

#define SECONDS_PER_DAY (24 * 60 * 60)
#define LOOK_AGAIN_SECONDS (SECONDS_PER_DAY / 2)

struct _SlDrillReminder
{
  GObject        parent_instance;
  SlDrillLog    *log;
  SlNotifier    *notifier;
  SlPreferences *preferences;
  SlWatcher     *watcher;
  guint          timer;
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
sl_drill_reminder_dispose (GObject *object)
{
  SlDrillReminder *self = SL_DRILL_REMINDER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
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

static void
look (SlDrillReminder *self)
{
  const SlDrillResult *newest = sl_drill_log_get_newest (self->log);
  gint64               practised = newest != NULL ? newest->time : 0;
  gint64               now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GError) error = NULL;

  if (!sl_drill_reminder_is_due (practised, sl_drill_log_get_reminded (self->log), now)
      || !is_welcome (self, now))
    return;
  /* First kept, then said: a reminder that comes twice is worse than one that does not come. */
  if (sl_drill_log_set_reminded (self->log, now, &error))
    show (self, now - practised);
  else
    g_message ("%s", error->message);
}

static gboolean
on_timer (gpointer user_data)
{
  look (user_data);
  return G_SOURCE_CONTINUE;
}

/* The timer runs only while there is something to remind of. */
static void
update_timer (SlDrillReminder *self)
{
  gboolean wanted = sl_drill_log_get_newest (self->log) != NULL
                    && sl_preferences_wants_practice_reminder (self->preferences);

  if (!wanted)
    g_clear_handle_id (&self->timer, g_source_remove);
  else if (self->timer == 0)
    self->timer = g_timeout_add_seconds (LOOK_AGAIN_SECONDS, on_timer, self);
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
 *
 * Returns: (transfer full): a reminder; it has looked once already
 */
SlDrillReminder *
sl_drill_reminder_new (SlDrillLog    *log,
                       SlNotifier    *notifier,
                       SlPreferences *preferences,
                       SlWatcher     *watcher)
{
  SlDrillReminder *self = g_object_new (SL_TYPE_DRILL_REMINDER, NULL);

  self->log = g_object_ref (log);
  self->notifier = g_object_ref (notifier);
  self->preferences = g_object_ref (preferences);
  self->watcher = g_object_ref (watcher);
  g_signal_connect_swapped (log, "changed", G_CALLBACK (on_log_changed), self);
  g_signal_connect_swapped (preferences, "changed", G_CALLBACK (update_timer), self);
  update_timer (self);
  look (self);
  return self;
}
