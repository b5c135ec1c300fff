/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

#include <string.h>

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define IMAP "imap.example.org"
#define SMTP "smtp.example.org"

static void
test_a_working_account_is_ok (World *world, gconstpointer data)
{
  g_autoptr (SlAccountStatus) before = world_status (world, "work");
  g_autoptr (SlAccountStatus) after = NULL;

  g_assert_cmpint (before->verdict->state, ==, SL_STATE_UNKNOWN);
  world_wait (world, MINUTE);
  after = world_status (world, "work");
  g_assert_cmpint (after->verdict->state, ==, SL_STATE_OK);
  g_assert_cmpint (after->last_success, >=, MANUAL_CLOCK_START);
  g_assert_cmpint (after->next_check, >, MANUAL_CLOCK_START + MINUTE);
  g_assert_cmpuint (after->feeds->len, ==, 1);
  g_assert_cmpint (sl_watcher_get_state (world->watcher), ==, SL_STATE_OK);
  /* Nobody is told that all is well. */
  g_assert_cmpuint (world->transitions->len, ==, 1);
  g_assert_false (world_last_transition (world)->notify);
}

static void
test_an_hour_takes_few_checks (World *world, gconstpointer data)
{
  world_wait (world, HOUR);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN), >=, 4);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN), <=, 5);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_DOOR), >=, 6);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_DOOR), <=, 12);
  g_assert_cmpuint (world_count_feed (world, WORLD_FEED), >=, 10);
  g_assert_cmpuint (world_count_feed (world, WORLD_FEED), <=, 13);
}

static void
test_one_timer_waits_for_everything (World *world, gconstpointer data)
{
  world_wait (world, HOUR);
  g_assert_cmpuint (manual_clock_get_n_timers (world->clock), ==, 1);
}

static void
fail_signin (World *world)
{
  world_wait (world, HOUR);
  g_ptr_array_set_size (world->transitions, 0);
  world_answer (world, IMAP, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_AUTH_UNAVAILABLE);
}

static void
test_an_outage_is_told_and_its_end (World *world, gconstpointer data)
{
  SlTransition *transition;

  fail_signin (world);
  world_wait (world, 20 * MINUTE);
  g_assert_cmpuint (world->transitions->len, ==, 1);
  transition = world_last_transition (world);
  g_assert_cmpint (transition->from, ==, SL_STATE_OK);
  g_assert_cmpint (transition->to, ==, SL_STATE_OUTAGE);
  g_assert_cmpint (transition->verdict->cause, ==, SL_CAUSE_PROVIDER_UNCONFIRMED);
  g_assert_true (transition->notify);
  g_assert_true (transition->urgent);
  g_assert_cmpint (sl_watcher_get_state (world->watcher), ==, SL_STATE_OUTAGE);

  g_hash_table_replace (world->pages, (gpointer) WORLD_FEED, (gpointer) WORLD_PAGE_TROUBLE);
  world_wait (world, 10 * MINUTE);
  {
    g_autoptr (SlAccountStatus) status = world_status (world, "work");

    g_assert_cmpint (status->verdict->cause, ==, SL_CAUSE_PROVIDER);
    g_assert_cmpstr (status->verdict->incident_url, ==, "https://status.example.org/x");
  }
  g_assert_cmpuint (world->transitions->len, ==, 1);

  world_answer (world, IMAP, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_OK);
  g_hash_table_replace (world->pages, (gpointer) WORLD_FEED, (gpointer) WORLD_PAGE_FINE);
  /* The page is read within three minutes; the sign-ins it encourages are spread over four. */
  world_wait (world, 7 * MINUTE);
  transition = world_last_transition (world);
  g_assert_cmpint (transition->to, ==, SL_STATE_OK);
  g_assert_true (transition->notify);
  g_assert_cmpint (transition->trouble_since, >=, MANUAL_CLOCK_START + HOUR);
  g_assert_cmpint (transition->trouble_since, <=, MANUAL_CLOCK_START + HOUR + 19 * MINUTE);
  g_assert_cmpint (transition->provider_lag_seconds, >, 0);
  g_assert_cmpint (transition->provider_lag_seconds, <=, 30 * MINUTE);
}

#define WITNESS "imap.example.com"
#define PLAN_WITHOUT_FEED                                                                          \
  "{\"version\":1,\"accounts\":[{\"id\":\"work\",\"name\":\"Work\",\"servers\":"                   \
  "[\"imaps://ann@" IMAP "\"]}]}"

/* One account, no feed: only a well-known server can tell the user's own line from the provider. */
static void
fall_silent (World *world, SlOutcome witness)
{
  g_autoptr (GPtrArray) servers = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_server_unref);

  g_ptr_array_add (servers, sl_server_new_from_uri ("imaps://" IMAP, NULL));
  g_ptr_array_add (servers, sl_server_new_from_uri ("imaps://" WITNESS, NULL));
  sl_watcher_set_line_servers (world->watcher, servers);
  world_wait (world, HOUR);
  g_assert_cmpuint (world_count (world, WITNESS, SL_CHECK_KIND_DOOR), ==, 0);
  world_answer (world, IMAP, SL_CHECK_KIND_DOOR, SL_OUTCOME_DNS_NOT_FOUND);
  world_answer (world, IMAP, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_DNS_NOT_FOUND);
  world_answer (world, WITNESS, SL_CHECK_KIND_DOOR, witness);
  world_wait (world, 20 * MINUTE);
}

static void
test_a_dead_line_is_not_the_provider_s_fault (World *world, gconstpointer data)
{
  fall_silent (world, SL_OUTCOME_DNS_NOT_FOUND);
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_OFFLINE);
  g_assert_cmpuint (world_count (world, WITNESS, SL_CHECK_KIND_DOOR), >=, 1);
  g_assert_cmpuint (world_count (world, WITNESS, SL_CHECK_KIND_DOOR), <=, 6);
}

static void
test_a_proven_line_makes_it_the_provider (World *world, gconstpointer data)
{
  fall_silent (world, SL_OUTCOME_OK);
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_OUTAGE);
  g_assert_cmpuint (world_count (world, WITNESS, SL_CHECK_KIND_SIGNIN), ==, 0);
}

static void
test_one_failure_alone_tells_nobody (World *world, gconstpointer data)
{
  world_wait (world, HOUR);
  g_ptr_array_set_size (world->transitions, 0);
  world_answer (world, IMAP, SL_CHECK_KIND_DOOR, SL_OUTCOME_CONNECTION_RESET);
  world_answer (world, IMAP, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_CONNECTION_RESET);
  for (guint n = world_count (world, IMAP, SL_CHECK_KIND_DOOR)
                 + world_count (world, IMAP, SL_CHECK_KIND_SIGNIN);
       world_count (world, IMAP, SL_CHECK_KIND_DOOR)
           + world_count (world, IMAP, SL_CHECK_KIND_SIGNIN)
       == n;)
    world_wait (world, 1);
  world_answer (world, IMAP, SL_CHECK_KIND_DOOR, SL_OUTCOME_OK);
  world_answer (world, IMAP, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_OK);
  {
    g_autoptr (SlAccountStatus) status = world_status (world, "work");

    g_assert_true (status->verdict->pending);
    g_assert_cmpint (status->verdict->state, ==, SL_STATE_OK);
  }
  world_wait (world, 2 * MINUTE);
  g_assert_cmpuint (world->transitions->len, ==, 0);
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_OK);
}

static void
test_a_silent_server_is_confirmed_within_minutes (World *world, gconstpointer data)
{
  world_wait (world, HOUR);
  g_ptr_array_set_size (world->transitions, 0);
  world_answer (world, IMAP, SL_CHECK_KIND_DOOR, SL_OUTCOME_CONNECTION_TIMEOUT);
  world_answer (world, IMAP, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_CONNECTION_TIMEOUT);
  world_wait (world, 8 * MINUTE);
  g_assert_cmpuint (world->transitions->len, ==, 1);
  g_assert_cmpint (world_last_transition (world)->to, ==, SL_STATE_OUTAGE);

  world_answer (world, IMAP, SL_CHECK_KIND_DOOR, SL_OUTCOME_OK);
  world_answer (world, IMAP, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_OK);
  world_wait (world, 7 * MINUTE);
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_OK);
}

static void
test_a_refused_password_is_presented_once (World *world, gconstpointer data)
{
  guint before;

  world_wait (world, MINUTE);
  world_answer (world, IMAP, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_AUTH_REJECTED);
  before = world_count (world, IMAP, SL_CHECK_KIND_SIGNIN);
  world_wait (world, 72 * HOUR);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN), ==, before + 1);
  {
    g_autoptr (SlAccountStatus) status = world_status (world, "work");

    g_assert_true (status->refused);
    g_assert_cmpint (status->verdict->state, ==, SL_STATE_ACTION_NEEDED);
    g_assert_cmpint (status->verdict->cause, ==, SL_CAUSE_CREDENTIAL);
  }
  /* The door is still watched. */
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_DOOR), >, 500);

  world_restart (world, WORLD_PLAN_ONE);
  world_wait (world, 24 * HOUR);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN), ==, before + 1);
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_ACTION_NEEDED);
  g_assert_cmpuint (world->transitions->len, ==, 0);
}

static void
test_a_new_password_is_tried_at_once (World *world, gconstpointer data)
{
  guint before;

  world_answer (world, IMAP, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_AUTH_REJECTED);
  world_wait (world, HOUR);
  before = world_count (world, IMAP, SL_CHECK_KIND_SIGNIN);
  g_assert_cmpuint (before, ==, 1);
  world_answer (world, IMAP, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_OK);
  world_set_secret (world, "work", "battery staple");
  sl_watcher_secret_changed (world->watcher, "work");
  world_wait (world, 1);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN), ==, before + 1);
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_OK);
}

static void
test_check_now_asks_before_a_refused_password (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  world_answer (world, IMAP, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_AUTH_REJECTED);
  world_wait (world, HOUR);
  g_assert_false (sl_watcher_check_now (world->watcher, "work", FALSE, &error));
  g_assert_error (error, SL_WATCH_ERROR, SL_WATCH_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Work"));
  g_clear_error (&error);

  /* Asked, the user insists: once each time, and not a fourth time that day. */
  for (guint i = 2; i <= 3; i++)
    {
      g_assert_true (sl_watcher_check_now (world->watcher, "work", TRUE, &error));
      g_assert_no_error (error);
      world_wait (world, HOUR);
      g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN), ==, i);
    }
  g_assert_false (sl_watcher_check_now (world->watcher, "work", TRUE, &error));
  g_assert_error (error, SL_WATCH_ERROR, SL_WATCH_ERROR_BUSY);
  world_wait (world, HOUR);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN), ==, 3);
}

static void
test_check_now_explains_itself (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sl_watcher_check_now (world->watcher, "nobody", FALSE, &error));
  g_assert_error (error, SL_WATCH_ERROR, SL_WATCH_ERROR_UNKNOWN_ACCOUNT);
  g_clear_error (&error);

  world->hang = TRUE;
  g_assert_true (sl_watcher_check_now (world->watcher, "", FALSE, &error));
  world_wait (world, 0);
  g_assert_false (sl_watcher_check_now (world->watcher, "work", FALSE, &error));
  g_assert_error (error, SL_WATCH_ERROR, SL_WATCH_ERROR_BUSY);
  g_clear_error (&error);
  world_let_go (world);

  sl_watcher_set_connectivity (world->watcher, SL_CONNECTIVITY_LOCAL, FALSE);
  g_assert_false (sl_watcher_check_now (world->watcher, "work", FALSE, &error));
  g_assert_error (error, SL_WATCH_ERROR, SL_WATCH_ERROR_OFFLINE);
  g_clear_error (&error);

  world_set_plan (world, "{\"version\":1,\"accounts\":[]}");
  g_assert_false (sl_watcher_check_now (world->watcher, NULL, FALSE, &error));
  g_assert_error (error, SL_WATCH_ERROR, SL_WATCH_ERROR_NOTHING);
}

static void
test_a_server_that_asks_for_rest_gets_it (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n_signins;
  guint n_doors;

  world_wait (world, MINUTE);
  world->retry_after_seconds = 2 * HOUR;
  world_answer (world, IMAP, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_THROTTLED);
  world_wait (world, 20 * MINUTE);
  n_signins = world_count (world, IMAP, SL_CHECK_KIND_SIGNIN);
  n_doors = world_count (world, IMAP, SL_CHECK_KIND_DOOR);
  world_wait (world, HOUR);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN), ==, n_signins);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_DOOR), ==, n_doors);
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_DEGRADED);
  g_assert_false (sl_watcher_check_now (world->watcher, "work", TRUE, &error));
  g_assert_error (error, SL_WATCH_ERROR, SL_WATCH_ERROR_BUSY);
}

static void
test_without_a_route_nothing_is_checked (World *world, gconstpointer data)
{
  guint n_checks;
  guint n_fetches;

  world_wait (world, 10 * MINUTE);
  sl_watcher_set_connectivity (world->watcher, SL_CONNECTIVITY_LOCAL, FALSE);
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_OFFLINE);
  n_checks = world_count (world, IMAP, SL_CHECK_KIND_SIGNIN)
             + world_count (world, IMAP, SL_CHECK_KIND_DOOR);
  n_fetches = world_count_feed (world, WORLD_FEED);
  world_wait (world, 5 * HOUR);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN)
                        + world_count (world, IMAP, SL_CHECK_KIND_DOOR),
                    ==, n_checks);
  g_assert_cmpuint (world_count_feed (world, WORLD_FEED), ==, n_fetches);
  g_assert_cmpuint (manual_clock_get_n_timers (world->clock), ==, 0);

  sl_watcher_set_connectivity (world->watcher, SL_CONNECTIVITY_FULL, FALSE);
  world_wait (world, 29);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN)
                        + world_count (world, IMAP, SL_CHECK_KIND_DOOR),
                    ==, n_checks);
  world_wait (world, 2);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN)
                        + world_count (world, IMAP, SL_CHECK_KIND_DOOR),
                    ==, n_checks + 1);
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_OK);
  /* Being offline is no news, nor is its end. */
  for (guint i = 0; i < world->transitions->len; i++)
    g_assert_false (((SlTransition *) world->transitions->pdata[i])->notify);
}

/* Started on a train: no check will come that could tell. */
static void
test_without_a_route_a_new_account_is_offline (World *world, gconstpointer data)
{
  world_set_plan (world, "{\"version\":1,\"accounts\":[]}");
  sl_watcher_set_connectivity (world->watcher, SL_CONNECTIVITY_LOCAL, FALSE);
  world_set_plan (world, WORLD_PLAN_ONE);
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_OFFLINE);
  g_assert_cmpint (sl_watcher_get_state (world->watcher), ==, SL_STATE_OFFLINE);
}

static void
test_an_outage_survives_the_train_tunnel (World *world, gconstpointer data)
{
  SlTransition *transition;

  fail_signin (world);
  world_wait (world, 30 * MINUTE);
  sl_watcher_set_connectivity (world->watcher, SL_CONNECTIVITY_LOCAL, FALSE);
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_OFFLINE);
  world_wait (world, 20 * MINUTE);
  world_answer (world, IMAP, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_OK);
  sl_watcher_set_connectivity (world->watcher, SL_CONNECTIVITY_FULL, FALSE);
  world_wait (world, 2 * MINUTE);
  transition = world_last_transition (world);
  g_assert_cmpint (transition->to, ==, SL_STATE_OK);
  g_assert_true (transition->notify);
  g_assert_cmpint (transition->time - transition->trouble_since, >, 30 * MINUTE);
}

static void
test_an_outage_survives_a_restart (World *world, gconstpointer data)
{
  SlTransition *transition;

  fail_signin (world);
  world_wait (world, 30 * MINUTE);
  world_restart (world, WORLD_PLAN_ONE);
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_OUTAGE);
  world_wait (world, 30 * MINUTE);
  /* It was told before: not again. */
  g_assert_cmpuint (world->transitions->len, ==, 0);
  world_answer (world, IMAP, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_OK);
  world_wait (world, 70 * MINUTE);
  transition = world_last_transition (world);
  g_assert_cmpint (transition->to, ==, SL_STATE_OK);
  g_assert_true (transition->notify);
  g_assert_cmpint (transition->trouble_since, <, MANUAL_CLOCK_START + HOUR + 20 * MINUTE);
}

static void
test_after_sleep_there_is_a_moment_of_quiet (World *world, gconstpointer data)
{
  guint n_checks;

  world_wait (world, HOUR);
  n_checks = world_count (world, IMAP, SL_CHECK_KIND_SIGNIN)
             + world_count (world, IMAP, SL_CHECK_KIND_DOOR);
  sl_watcher_woke_up (world->watcher);
  world_wait (world, 29);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN)
                        + world_count (world, IMAP, SL_CHECK_KIND_DOOR),
                    ==, n_checks);
  world_wait (world, 2);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN)
                        + world_count (world, IMAP, SL_CHECK_KIND_DOOR),
                    ==, n_checks + 1);
}

/* The clocks and logind both tell of one sleep. */
static void
test_a_sleep_told_twice_is_one (World *world, gconstpointer data)
{
  guint n_checks;

  world_wait (world, HOUR);
  n_checks = world_count (world, IMAP, SL_CHECK_KIND_SIGNIN)
             + world_count (world, IMAP, SL_CHECK_KIND_DOOR);
  sl_watcher_woke_up (world->watcher);
  world_wait (world, 1);
  sl_watcher_woke_up (world->watcher);
  world_wait (world, 35);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN)
                        + world_count (world, IMAP, SL_CHECK_KIND_DOOR),
                    ==, n_checks + 1);
}

static guint
count_checks_of_an_hour (World *world)
{
  guint before = world_count (world, IMAP, SL_CHECK_KIND_SIGNIN)
                 + world_count (world, IMAP, SL_CHECK_KIND_DOOR);

  world_wait (world, HOUR);
  return world_count (world, IMAP, SL_CHECK_KIND_SIGNIN)
         + world_count (world, IMAP, SL_CHECK_KIND_DOOR) - before;
}

/* Times are spread by chance, so that one hour may hold a check more than another. */
static void
assert_same_rhythm (World *world, guint usual)
{
  guint found = count_checks_of_an_hour (world);

  g_assert_cmpuint (found, >, usual / 2);
  g_assert_cmpuint (found, <, usual * 2);
}

static void
test_a_clock_that_is_set_changes_no_rhythm (World *world, gconstpointer data)
{
  guint usual;

  world_wait (world, HOUR);
  usual = count_checks_of_an_hour (world);
  g_assert_cmpuint (usual, >, 2);
  manual_clock_jump_wall (world->clock, 365 * 24 * HOUR);
  assert_same_rhythm (world, usual);
  manual_clock_jump_wall (world->clock, -2 * 365 * 24 * HOUR);
  assert_same_rhythm (world, usual);
}

static void
test_sleep_in_the_middle_of_a_check (World *world, gconstpointer data)
{
  world->hang = TRUE;
  world_wait (world, MINUTE);
  sl_watcher_woke_up (world->watcher);
  world_let_go (world);
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_UNKNOWN);
  world_wait (world, 10 * MINUTE);
  /* Nobody knows whether the server saw the password: it rests, the door is watched. */
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN), ==, 1);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_DOOR), >, 0);
  world_wait (world, 7 * HOUR);
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_OK);
}

static void
test_check_now_asks_before_a_resting_password (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  world->hang = TRUE;
  world_wait (world, MINUTE);
  sl_watcher_woke_up (world->watcher);
  world_let_go (world);
  world_wait (world, 10 * MINUTE);
  g_assert_false (sl_watcher_check_now (world->watcher, "work", FALSE, &error));
  g_assert_error (error, SL_WATCH_ERROR, SL_WATCH_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_true (sl_watcher_check_now (world->watcher, "work", TRUE, &error));
  world_wait (world, 1);
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_OK);
}

static void
test_a_clock_set_back_shortens_nothing_below_zero (World *world, gconstpointer data)
{
  fail_signin (world);
  world_wait (world, 30 * MINUTE);
  manual_clock_jump_wall (world->clock, -24 * HOUR);
  world_answer (world, IMAP, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_OK);
  world_wait (world, 70 * MINUTE);
  g_assert_cmpint (world_last_transition (world)->to, ==, SL_STATE_OK);
  g_assert_cmpint (world_last_transition (world)->trouble_since, <=,
                   world_last_transition (world)->time);
}

static void
test_it_may_end_in_the_middle_of_a_check (World *world, gconstpointer data)
{
  world->hang = TRUE;
  world_wait (world, MINUTE);
  g_assert_cmpuint (world->n_running, ==, 1);
  g_object_unref (world->watcher);
  world->watcher = NULL;
  world_let_go (world);
  world_restart (world, WORLD_PLAN_ONE);
  world_wait (world, MINUTE);
  /* The attempt had no result: it is not repeated for some hours. */
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN), ==, 1);
}

static void
test_pause_means_pause (World *world, gconstpointer data)
{
  guint n_doors;

  world_wait (world, 10 * MINUTE);
  sl_watcher_pause (world->watcher, HOUR);
  g_assert_cmpint (sl_watcher_get_state (world->watcher), ==, SL_STATE_PAUSED);
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_PAUSED);
  n_doors = world_count (world, IMAP, SL_CHECK_KIND_DOOR);
  world_wait (world, 50 * MINUTE);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_DOOR), ==, n_doors);
  world_restart (world, WORLD_PLAN_ONE);
  g_assert_cmpint (sl_watcher_get_state (world->watcher), ==, SL_STATE_PAUSED);
  world_wait (world, 20 * MINUTE);
  g_assert_cmpint (sl_watcher_get_state (world->watcher), ==, SL_STATE_OK);

  sl_watcher_pause (world->watcher, 0);
  world_wait (world, 1000 * HOUR);
  g_assert_cmpint (sl_watcher_get_paused_until (world->watcher), ==, G_MAXINT64);
  sl_watcher_resume (world->watcher);
  world_wait (world, MINUTE);
  g_assert_cmpint (sl_watcher_get_state (world->watcher), ==, SL_STATE_OK);
}

static void
test_a_muted_account_tells_nobody (World *world, gconstpointer data)
{
  g_assert_true (sl_watcher_mute (world->watcher, "work", G_MAXUINT, NULL));
  g_assert_false (sl_watcher_mute (world->watcher, "nobody", 1, NULL));
  fail_signin (world);
  world_wait (world, 30 * MINUTE);
  g_assert_cmpint (world_last_transition (world)->to, ==, SL_STATE_OUTAGE);
  g_assert_false (world_last_transition (world)->notify);
}

static void
test_a_missing_password_is_said (World *world, gconstpointer data)
{
  g_autoptr (SlAccountStatus) status = NULL;

  world_set_secret (world, "work", NULL);
  world_wait (world, HOUR);
  status = world_status (world, "work");
  g_assert_true (status->secret_missing);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN), ==, 0);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_DOOR), >, 8);
}

static void
test_a_silent_keyring_is_asked_again_soon (World *world, gconstpointer data)
{
  silent_secrets_set_silent (world->keyring, TRUE);
  world_wait (world, MINUTE / 2);
  g_assert_cmpuint (silent_secrets_get_n_lookups (world->keyring), ==, 1);
  silent_secrets_set_silent (world->keyring, FALSE);
  world_wait (world, 2 * MINUTE);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN), ==, 1);
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_OK);
  /* Then everything goes its usual way. */
  world_wait (world, HOUR);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN), <=, 6);
}

static void
test_a_keyring_that_stays_silent_is_not_pressed (World *world, gconstpointer data)
{
  silent_secrets_set_silent (world->keyring, TRUE);
  world_wait (world, HOUR);
  g_assert_cmpuint (silent_secrets_get_n_lookups (world->keyring), >=, 8);
  g_assert_cmpuint (silent_secrets_get_n_lookups (world->keyring), <=, 14);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN), ==, 0);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_DOOR), <=, 16);
}

#define PLAN_NO_ACCOUNT                                                                            \
  "{\"version\":1,\"accounts\":[{\"id\":\"watched\",\"name\":\"Example\","                         \
  "\"provider\":\"example\"}]}"

static void
test_a_provider_is_watched_without_an_account (World *world, gconstpointer data)
{
  world_wait (world, 10 * MINUTE);
  g_assert_cmpint (world_state (world, "watched"), ==, SL_STATE_OK);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_DOOR), >, 1);
  g_assert_cmpuint (world_count (world, SMTP, SL_CHECK_KIND_DOOR), >, 1);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN), ==, 0);
  g_hash_table_replace (world->pages, (gpointer) WORLD_FEED, (gpointer) WORLD_PAGE_TROUBLE);
  world_wait (world, 7 * MINUTE);
  g_assert_cmpint (world_state (world, "watched"), ==, SL_STATE_DEGRADED);
}

#define ACCOUNT(n)                                                                                 \
  "{\"id\":\"a" n "\",\"name\":\"Account " n "\",\"provider\":\"example\",\"servers\":"            \
  "[\"imaps://ann@imap" n ".example.org\",\"smtps://smtp" n ".example.org\"]}"
#define PLAN_TWO "{\"version\":1,\"accounts\":[" ACCOUNT ("1") "," ACCOUNT ("2") "]}"
#define PLAN_FIVE                                                                                  \
  "{\"version\":1,\"accounts\":[" ACCOUNT ("1") "," ACCOUNT ("2") "," ACCOUNT ("3") "," ACCOUNT (  \
      "4") "," ACCOUNT ("5") "]}"

static void
test_two_accounts_are_both (World *world, gconstpointer data)
{
  g_autofree char *headline = NULL;

  world_set_secret (world, "a1", "secret");
  world_set_secret (world, "a2", "secret");
  world_wait (world, HOUR);
  headline = sl_watcher_dup_headline (world->watcher);
  g_assert_cmpstr (headline, ==, "Both accounts work.");
}

static void
test_five_accounts_share_a_feed_and_take_turns (World *world, gconstpointer data)
{
  g_autoptr (GPtrArray) accounts = NULL;
  g_autofree char *headline = NULL;

  for (int i = 1; i <= 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("a%d", i);

      world_set_secret (world, id, "secret");
    }
  world_wait (world, HOUR);
  accounts = sl_watcher_list_accounts (world->watcher);
  g_assert_cmpuint (accounts->len, ==, 5);
  for (guint i = 0; i < accounts->len; i++)
    g_assert_cmpint (((SlAccountStatus *) accounts->pdata[i])->verdict->state, ==, SL_STATE_OK);
  g_assert_cmpuint (world_count_feed (world, WORLD_FEED), <=, 13);
  headline = sl_watcher_dup_headline (world->watcher);
  g_assert_cmpstr (headline, ==, "All 5 accounts work.");

  world->hang = TRUE;
  g_assert_true (sl_watcher_check_now (world->watcher, "", FALSE, NULL));
  world_wait (world, 0);
  g_assert_cmpuint (world->n_running, ==, 3);
  world_let_go (world);
  g_assert_cmpuint (world->n_running, ==, 0);
}

static void
test_a_new_plan_keeps_what_stays (World *world, gconstpointer data)
{
  guint n_signins;

  world_wait (world, MINUTE);
  n_signins = world_count (world, IMAP, SL_CHECK_KIND_SIGNIN);
  world_set_plan (world, "{\"version\":1,\"accounts\":[" ACCOUNT (
                             "1") ","
                                  "{\"id\":\"work\",\"name\":\"Office\",\"provider\":\"example\","
                                  "\"servers\":[\"imaps://ann@imap.example.org\"]}]}");
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_OK);
  world_wait (world, MINUTE);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN), ==, n_signins);
  g_assert_cmpuint (world_count (world, "imap1.example.org", SL_CHECK_KIND_DOOR), ==, 1);

  world_set_plan (world, "{\"version\":1,\"accounts\":[{\"id\":\"work\",\"name\":\"Office\","
                         "\"servers\":[\"imaps://ann@other.example.org\"]}]}");
  g_assert_null (sl_watcher_get_account (world->watcher, "a1"));
  world_wait (world, MINUTE);
  g_assert_cmpuint (world_count (world, "other.example.org", SL_CHECK_KIND_SIGNIN), ==, 1);
}

#define PIN "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define PINNED_PLAN(pins)                                                                          \
  "{\"version\":1,\"accounts\":[{\"id\":\"work\",\"name\":\"Work\",\"provider\":\"example\","      \
  "\"servers\":[\"imaps://ann@imap.example.org\"],\"pins\":[" pins "]}]}"

static void
test_an_accepted_key_is_held_against_its_server_only (World *world, gconstpointer data)
{
  world_answer (world, IMAP, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_CERTIFICATE_UNTRUSTED);
  world_wait (world, MINUTE);
  g_assert_null (world->pinned_key);

  world_answer (world, IMAP, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_OK);
  world_set_plan (world, PINNED_PLAN ("{\"host\":\"imap.example.org\",\"key\":\"" PIN "\"}"));
  world_wait (world, MINUTE);
  g_assert_cmpstr (world->pinned_key, ==, PIN);
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_OK);

  world_set_plan (world, PINNED_PLAN ("{\"host\":\"smtp.example.org\",\"key\":\"" PIN "\"}"));
  world_wait (world, MINUTE);
  g_assert_null (world->pinned_key);
}

/* The real interval, as it is now: the window makes a promise of it. */
static void
test_status_tells_the_interval (World *world, gconstpointer data)
{
  g_autoptr (SlAccountStatus) usual = NULL;
  g_autoptr (SlAccountStatus) saving = NULL;

  world_wait (world, MINUTE);
  usual = world_status (world, "work");
  g_assert_cmpint (usual->signin_interval_seconds, ==, 15 * 60);
  sl_watcher_set_connectivity (world->watcher, SL_CONNECTIVITY_FULL, TRUE);
  saving = world_status (world, "work");
  g_assert_cmpint (saving->signin_interval_seconds, ==, 45 * 60);
}

static void
test_status_speaks_dbus (World *world, gconstpointer data)
{
  g_autoptr (SlAccountStatus) status = NULL;
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GVariant) signin = NULL;
  const char *text;
  gint64      since;

  world_wait (world, 10 * MINUTE);
  status = world_status (world, "work");
  variant = g_variant_ref_sink (sl_account_status_to_variant (status));
  g_assert_true (g_variant_lookup (variant, "state", "&s", &text));
  g_assert_cmpstr (text, ==, "ok");
  g_assert_true (g_variant_lookup (variant, "since", "x", &since));
  signin = g_variant_lookup_value (variant, "signin", G_VARIANT_TYPE_VARDICT);
  g_assert_true (g_variant_lookup (signin, "outcome", "&s", &text));
  g_assert_cmpstr (text, ==, "ok");
  g_assert_nonnull (g_variant_lookup_value (variant, "feeds", G_VARIANT_TYPE ("aa{sv}")));
}

#define ADD(path, plan, function)                                                                  \
  g_test_add ("/watch/watcher/" path, World, plan, world_set_up, function, world_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("ok", NULL, test_a_working_account_is_ok);
  ADD ("few-checks", NULL, test_an_hour_takes_few_checks);
  ADD ("one-timer", NULL, test_one_timer_waits_for_everything);
  ADD ("outage", NULL, test_an_outage_is_told_and_its_end);
  ADD ("one-failure", NULL, test_one_failure_alone_tells_nobody);
  ADD ("silent-server", NULL, test_a_silent_server_is_confirmed_within_minutes);
  ADD ("refused-once", NULL, test_a_refused_password_is_presented_once);
  ADD ("new-password", NULL, test_a_new_password_is_tried_at_once);
  ADD ("check-now-refused", NULL, test_check_now_asks_before_a_refused_password);
  ADD ("check-now-errors", NULL, test_check_now_explains_itself);
  ADD ("retry-after", NULL, test_a_server_that_asks_for_rest_gets_it);
  ADD ("dead-line", PLAN_WITHOUT_FEED, test_a_dead_line_is_not_the_provider_s_fault);
  ADD ("proven-line", PLAN_WITHOUT_FEED, test_a_proven_line_makes_it_the_provider);
  ADD ("no-route", NULL, test_without_a_route_nothing_is_checked);
  ADD ("new-account-without-route", NULL, test_without_a_route_a_new_account_is_offline);
  ADD ("tunnel", NULL, test_an_outage_survives_the_train_tunnel);
  ADD ("restart", NULL, test_an_outage_survives_a_restart);
  ADD ("woke-up", NULL, test_after_sleep_there_is_a_moment_of_quiet);
  ADD ("woke-up-twice", NULL, test_a_sleep_told_twice_is_one);
  ADD ("clock-set", NULL, test_a_clock_that_is_set_changes_no_rhythm);
  ADD ("sleep-in-check", NULL, test_sleep_in_the_middle_of_a_check);
  ADD ("check-now-resting", NULL, test_check_now_asks_before_a_resting_password);
  ADD ("clock-back", NULL, test_a_clock_set_back_shortens_nothing_below_zero);
  ADD ("end-in-check", NULL, test_it_may_end_in_the_middle_of_a_check);
  ADD ("pause", NULL, test_pause_means_pause);
  ADD ("mute", NULL, test_a_muted_account_tells_nobody);
  ADD ("no-password", NULL, test_a_missing_password_is_said);
  ADD ("silent-keyring", NULL, test_a_silent_keyring_is_asked_again_soon);
  ADD ("silent-keyring-for-long", NULL, test_a_keyring_that_stays_silent_is_not_pressed);
  ADD ("no-account", PLAN_NO_ACCOUNT, test_a_provider_is_watched_without_an_account);
  ADD ("two-accounts", PLAN_TWO, test_two_accounts_are_both);
  ADD ("five-accounts", PLAN_FIVE, test_five_accounts_share_a_feed_and_take_turns);
  ADD ("new-plan", NULL, test_a_new_plan_keeps_what_stays);
  ADD ("pins", NULL, test_an_accepted_key_is_held_against_its_server_only);
  ADD ("interval", NULL, test_status_tells_the_interval);
  ADD ("dbus", NULL, test_status_speaks_dbus);
  return g_test_run ();
}
