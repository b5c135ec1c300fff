/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "watcher.h"

#include "system-clock.h"
#include "watcher-private.h"

#define MINUTE_MS (60 * 1000)

const SlWatchIntervals sl_watch_intervals_default = {
  .door_ms = 5 * MINUTE_MS,
  /* Google's own advice for mail clients, support.google.com/a/answer/1359240 */
  .signin_ms = 15 * MINUTE_MS,
  .feed_ms = 5 * MINUTE_MS,
  .feed_incident_ms = 2 * MINUTE_MS,
  .feed_channel_ms = 30 * MINUTE_MS,
  .confirm_ms = 1 * MINUTE_MS,
  .wake_quiet_ms = MINUTE_MS / 2,
  .backoff_unit_ms = 1 * MINUTE_MS,
};

G_DEFINE_FINAL_TYPE (SlWatcher, sl_watcher, G_TYPE_OBJECT)
/* clang-format off */
G_DEFINE_QUARK (sl-watch-error-quark, sl_watch_error)
/* clang-format on */

enum
{
  SIGNAL_CHANGED,
  SIGNAL_TRANSITION,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sl_watcher_dispose (GObject *object)
{
  SlWatcher *self = SL_WATCHER (object);

  if (self->scheduler != NULL)
    sl_watcher_stop (self);
  g_clear_handle_id (&self->trim_id, g_source_remove);
  if (self->pause != NULL)
    g_object_run_dispose (G_OBJECT (self->pause));
  if (self->runner != NULL)
    g_object_run_dispose (G_OBJECT (self->runner));
  if (self->feeds != NULL)
    g_object_run_dispose (G_OBJECT (self->feeds));
  if (self->line != NULL)
    g_object_run_dispose (G_OBJECT (self->line));
  if (self->identity != NULL)
    g_object_run_dispose (G_OBJECT (self->identity));
  if (self->scheduler != NULL)
    g_object_run_dispose (G_OBJECT (self->scheduler));
  G_OBJECT_CLASS (sl_watcher_parent_class)->dispose (object);
}

static void
sl_watcher_finalize (GObject *object)
{
  SlWatcher *self = SL_WATCHER (object);

  g_ptr_array_unref (self->accounts);
  g_clear_object (&self->feeds);
  g_clear_object (&self->line);
  g_clear_object (&self->identity);
  g_clear_object (&self->runner);
  g_clear_object (&self->scheduler);
  g_clear_object (&self->pause);
  g_clear_object (&self->history);
  g_clear_object (&self->tools.budget);
  g_clear_object (&self->tools.secrets);
  g_clear_object (&self->tools.trust);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->fetcher);
  g_clear_object (&self->seams.clock);
  G_OBJECT_CLASS (sl_watcher_parent_class)->finalize (object);
}

static void
sl_watcher_class_init (SlWatcherClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_watcher_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_watcher_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SL_TYPE_WATCHER, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_TRANSITION] = g_signal_new ("transition", SL_TYPE_WATCHER, G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 1, SL_TYPE_TRANSITION);
}

static void
sl_watcher_init (SlWatcher *self)
{
  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_watched_account_free);
}

/**
 * sl_watcher_get_now:
 * @self: a watcher
 *
 * Returns: the wall clock, Unix seconds
 */
gint64
sl_watcher_get_now (SlWatcher *self)
{
  return sl_clock_get_unix_seconds (self->seams.clock);
}

/**
 * sl_watcher_find_account:
 * @self: a watcher
 * @account_id: (nullable): an account's id
 *
 * Returns: (transfer none) (nullable): what is known of it, %NULL if the plan does not have it
 */
SlWatchedAccount *
sl_watcher_find_account (SlWatcher *self, const char *account_id)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      SlWatchedAccount *watched = self->accounts->pdata[i];

      if (g_strcmp0 (watched->account->id, account_id) == 0)
        return watched;
    }
  return NULL;
}

/**
 * sl_watcher_make_feed_key:
 * @url: a feed's address
 *
 * Returns: (transfer full): its key in the scheduler
 */
char *
sl_watcher_make_feed_key (const char *url)
{
  return g_strconcat (SL_FEED_KEY_PREFIX, url, NULL);
}

/**
 * sl_watcher_emit_changed:
 * @self: a watcher
 * @account_id: whose status is new; "" for the whole
 */
void
sl_watcher_emit_changed (SlWatcher *self, const char *account_id)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, account_id);
}

/**
 * sl_watcher_emit_transition:
 * @self: a watcher
 * @transition: a confirmed change
 */
void
sl_watcher_emit_transition (SlWatcher *self, SlTransition *transition)
{
  g_signal_emit (self, signals[SIGNAL_TRANSITION], 0, transition);
}

static void
update_held (SlWatcher *self)
{
  sl_scheduler_set_held (self->scheduler, !self->started || sl_pause_get_until (self->pause) != 0
                                              || self->connectivity == SL_CONNECTIVITY_LOCAL);
}

static void
on_pause_changed (SlPause *pause, gpointer user_data)
{
  SlWatcher *self = SL_WATCHER (user_data);

  update_held (self);
  sl_watcher_emit_changed (self, "");
}

/**
 * sl_watcher_new_with_seams:
 * @state_dir: folder for the history and the budget
 * @catalogue: the providers
 * @secrets: where secrets come from
 * @intervals: how often things happen
 * @seams: where it touches the world
 *
 * Returns: (transfer full): a watcher without a plan, not started
 */
SlWatcher *
sl_watcher_new_with_seams (const char             *state_dir,
                           SlProviderCatalogue    *catalogue,
                           SlSecretSource         *secrets,
                           const SlWatchIntervals *intervals,
                           const SlWatcherSeams   *seams)
{
  SlWatcher *self = g_object_new (SL_TYPE_WATCHER, NULL);

  self->seams = *seams;
  g_object_ref (self->seams.clock);
  self->catalogue = g_object_ref (catalogue);
  self->intervals = *intervals;
  self->connectivity_since = sl_watcher_get_now (self);
  self->history = sl_history_new (state_dir, sl_watcher_get_now (self));
  self->tools = (SlCheckTools){
    .backend = &self->seams.check,
    .clock = self->seams.clock,
    .budget = sl_budget_new (state_dir, sl_watcher_get_now (self)),
    .secrets = g_object_ref (secrets),
  };
  self->scheduler = sl_scheduler_new (self->seams.clock, intervals);
  self->runner = sl_runner_new ();
  self->feeds = sl_feed_watcher_new (self->seams.clock, &self->seams.feed, self->history);
  sl_feed_traffic_recall (&self->traffic, self->history);
  self->line = sl_line_probe_new (self->seams.clock, &self->seams.check);
  self->identity = sl_identity_watcher_new (self->seams.clock, &self->seams.feed);
  self->pause = sl_pause_new (self->seams.clock, self->history);
  sl_watcher_connect_parts (self);
  g_signal_connect (self->pause, "changed", G_CALLBACK (on_pause_changed), self);
  return self;
}

/**
 * sl_watcher_new:
 * @state_dir: folder for the history and the budget; made if it is missing
 * @catalogue: the providers
 * @secrets: where secrets come from
 * @intervals: how often things happen
 *
 * Returns: (transfer full): a watcher without a plan, not started
 */
SlWatcher *
sl_watcher_new (const char             *state_dir,
                SlProviderCatalogue    *catalogue,
                SlSecretSource         *secrets,
                const SlWatchIntervals *intervals)
{
  g_autoptr (SlFeedFetcher) fetcher = sl_feed_fetcher_new ();
  g_autoptr (SlSystemClock) clock = sl_system_clock_new ();
  SlWatcherSeams seams = { .clock = SL_CLOCK (clock), .check = sl_check_backend_real };
  SlWatcher     *self;

  sl_feed_backend_init_real (&seams.feed, fetcher);
  self = sl_watcher_new_with_seams (state_dir, catalogue, secrets, intervals, &seams);
  self->fetcher = g_steal_pointer (&fetcher);
  return self;
}

/**
 * sl_watcher_set_trust:
 * @self: a watcher
 * @trust: (nullable): certificates to trust instead of the system's; %NULL: the system's
 */
void
sl_watcher_set_trust (SlWatcher *self, GTlsDatabase *trust)
{
  g_return_if_fail (SL_IS_WATCHER (self));

  g_set_object (&self->tools.trust, trust);
  if (self->fetcher != NULL)
    sl_feed_fetcher_set_trust (self->fetcher, trust);
}

/**
 * sl_watcher_set_line_servers:
 * @self: a watcher
 * @servers: (element-type SlServer) (nullable): well-known mail servers, the likeliest to answer
 * first
 *
 * Whom to ask whether the user's own line works, when an account cannot be reached and nothing else
 * tells; see #SlLineProbe. By default nobody is asked.
 */
void
sl_watcher_set_line_servers (SlWatcher *self, GPtrArray *servers)
{
  g_return_if_fail (SL_IS_WATCHER (self));

  sl_line_probe_set_servers (self->line, servers);
}

/**
 * sl_watcher_set_intervals:
 * @self: a watcher
 * @intervals: how often things happen from now on
 */
void
sl_watcher_set_intervals (SlWatcher *self, const SlWatchIntervals *intervals)
{
  g_return_if_fail (SL_IS_WATCHER (self));

  self->intervals = *intervals;
  sl_scheduler_set_intervals (self->scheduler, intervals);
}

/**
 * sl_watcher_set_quiet_hours:
 * @self: a watcher
 * @from_minute: beginning, minutes after midnight in local time
 * @to_minute: end, the same; equal to @from_minute: no quiet hours
 *
 * In quiet hours everything is watched, but nobody is told.
 */
void
sl_watcher_set_quiet_hours (SlWatcher *self, int from_minute, int to_minute)
{
  g_return_if_fail (SL_IS_WATCHER (self));

  self->quiet_from_minute = from_minute;
  self->quiet_to_minute = to_minute;
}

/* The world changes */

/* Gives up what shows nobody a secret, and what is in line; that says nothing more, so it is
 * abandoned here. */
static void
cancel_all_but_checks (SlWatcher *self)
{
  g_autoptr (GPtrArray) urls = sl_feed_watcher_list_urls (self->feeds);

  sl_feed_watcher_cancel (self->feeds);
  sl_line_probe_cancel (self->line);
  sl_identity_watcher_cancel (self->identity);
  for (guint i = 0; i < self->accounts->len; i++)
    {
      const char *id = ((SlWatchedAccount *) self->accounts->pdata[i])->account->id;

      if (!sl_runner_is_busy (self->runner, id))
        sl_scheduler_abandon (self->scheduler, id);
    }
  for (guint i = 0; i < urls->len; i++)
    {
      g_autofree char *key = sl_watcher_make_feed_key (urls->pdata[i]);

      sl_scheduler_abandon (self->scheduler, key);
    }
}

static void
cancel_everything (SlWatcher *self)
{
  sl_runner_cancel (self->runner, NULL);
  cancel_all_but_checks (self);
}

/* A sign-in may get its answer, and ends by itself if none comes. */
static void
cancel_all_but_sign_ins (SlWatcher *self)
{
  sl_runner_conclude (self->runner);
  cancel_all_but_checks (self);
}

/* A link that comes and goes puts the checks off for one turn of the doors at most, and makes three
 * rounds of them in the time between two sign-ins. */
static void
look_around (SlWatcher *self)
{
  gint64 now_ms = sl_clock_get_steady_ms (self->seams.clock);
  gint64 quiet_ms = sl_disturbance_take (&self->disturbance, now_ms, self->intervals.wake_quiet_ms,
                                         self->intervals.door_ms, self->intervals.signin_ms);

  sl_scheduler_keep_quiet (self->scheduler, quiet_ms);
  if (self->disturbance.is_worth_a_round)
    sl_scheduler_begin_round (self->scheduler);
}

/**
 * sl_watcher_set_connectivity:
 * @self: a watcher
 * @connectivity: what the desktop says of the connection
 * @metered: it costs money, or power is to be saved: ask less often
 *
 * Without any route nothing is checked. When the connection comes back, everything is looked at
 * once after a moment of quiet.
 */
void
sl_watcher_set_connectivity (SlWatcher *self, SlConnectivity connectivity, gboolean metered)
{
  SlConnectivity before;

  g_return_if_fail (SL_IS_WATCHER (self));

  self->metered = metered;
  sl_scheduler_set_metered (self->scheduler, metered);
  before = self->connectivity;
  if (connectivity == before)
    return;
  self->connectivity = connectivity;
  self->connectivity_since = sl_watcher_get_now (self);
  if (connectivity == SL_CONNECTIVITY_LOCAL)
    cancel_all_but_sign_ins (self);
  update_held (self);
  if (before != SL_CONNECTIVITY_UNKNOWN && connectivity != SL_CONNECTIVITY_LOCAL)
    look_around (self);
  sl_watcher_judge_all (self);
}

/**
 * sl_watcher_network_moved:
 * @self: a watcher
 *
 * The connection is as good as before, but another one, such as a cable instead of Wi-Fi:
 * everything is looked at once after a moment of quiet.
 */
void
sl_watcher_network_moved (SlWatcher *self)
{
  g_return_if_fail (SL_IS_WATCHER (self));

  if (self->connectivity != SL_CONNECTIVITY_LOCAL)
    look_around (self);
}

/**
 * sl_watcher_woke_up:
 * @self: a watcher
 *
 * The computer slept: what was under way is worth nothing, and the network needs a moment.
 */
void
sl_watcher_woke_up (SlWatcher *self)
{
  g_return_if_fail (SL_IS_WATCHER (self));

  cancel_everything (self);
  self->woke_quiet_until_ms
      = sl_clock_get_steady_ms (self->seams.clock) + (gint64) self->intervals.wake_quiet_ms;
  look_around (self);
  sl_pause_look (self->pause);
}

/**
 * sl_watcher_clock_set:
 * @self: a watcher
 *
 * The wall clock was set. The checks keep their rhythm, which no clock on the wall gives; a pause
 * lasts as long as before and so ends at another moment.
 */
void
sl_watcher_clock_set (SlWatcher *self)
{
  g_return_if_fail (SL_IS_WATCHER (self));

  sl_pause_look (self->pause);
}

/**
 * sl_watcher_secret_changed:
 * @self: a watcher
 * @account_id: whose secret
 *
 * The user gave an account a secret, or took it away: it is checked at once.
 */
void
sl_watcher_secret_changed (SlWatcher *self, const char *account_id)
{
  SlWatchedAccount *watched;

  g_return_if_fail (SL_IS_WATCHER (self));

  watched = sl_watcher_find_account (self, account_id);
  if (watched == NULL)
    return;
  sl_budget_secret_changed (self->tools.budget, account_id);
  watched->refused = FALSE;
  watched->resting = FALSE;
  watched->secret_missing = FALSE;
  watched->renewed = sl_runner_is_busy (self->runner, account_id);
  sl_scheduler_tell_secret_changed (self->scheduler, account_id);
  sl_watcher_emit_changed (self, account_id);
}

/**
 * sl_watcher_start:
 * @self: a watcher
 *
 * Begins to watch.
 */
void
sl_watcher_start (SlWatcher *self)
{
  g_return_if_fail (SL_IS_WATCHER (self));

  self->started = TRUE;
  update_held (self);
}

/**
 * sl_watcher_conclude:
 * @self: a watcher
 *
 * Stops watching, but lets a sign-in under way get its answer; see sl_watcher_is_busy().
 */
void
sl_watcher_conclude (SlWatcher *self)
{
  g_return_if_fail (SL_IS_WATCHER (self));

  self->started = FALSE;
  update_held (self);
  cancel_all_but_sign_ins (self);
}

/**
 * sl_watcher_is_busy:
 * @self: a watcher
 *
 * Returns: whether a check is under way
 */
gboolean
sl_watcher_is_busy (SlWatcher *self)
{
  g_return_val_if_fail (SL_IS_WATCHER (self), FALSE);

  return sl_runner_is_busy (self->runner, NULL);
}

/**
 * sl_watcher_stop:
 * @self: a watcher
 *
 * Stops watching; checks under way are given up.
 */
void
sl_watcher_stop (SlWatcher *self)
{
  g_return_if_fail (SL_IS_WATCHER (self));

  self->started = FALSE;
  update_held (self);
  cancel_everything (self);
}

/**
 * sl_watcher_get_budget:
 * @self: a watcher
 *
 * Returns: (transfer none): the record of what was refused, for who presents a secret elsewhere
 * than at a mail server
 */
SlBudget *
sl_watcher_get_budget (SlWatcher *self)
{
  g_return_val_if_fail (SL_IS_WATCHER (self), NULL);

  return self->tools.budget;
}
