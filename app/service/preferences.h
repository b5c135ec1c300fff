/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "watcher.h"

/**
 * SlPreferences:
 *
 * The user's preferences, from GSettings; the built-in values where the schema is not installed.
 * Owned by the service.
 *
 * Signals: changed ()
 */
#define SL_TYPE_PREFERENCES (sl_preferences_get_type ())
G_DECLARE_FINAL_TYPE (SlPreferences, sl_preferences, SL, PREFERENCES, GObject)

SlPreferences *sl_preferences_new (void);
void           sl_preferences_apply (SlPreferences *self, SlWatcher *watcher, gboolean with_intervals);
gboolean       sl_preferences_wants_notices (SlPreferences *self);
gboolean       sl_preferences_wants_practice_reminder (SlPreferences *self);
gboolean       sl_preferences_is_quiet (SlPreferences *self, gint64 now);
gboolean       sl_preferences_wants_tray (SlPreferences *self);
gboolean       sl_preferences_wants_icon_names (SlPreferences *self);
gboolean       sl_preferences_is_autostart_granted (SlPreferences *self);
void           sl_preferences_set_autostart_granted (SlPreferences *self, gboolean granted);
