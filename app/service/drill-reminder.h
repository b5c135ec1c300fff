/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clock.h"
#include "drill-log.h"
#include "notifier.h"
#include "preferences.h"
#include "watcher.h"

/* The notice's id; the window shows the page of the practice for it. No account is called so: an
 * account's id has no "/". */
#define SL_DRILL_REMINDER_ID "practise/reminder"

#define SL_DRILL_REMINDER_DAYS 90

/**
 * SlDrillReminder:
 *
 * Reminds, once, that the last practice was 90 days ago: not in quiet hours, not while something is
 * wrong, not if the user does not want it. Looks at the calendar twice a day, each hour once it is
 * due, and not at all before the first practice. Owned by the service.
 */
#define SL_TYPE_DRILL_REMINDER (sl_drill_reminder_get_type ())
G_DECLARE_FINAL_TYPE (SlDrillReminder, sl_drill_reminder, SL, DRILL_REMINDER, GObject)

SlDrillReminder *sl_drill_reminder_new (SlDrillLog *log, SlNotifier *notifier, SlPreferences *preferences, SlWatcher *watcher, SlClock *clock);
gboolean         sl_drill_reminder_is_due (gint64 practised, gint64 reminded, gint64 now);
