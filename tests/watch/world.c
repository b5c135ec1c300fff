/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

#include <string.h>

/* Servers */

static char *
make_key (const char *host, SlCheckKind kind)
{
  return g_strdup_printf ("%s/%d", host, kind);
}

static void
count (World *world, const char *key)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (world->counts, key));

  g_hash_table_replace (world->counts, g_strdup (key), GUINT_TO_POINTER (n + 1));
}

static SlOutcome
find_answer (World *world, const char *host, SlCheckKind kind)
{
  g_autofree char *key = make_key (host, kind);
  g_autofree char *any_key = make_key ("*", kind);
  gpointer         answer = g_hash_table_lookup (world->answers, key);

  if (answer == NULL)
    answer = g_hash_table_lookup (world->answers, any_key);
  return answer != NULL ? GPOINTER_TO_UINT (answer) - 1 : SL_OUTCOME_OK;
}

static SlStage
stage_of (SlOutcome outcome, SlCheckKind kind)
{
  if (sl_outcome_is_good (outcome))
    return SL_STAGE_DONE;
  if (sl_outcome_get_info (outcome)->door || kind == SL_CHECK_KIND_DOOR)
    return SL_STAGE_CONNECT;
  return SL_STAGE_AUTHENTICATION;
}

static void
finish_check (World *world, GTask *task)
{
  const SlCheckRequest *request = g_task_get_task_data (task);
  SlOutcome             outcome = find_answer (world, request->server->host, request->kind);
  SlCheckResult *result = sl_check_result_new (request->kind, request->server->protocol, outcome,
                                               stage_of (outcome, request->kind));

  if (!sl_outcome_is_good (outcome))
    result->retry_after_seconds = world->retry_after_seconds;
  world->n_running--;
  g_task_return_pointer (task, result, (GDestroyNotify) sl_check_result_unref);
}

static void
run_async (gpointer              data,
           const SlCheckRequest *request,
           GCancellable         *cancellable,
           GAsyncReadyCallback   callback,
           gpointer              user_data)
{
  World           *world = data;
  g_autofree char *key = make_key (request->server->host, request->kind);
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_assert_true ((request->kind == SL_CHECK_KIND_SIGNIN) == (request->secret != NULL));
  g_free (world->pinned_key);
  world->pinned_key = g_strdup (request->pinned_key);
  count (world, key);
  world->n_running++;
  world->max_running = MAX (world->max_running, world->n_running);
  g_task_set_task_data (task, sl_check_request_copy (request),
                        (GDestroyNotify) sl_check_request_free);
  if (world->hang)
    g_ptr_array_add (world->pending, g_steal_pointer (&task));
  else
    finish_check (world, task);
}

static SlCheckResult *
run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * world_let_go:
 * @world: a world whose checks hang
 *
 * The servers answer again, also those that were asked before.
 */
void
world_let_go (World *world)
{
  world->hang = FALSE;
  while (world->pending->len > 0)
    {
      g_autoptr (GTask) task = g_ptr_array_steal_index (world->pending, 0);

      finish_check (world, task);
    }
  world_wait (world, 0);
}

/* Status pages */

static void
fetch_async (gpointer            data,
             const char         *url,
             GCancellable       *cancellable,
             GAsyncReadyCallback callback,
             gpointer            user_data)
{
  World *world = data;
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  const char     *page = g_hash_table_lookup (world->pages, url);
  SlFeedResponse *response;

  count (world, url);
  if (page == NULL)
    {
      gpointer error = g_hash_table_lookup (world->errors, url);

      g_task_return_new_error (task, SL_FEED_ERROR,
                               error != NULL ? GPOINTER_TO_INT (error) - 1 : SL_FEED_ERROR_NETWORK,
                               "%s does not answer as it should.", url);
      return;
    }
  response = g_new0 (SlFeedResponse, 1);
  response->body = g_bytes_new (page, strlen (page));
  g_task_return_pointer (task, response, (GDestroyNotify) sl_feed_response_free);
}

static SlFeedResponse *
fetch_finish (gpointer data, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static guint
get_retry_after_seconds (gpointer data, const char *url)
{
  return ((World *) data)->feed_retry_after_seconds;
}

/* The watcher */

static void
on_transition (SlWatcher *watcher, SlTransition *transition, gpointer user_data)
{
  World *world = user_data;

  g_ptr_array_add (world->transitions, sl_transition_ref (transition));
}

static void
start_watcher (World *world, const char *plan)
{
  SlWatcherSeams seams = {
    .clock = SL_CLOCK (world->clock),
    .check = { run_async, run_finish, world },
    .feed = { fetch_async, fetch_finish, get_retry_after_seconds, world },
  };

  world->watcher = sl_watcher_new_with_seams (world->folder, world->catalogue,
                                              SL_SECRET_SOURCE (world->keyring),
                                              &sl_watch_intervals_default, &seams);
  g_signal_connect (world->watcher, "transition", G_CALLBACK (on_transition), world);
  world_set_plan (world, plan);
  sl_watcher_set_connectivity (world->watcher, SL_CONNECTIVITY_FULL, FALSE);
  sl_watcher_start (world->watcher);
}

static void
add_provider (World *world, const char *id, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlProvider) provider = sl_provider_new_from_json (id, json, -1, &error);

  g_assert_no_error (error);
  sl_provider_catalogue_add (world->catalogue, provider);
}

/**
 * world_set_up:
 * @world: the fixture
 * @plan: (nullable): a plan in JSON; %NULL: one account at example.org
 */
void
world_set_up (World *world, gconstpointer plan)
{
  world->folder = temporary_folder_new ();
  world->clock = manual_clock_new ();
  world->secrets = sl_memory_secrets_new ();
  world->keyring = silent_secrets_new (SL_SECRET_SOURCE (world->secrets));
  world->catalogue = sl_provider_catalogue_new ();
  world->transitions = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_transition_unref);
  world->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  world->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  world->pages = g_hash_table_new (g_str_hash, g_str_equal);
  world->errors = g_hash_table_new (g_str_hash, g_str_equal);
  world->pending = g_ptr_array_new ();
  g_hash_table_replace (world->pages, (gpointer) WORLD_FEED, (gpointer) WORLD_PAGE_FINE);
  add_provider (world, "example",
                "{\"name\":\"Example\",\"kinds\":[\"mail\"],\"servers\":["
                "\"imaps://imap.example.org\",\"smtps://smtp.example.org\"],\"feeds\":["
                "{\"platform\":\"statuspage\",\"url\":\"" WORLD_FEED "\","
                "\"mail_components\":[\"Mail\"],\"identity_components\":[\"Sign-in\"]}]}");
  add_provider (world, "sister",
                "{\"name\":\"Sister\",\"kinds\":[\"mail\"],\"feeds\":["
                "{\"platform\":\"auto\",\"url\":\"" WORLD_FEED "\","
                "\"mail_components\":[\"Mail\"]}]}");
  add_provider (world, "guarded",
                "{\"name\":\"Guarded\",\"kinds\":[\"mail\"],\"feeds\":["
                "{\"platform\":\"statuspage\",\"url\":\"" WORLD_FEED "\","
                "\"mail_components\":[\"Mail\"]}],\"identity_doors\":[\"" WORLD_IDENTITY
                "\",\"" WORLD_IDENTITY_TWO "\",\"" WORLD_IDENTITY_THREE "\"]}");
  add_provider (world, "chat",
                "{\"name\":\"Chat\",\"kinds\":[\"chat\"],\"address_patterns\":[\"chat:*\"],"
                "\"feeds\":[{\"platform\":\"statuspage\",\"url\":\"" WORLD_CHAT_FEED "\"}]}");
  g_hash_table_replace (world->pages, (gpointer) WORLD_CHAT_FEED, (gpointer) WORLD_PAGE_FINE);
  world_set_secret (world, "work", "correct horse");
  start_watcher (world, plan != NULL ? plan : WORLD_PLAN_ONE);
}

/**
 * world_tear_down:
 * @world: the fixture
 * @plan: not used
 *
 * Ends the watcher and asserts that it really dies.
 */
void
world_tear_down (World *world, gconstpointer plan)
{
  world_let_go (world);
  g_assert_finalize_object (world->watcher);
  g_assert_cmpuint (manual_clock_get_n_timers (world->clock), ==, 0);
  g_object_unref (world->clock);
  g_object_unref (world->keyring);
  g_object_unref (world->secrets);
  g_object_unref (world->catalogue);
  g_ptr_array_unref (world->transitions);
  g_free (world->pinned_key);
  g_hash_table_unref (world->answers);
  g_hash_table_unref (world->counts);
  g_hash_table_unref (world->pages);
  g_hash_table_unref (world->errors);
  g_ptr_array_unref (world->pending);
  temporary_folder_remove (world->folder);
}

/**
 * world_restart:
 * @world: a world
 * @plan: a plan in JSON
 *
 * The process ends and begins again; only the disk remembers.
 */
void
world_restart (World *world, const char *plan)
{
  if (world->watcher != NULL)
    sl_watcher_stop (world->watcher);
  world_wait (world, 0);
  g_clear_object (&world->watcher);
  g_ptr_array_set_size (world->transitions, 0);
  start_watcher (world, plan);
}

void
world_set_plan (World *world, const char *plan)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlPlan) parsed = sl_plan_new_from_json (plan, -1, &error);

  g_assert_no_error (error);
  sl_watcher_set_plan (world->watcher, parsed);
}

void
world_set_secret (World *world, const char *account_id, const char *secret)
{
  g_autoptr (SlSecret) value = secret != NULL ? sl_secret_new (secret, -1) : NULL;

  sl_memory_secrets_set (world->secrets, account_id, value);
}

void
world_answer (World *world, const char *host, SlCheckKind kind, SlOutcome outcome)
{
  g_hash_table_replace (world->answers, make_key (host, kind), GUINT_TO_POINTER (outcome + 1));
}

/**
 * world_break:
 * @world: a world
 * @url: a feed's or an identity door's address, a constant
 * @error: what comes of asking it from now on
 */
void
world_break (World *world, const char *url, SlFeedError error)
{
  g_hash_table_remove (world->pages, url);
  g_hash_table_replace (world->errors, (gpointer) url, GINT_TO_POINTER (error + 1));
}

guint
world_count (World *world, const char *host, SlCheckKind kind)
{
  g_autofree char *key = make_key (host, kind);

  return GPOINTER_TO_UINT (g_hash_table_lookup (world->counts, key));
}

guint
world_count_feed (World *world, const char *url)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (world->counts, url));
}

/**
 * world_wait:
 * @world: a world
 * @seconds: of its own time
 *
 * Lets time pass; whatever is due happens.
 */
void
world_wait (World *world, gint64 seconds)
{
  manual_clock_advance (world->clock, seconds);
}

SlState
world_state (World *world, const char *account_id)
{
  g_autoptr (SlAccountStatus) status = world_status (world, account_id);

  return status->verdict->state;
}

SlAccountStatus *
world_status (World *world, const char *account_id)
{
  SlAccountStatus *status = sl_watcher_get_account (world->watcher, account_id);

  g_assert_nonnull (status);
  return status;
}

SlTransition *
world_last_transition (World *world)
{
  g_assert_cmpuint (world->transitions->len, >, 0);
  return world->transitions->pdata[world->transitions->len - 1];
}

SlProvider *
world_provider (World *world)
{
  return sl_provider_catalogue_lookup (world->catalogue, "example");
}
