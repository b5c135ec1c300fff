/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account-status.h"
#include "budget.h"
#include "evidence.h"
#include "plan.h"
#include "provider-catalogue.h"
#include "schedule.h"
#include "secret-source.h"
#include "transition.h"

/* How often things happen; core/schedule.h says what each means. The practice has short ones. */
typedef SlScheduleIntervals SlWatchIntervals;

extern const SlWatchIntervals sl_watch_intervals_default;

/**
 * SlWatcher:
 *
 * The engine: schedules door checks, sign-in checks and feed readings for every account of a plan,
 * keeps the budget and the history on disk, and says what each account's state is. It promises that a
 * refused secret is never presented again, that nothing wakes between checks, and that every change is
 * announced once. Main thread only; knows no desktop.
 *
 * Signals:
 * - changed (char *account_id): that account's status is new; "" for the plan or the pause as a whole
 * - transition (SlTransition *transition): a confirmed change of state
 */
#define SL_TYPE_WATCHER (sl_watcher_get_type ())
G_DECLARE_FINAL_TYPE (SlWatcher, sl_watcher, SL, WATCHER, GObject)

/* Whether a feed may be read. */
typedef gboolean (*SlFeedRule) (const char *url);

typedef enum
{
  SL_WATCH_ERROR_UNKNOWN_ACCOUNT,
  SL_WATCH_ERROR_REFUSED,   /* the secret was refused before: ask the user, then call again with force */
  SL_WATCH_ERROR_OFFLINE,
  SL_WATCH_ERROR_BUSY,      /* a check is under way already, or the server asked us to wait */
  SL_WATCH_ERROR_NOTHING,   /* no server, no door, no feed to check */
} SlWatchError;

#define SL_WATCH_ERROR (sl_watch_error_quark ())
GQuark sl_watch_error_quark (void);

SlWatcher       *sl_watcher_new (const char             *state_dir,
                                 SlProviderCatalogue    *catalogue,
                                 SlSecretSource         *secrets,
                                 const SlWatchIntervals *intervals);
void             sl_watcher_set_trust (SlWatcher *self, GTlsDatabase *trust);
void             sl_watcher_set_line_servers (SlWatcher *self, GPtrArray *servers);
void             sl_watcher_set_plan (SlWatcher *self, SlPlan *plan);
void             sl_watcher_set_intervals (SlWatcher *self, const SlWatchIntervals *intervals);
void             sl_watcher_set_quiet_hours (SlWatcher *self, int from_minute, int to_minute);
void             sl_watcher_set_connectivity (SlWatcher *self, SlConnectivity connectivity, gboolean metered);
void             sl_watcher_network_moved (SlWatcher *self);
void             sl_watcher_woke_up (SlWatcher *self);
void             sl_watcher_clock_set (SlWatcher *self);
void             sl_watcher_secret_changed (SlWatcher *self, const char *account_id);
void             sl_watcher_start (SlWatcher *self);
void             sl_watcher_conclude (SlWatcher *self);
gboolean         sl_watcher_is_busy (SlWatcher *self);
void             sl_watcher_stop (SlWatcher *self);

gboolean         sl_watcher_check_now (SlWatcher *self, const char *account_id, gboolean force, GError **error);
void             sl_watcher_pause (SlWatcher *self, guint seconds);
void             sl_watcher_resume (SlWatcher *self);
gint64           sl_watcher_get_paused_until (SlWatcher *self);
gboolean         sl_watcher_mute (SlWatcher *self, const char *account_id, guint seconds, GError **error);

GPtrArray       *sl_watcher_list_accounts (SlWatcher *self);
SlAccountStatus *sl_watcher_get_account (SlWatcher *self, const char *account_id);
SlState          sl_watcher_get_state (SlWatcher *self);
char            *sl_watcher_dup_headline (SlWatcher *self);
SlBudget        *sl_watcher_get_budget (SlWatcher *self);
const char      *sl_watcher_get_storage_problem (SlWatcher *self);
GPtrArray       *sl_watcher_list_channel_feeds (SlWatcher *self);
char           **sl_watcher_list_troubled_providers (SlWatcher *self);
void             sl_watcher_limit_channel_feeds (SlWatcher *self, SlFeedRule rule);
void             sl_watcher_add_feed_bytes (SlWatcher *self, guint64 bytes);
void             sl_watcher_get_feed_bytes (SlWatcher *self, guint64 *today, guint64 *yesterday);
