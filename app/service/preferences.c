/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "preferences.h"

#include "quiet-hours.h"
#include "settings.h"

#include <gio/gio.h>

#define MS_PER_MINUTE (60 * 1000)
#define NO_QUIET_HOURS (-1)

struct _SlPreferences
{
  GObject    parent_instance;
  GSettings *settings; /* nullable: the schema is not installed */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SlPreferences, sl_preferences, G_TYPE_OBJECT)

static void
sl_preferences_dispose (GObject *object)
{
  SlPreferences *self = SL_PREFERENCES (object);

  if (self->settings != NULL)
    g_signal_handlers_disconnect_by_data (self->settings, self);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (sl_preferences_parent_class)->dispose (object);
}

static void
sl_preferences_class_init (SlPreferencesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_preferences_dispose;
  changed_signal = g_signal_new ("changed", SL_TYPE_PREFERENCES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
on_settings_changed (SlPreferences *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
sl_preferences_init (SlPreferences *self)
{
  self->settings = sl_settings_new ();
  if (self->settings == NULL)
    {
      g_info ("The settings schema is not installed; the built-in values are used");
      return;
    }
  g_signal_connect_swapped (self->settings, "changed", G_CALLBACK (on_settings_changed), self);
}

/**
 * sl_preferences_new:
 *
 * Returns: (transfer full): the preferences
 */
SlPreferences *
sl_preferences_new (void)
{
  return g_object_new (SL_TYPE_PREFERENCES, NULL);
}

static void
apply_intervals (SlPreferences *self, SlWatcher *watcher)
{
  SlWatchIntervals intervals = sl_watch_intervals_default;

  intervals.signin_ms
      = g_settings_get_uint (self->settings, "signin-interval-minutes") * MS_PER_MINUTE;
  intervals.door_ms = g_settings_get_uint (self->settings, "door-interval-minutes") * MS_PER_MINUTE;
  intervals.feed_ms = g_settings_get_uint (self->settings, "feed-interval-minutes") * MS_PER_MINUTE;
  sl_watcher_set_intervals (watcher, &intervals);
}

/**
 * sl_preferences_apply:
 * @self: the preferences
 * @watcher: the watcher that is to follow them
 * @with_intervals: pass on the intervals too, not the quiet hours alone
 */
void
sl_preferences_apply (SlPreferences *self, SlWatcher *watcher, gboolean with_intervals)
{
  if (self->settings == NULL)
    return;
  if (with_intervals)
    apply_intervals (self, watcher);
  if (g_settings_get_boolean (self->settings, "quiet-hours"))
    sl_watcher_set_quiet_hours (watcher, g_settings_get_int (self->settings, "quiet-from-minute"),
                                g_settings_get_int (self->settings, "quiet-to-minute"));
  else
    sl_watcher_set_quiet_hours (watcher, NO_QUIET_HOURS, NO_QUIET_HOURS);
}

/**
 * sl_preferences_wants_notices:
 * @self: the preferences
 *
 * Returns: whether notifications are shown
 */
gboolean
sl_preferences_wants_notices (SlPreferences *self)
{
  return self->settings == NULL || g_settings_get_boolean (self->settings, "notifications");
}

/**
 * sl_preferences_wants_practice_reminder:
 * @self: the preferences
 *
 * Returns: whether the user wants to be reminded to practise
 */
gboolean
sl_preferences_wants_practice_reminder (SlPreferences *self)
{
  return self->settings == NULL || g_settings_get_boolean (self->settings, "practice-reminder");
}

/**
 * sl_preferences_is_quiet:
 * @self: the preferences
 * @now: Unix seconds
 *
 * Returns: whether @now lies in the quiet hours
 */
gboolean
sl_preferences_is_quiet (SlPreferences *self, gint64 now)
{
  return self->settings != NULL && g_settings_get_boolean (self->settings, "quiet-hours")
         && sl_quiet_hours_contain (g_settings_get_int (self->settings, "quiet-from-minute"),
                                    g_settings_get_int (self->settings, "quiet-to-minute"), now);
}

/**
 * sl_preferences_wants_tray:
 * @self: the preferences
 *
 * Returns: whether the lantern is shown in the panel
 */
gboolean
sl_preferences_wants_tray (SlPreferences *self)
{
  return self->settings == NULL || g_settings_get_boolean (self->settings, "tray");
}

/**
 * sl_preferences_wants_icon_names:
 * @self: the preferences
 *
 * Returns: whether the panel is given the names of icons in the theme
 */
gboolean
sl_preferences_wants_icon_names (SlPreferences *self)
{
  return self->settings != NULL && g_settings_get_boolean (self->settings, "tray-icon-names");
}

/**
 * sl_preferences_is_autostart_granted:
 * @self: the preferences
 *
 * Returns: whether the background portal's last answer was to start at login
 */
gboolean
sl_preferences_is_autostart_granted (SlPreferences *self)
{
  return self->settings != NULL && g_settings_get_boolean (self->settings, "autostart-granted");
}

/**
 * sl_preferences_set_autostart_granted:
 * @self: the preferences
 * @granted: the background portal's answer
 */
void
sl_preferences_set_autostart_granted (SlPreferences *self, gboolean granted)
{
  if (self->settings != NULL && granted != sl_preferences_is_autostart_granted (self))
    g_settings_set_boolean (self->settings, "autostart-granted", granted);
}
