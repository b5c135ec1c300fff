/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clock.h"
#include "schedule.h"

/**
 * SlScheduler:
 *
 * Knows when what is due, by the pure rules of core/schedule, and waits with one timer for the
 * earliest. Duties of one key that are due at about the same time come together. It promises that
 * nothing wakes in between, that a held scheduler wakes for nothing but what the user asks, and that
 * nothing is due again before its result was reported. Owned by the watcher.
 *
 * Signals:
 * - due (char *key, guint duties): the duties, as bits of 1 << SlDuty, are to be done now
 */
#define SL_TYPE_SCHEDULER (sl_scheduler_get_type ())
G_DECLARE_FINAL_TYPE (SlScheduler, sl_scheduler, SL, SCHEDULER, GObject)

SlScheduler *sl_scheduler_new (SlClock *clock, const SlScheduleIntervals *intervals);
void         sl_scheduler_set_intervals (SlScheduler *self, const SlScheduleIntervals *intervals);
void         sl_scheduler_set_held (SlScheduler *self, gboolean held);
void         sl_scheduler_set_metered (SlScheduler *self, gboolean metered);
void         sl_scheduler_keep_quiet (SlScheduler *self, gint64 duration_ms);

void         sl_scheduler_add (SlScheduler *self, const char *key, SlDuty duty);
void         sl_scheduler_remove (SlScheduler *self, const char *key);
void         sl_scheduler_report (SlScheduler *self,
                                  const char  *key,
                                  SlDuty       duty,
                                  SlOutcome    outcome,
                                  guint        server_wait_seconds);
void         sl_scheduler_defer (SlScheduler *self, const char *key, SlDuty duty, gint64 delay_ms);
void         sl_scheduler_release (SlScheduler *self, const char *key);
void         sl_scheduler_abandon (SlScheduler *self, const char *key);

void         sl_scheduler_set_confirm (SlScheduler *self, const char *key, gboolean confirm);
void         sl_scheduler_set_pace (SlScheduler *self, const char *key, SlFeedPace pace);
void         sl_scheduler_tell_good_news (SlScheduler *self, const char *key, SlDuty duty, gboolean shared);
void         sl_scheduler_tell_secret_changed (SlScheduler *self, const char *key);
void         sl_scheduler_begin_round (SlScheduler *self);
void         sl_scheduler_ask_now (SlScheduler *self, const char *key);

gint64       sl_scheduler_get_next_due_ms (SlScheduler *self, const char *key);
gint64       sl_scheduler_get_server_wait_ms (SlScheduler *self, const char *key, SlDuty duty);
