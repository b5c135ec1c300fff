/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan.h"
#include "practice-error.h"
#include "provider-catalogue.h"
#include "watcher.h"

#include <gio/gio.h>

/**
 * SlPractice:
 *
 * The practice provider: a loopback IMAP server with TLS made at run time, a status page, and a
 * scenario that both act out. It makes the watcher that watches it, and acts the user's part towards
 * it too: the connection that breaks, the new password. Of the user's it reads the channels of the plan,
 * and of the organisation's, so that these are practised; it touches nothing and always ends.
 *
 * Signals: phase (char *text): a new phase of the scenario began, in words · ended (): the scenario is over
 */
#define SL_TYPE_PRACTICE (sl_practice_get_type ())
G_DECLARE_FINAL_TYPE (SlPractice, sl_practice, SL, PRACTICE, GObject)

#define SL_PRACTICE_ACCOUNT_ID "practice"
#define SL_PRACTICE_PASSWORD "practice"
#define SL_PRACTICE_NEW_PASSWORD "practised"

/* The scenario of a practice that was not told which. */
#define SL_PRACTICE_DEFAULT_SCENARIO "signin-outage"
#define SL_PRACTICE_MIN_SPEED 0.1
#define SL_PRACTICE_MAX_SPEED 50.0

/* A scenario is named, or is the path of a file. */
SlPractice             *sl_practice_new (const char *scenario, double speed, GError **error);
void                    sl_practice_start (SlPractice *self);
void                    sl_practice_stop (SlPractice *self);
SlWatcher              *sl_practice_create_watcher (SlPractice *self);
SlPlan                 *sl_practice_get_plan (SlPractice *self);
const char             *sl_practice_get_plan_path (SlPractice *self);
const char             *sl_practice_get_state_dir (SlPractice *self);
SlProviderCatalogue    *sl_practice_get_catalogue (SlPractice *self);
GTlsDatabase           *sl_practice_get_trust (SlPractice *self);
const SlWatchIntervals *sl_practice_get_intervals (SlPractice *self);
const char             *sl_practice_get_scenario (SlPractice *self);
const char             *sl_practice_get_title (SlPractice *self);
const char             *sl_practice_get_phase (SlPractice *self);
double                  sl_practice_get_elapsed_seconds (SlPractice *self);
double                  sl_practice_get_duration_seconds (SlPractice *self);
char                  **sl_practice_list_scenarios (void);
