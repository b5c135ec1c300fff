/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check-job.h"

/* Few enough for a small computer and a small memory, enough that one silent server does not hold up
 * the others. */
#define SL_RUNNER_MAX_JOBS 3

/**
 * SlRunner:
 *
 * Runs jobs, at most three at a time and never two of one account; the others wait in line. Owned by
 * the watcher.
 *
 * Signals:
 * - idle: the last job is done
 */
#define SL_TYPE_RUNNER (sl_runner_get_type ())
G_DECLARE_FINAL_TYPE (SlRunner, sl_runner, SL, RUNNER, GObject)

SlRunner *sl_runner_new (void);
void      sl_runner_run (SlRunner *self, SlCheckJob *job);
gboolean  sl_runner_is_busy (SlRunner *self, const char *account_id);
void      sl_runner_cancel (SlRunner *self, const char *account_id);
void      sl_runner_conclude (SlRunner *self);
