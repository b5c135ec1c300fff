/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account-secrets.h"
#include "options.h"
#include "organisation-link.h"
#include "practice.h"
#include "preferences.h"
#include "problems.h"
#include "watcher.h"

/**
 * SlEngine:
 *
 * The watcher and what it is fed with: the user's plan, keyring, network and preferences, or a
 * practice's plan and password. What comes after it (tray, notices, D-Bus) need not know which.
 * Owned by the service.
 *
 * Signals: changed (): the watcher's plan is new
 */
#define SL_TYPE_ENGINE (sl_engine_get_type ())
G_DECLARE_FINAL_TYPE (SlEngine, sl_engine, SL, ENGINE, GObject)

SlEngine            *sl_engine_new (const SlServiceOptions *options,
                                    SlPreferences          *preferences,
                                    SlProblems             *problems,
                                    GError                **error);
void                 sl_engine_start (SlEngine *self);
void                 sl_engine_stop (SlEngine *self);
SlWatcher           *sl_engine_get_watcher (SlEngine *self);
SlPlan              *sl_engine_get_plan (SlEngine *self);
const char          *sl_engine_get_plan_path (SlEngine *self);
SlProviderCatalogue *sl_engine_get_catalogue (SlEngine *self);
SlKeyring           *sl_engine_get_keyring (SlEngine *self);
const char          *sl_engine_get_secret_problem (SlEngine *self);
SlOrganisationLink  *sl_engine_get_organisation (SlEngine *self);
SlTokenKeeper       *sl_engine_get_token_keeper (SlEngine *self);
SlOnlineAccounts    *sl_engine_get_online_accounts (SlEngine *self);
GTlsDatabase        *sl_engine_get_trust (SlEngine *self);
SlPractice          *sl_engine_get_practice (SlEngine *self);
