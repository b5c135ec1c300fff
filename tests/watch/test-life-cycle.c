/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens to a computer in a day: its lid is closed, its clock is set, its network changes. */
#include "world.h"

#include "watcher.h"

#define IMAP "imap.example.org"
#define MINUTE 60
#define HOUR (60 * MINUTE)

static guint
count_checks (World *world)
{
  return world_count (world, IMAP, SL_CHECK_KIND_SIGNIN)
         + world_count (world, IMAP, SL_CHECK_KIND_DOOR);
}

/* The link is there for @up_seconds, then gone for @down_seconds, for an hour.
 * Returns how many checks were made. */
static guint
flap_for_an_hour (World *world, SlConnectivity down, guint up_seconds, guint down_seconds)
{
  guint before = count_checks (world);

  for (guint passed = 0; passed < HOUR; passed += up_seconds + down_seconds)
    {
      sl_watcher_set_connectivity (world->watcher, down, FALSE);
      world_wait (world, down_seconds);
      sl_watcher_set_connectivity (world->watcher, SL_CONNECTIVITY_FULL, FALSE);
      world_wait (world, up_seconds);
    }
  return count_checks (world) - before;
}

static void
test_a_link_that_flaps_makes_no_storm (World *world, gconstpointer data)
{
  guint usual;
  guint before;

  world_wait (world, HOUR);
  before = count_checks (world);
  world_wait (world, HOUR);
  usual = count_checks (world) - before;
  g_assert_cmpuint (flap_for_an_hour (world, SL_CONNECTIVITY_LOCAL, 40, 5), <=, usual + 13);
  g_assert_cmpuint (flap_for_an_hour (world, SL_CONNECTIVITY_LIMITED, 40, 40), <=, usual + 13);
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_OK);
}

/* A desktop that cannot decide whether the internet is there keeps us from no check for long. */
static void
test_a_link_that_flaps_all_the_time_is_checked_still (World *world, gconstpointer data)
{
  world_wait (world, HOUR);
  g_assert_cmpuint (flap_for_an_hour (world, SL_CONNECTIVITY_LIMITED, 10, 10), >=, 6);
}

static void
test_a_failing_sign_in_is_not_hurried_by_a_link_that_flaps (World *world, gconstpointer data)
{
  guint before;

  world_answer (world, IMAP, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_AUTH_UNAVAILABLE);
  world_wait (world, 2 * HOUR);
  before = world_count (world, IMAP, SL_CHECK_KIND_SIGNIN);
  flap_for_an_hour (world, SL_CONNECTIVITY_LOCAL, 40, 5);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN) - before, <=, 15);
}

static void
test_another_network_is_looked_at_once (World *world, gconstpointer data)
{
  guint before;

  sl_watcher_set_connectivity (world->watcher, SL_CONNECTIVITY_FULL, FALSE);
  world_wait (world, HOUR);
  before = count_checks (world);
  sl_watcher_network_moved (world->watcher);
  world_wait (world, 10);
  sl_watcher_network_moved (world->watcher);
  world_wait (world, 29);
  g_assert_cmpuint (count_checks (world), ==, before);
  world_wait (world, 6);
  g_assert_cmpuint (count_checks (world), ==, before + 1);
}

/* Who closes the lid at five past nine finds at noon what was promised until ten. */
static void
test_a_pause_passes_in_sleep (World *world, gconstpointer data)
{
  gint64 until;

  world_wait (world, 10 * MINUTE);
  sl_watcher_pause (world->watcher, HOUR);
  until = sl_watcher_get_paused_until (world->watcher);
  manual_clock_sleep (world->clock, 20 * MINUTE);
  sl_watcher_woke_up (world->watcher);
  g_assert_cmpint (sl_watcher_get_paused_until (world->watcher), ==, until);
  world_wait (world, 38 * MINUTE);
  g_assert_cmpint (sl_watcher_get_state (world->watcher), ==, SL_STATE_PAUSED);
  world_wait (world, 3 * MINUTE);
  g_assert_cmpint (sl_watcher_get_state (world->watcher), ==, SL_STATE_OK);

  sl_watcher_pause (world->watcher, HOUR);
  manual_clock_sleep (world->clock, 3 * HOUR);
  sl_watcher_woke_up (world->watcher);
  g_assert_cmpint (sl_watcher_get_paused_until (world->watcher), ==, 0);
  world_wait (world, MINUTE);
  g_assert_cmpint (sl_watcher_get_state (world->watcher), ==, SL_STATE_OK);
}

/* A clock that was wrong is put right: no day without checks comes of it, and no checks in a pause.
 */
static void
test_a_pause_lasts_as_long_however_the_clock_is_set (World *world, gconstpointer data)
{
  const gint64 jumps[] = { 24 * HOUR, -24 * HOUR, 50 * 365 * 24 * HOUR };

  world_wait (world, 10 * MINUTE);
  for (guint i = 0; i < G_N_ELEMENTS (jumps); i++)
    {
      gint64 until;

      sl_watcher_pause (world->watcher, HOUR);
      until = sl_watcher_get_paused_until (world->watcher);
      manual_clock_jump_wall (world->clock, jumps[i]);
      sl_watcher_clock_set (world->watcher);
      g_assert_cmpint (sl_watcher_get_paused_until (world->watcher), ==, until + jumps[i]);
      world_wait (world, 59 * MINUTE);
      g_assert_cmpint (sl_watcher_get_state (world->watcher), ==, SL_STATE_PAUSED);
      world_wait (world, 2 * MINUTE);
      g_assert_cmpint (sl_watcher_get_state (world->watcher), ==, SL_STATE_OK);
    }
}

/* Nobody saw how the clock was set, so what is kept is not believed to be longer than it was. */
static void
test_a_pause_over_a_restart_with_another_clock (World *world, gconstpointer data)
{
  world_wait (world, 10 * MINUTE);
  sl_watcher_pause (world->watcher, HOUR);
  manual_clock_jump_wall (world->clock, -50 * 365 * 24 * HOUR);
  world_restart (world, WORLD_PLAN_ONE);
  g_assert_cmpint (sl_watcher_get_state (world->watcher), ==, SL_STATE_PAUSED);
  world_wait (world, 61 * MINUTE);
  g_assert_cmpint (sl_watcher_get_state (world->watcher), ==, SL_STATE_OK);

  sl_watcher_pause (world->watcher, 0);
  manual_clock_jump_wall (world->clock, 50 * 365 * 24 * HOUR);
  sl_watcher_clock_set (world->watcher);
  world_restart (world, WORLD_PLAN_ONE);
  g_assert_cmpint (sl_watcher_get_paused_until (world->watcher), ==, G_MAXINT64);
}

static gboolean
is_given_up (World *world)
{
  return g_cancellable_is_cancelled (g_task_get_cancellable (world->pending->pdata[0]));
}

/* How a laptop wakes up: told of its sleep, then without a network, then with it, slowly. */
static void
test_a_morning_is_one_look (World *world, gconstpointer data)
{
  const guint seconds[] = { 5, 25, 90 };

  sl_watcher_set_connectivity (world->watcher, SL_CONNECTIVITY_FULL, FALSE);
  world_wait (world, HOUR);
  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    {
      guint before = count_checks (world);

      manual_clock_sleep (world->clock, 8 * HOUR);
      sl_watcher_woke_up (world->watcher);
      world_wait (world, 1);
      sl_watcher_set_connectivity (world->watcher, SL_CONNECTIVITY_LOCAL, FALSE);
      world_wait (world, seconds[i]);
      sl_watcher_set_connectivity (world->watcher, SL_CONNECTIVITY_FULL, FALSE);
      sl_watcher_network_moved (world->watcher);
      world_wait (world, 29);
      g_assert_cmpuint (count_checks (world), ==, before);
      world_wait (world, 10);
      g_assert_cmpuint (count_checks (world), ==, before + 1);
    }
}

/* A link that breaks takes its time to tell; given up now, the password would have to rest. */
static void
test_a_lost_link_does_not_cost_the_password_its_turn (World *world, gconstpointer data)
{
  sl_watcher_set_connectivity (world->watcher, SL_CONNECTIVITY_FULL, FALSE);
  world->hang = TRUE;
  world_wait (world, MINUTE);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN), ==, 1);
  sl_watcher_set_connectivity (world->watcher, SL_CONNECTIVITY_LOCAL, FALSE);
  world_answer (world, IMAP, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_TIMEOUT);
  world_let_go (world);
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_OFFLINE);
  world_answer (world, IMAP, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_OK);
  sl_watcher_set_connectivity (world->watcher, SL_CONNECTIVITY_FULL, FALSE);
  world_wait (world, 5 * MINUTE);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN), ==, 2);
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_OK);
  for (guint i = 0; i < world->transitions->len; i++)
    g_assert_false (((SlTransition *) world->transitions->pdata[i])->notify);
}

/* Without the answer the password would have to rest for hours. */
static void
test_the_end_awaits_a_sign_in (World *world, gconstpointer data)
{
  guint n_doors;

  world->hang = TRUE;
  world_wait (world, MINUTE);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN), ==, 1);
  n_doors = world_count (world, IMAP, SL_CHECK_KIND_DOOR);
  sl_watcher_conclude (world->watcher);
  g_assert_false (is_given_up (world));
  g_assert_true (sl_watcher_is_busy (world->watcher));
  world_let_go (world);
  g_assert_false (sl_watcher_is_busy (world->watcher));
  world_wait (world, HOUR);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_DOOR), ==, n_doors);
  world_restart (world, WORLD_PLAN_ONE);
  world_wait (world, MINUTE);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_SIGNIN), ==, 2);
}

static void
test_the_end_awaits_no_door (World *world, gconstpointer data)
{
  world_set_secret (world, "work", NULL);
  world->hang = TRUE;
  world_wait (world, MINUTE);
  g_assert_cmpuint (world_count (world, IMAP, SL_CHECK_KIND_DOOR), >, 0);
  sl_watcher_conclude (world->watcher);
  g_assert_true (is_given_up (world));
}

#define ADD(path, plan, function)                                                                  \
  g_test_add ("/watch/life-cycle/" path, World, plan, world_set_up, function, world_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("flapping", NULL, test_a_link_that_flaps_makes_no_storm);
  ADD ("flapping-always", NULL, test_a_link_that_flaps_all_the_time_is_checked_still);
  ADD ("flapping-failing", NULL, test_a_failing_sign_in_is_not_hurried_by_a_link_that_flaps);
  ADD ("moved", NULL, test_another_network_is_looked_at_once);
  ADD ("morning", NULL, test_a_morning_is_one_look);
  ADD ("lost-link", NULL, test_a_lost_link_does_not_cost_the_password_its_turn);
  ADD ("pause-in-sleep", NULL, test_a_pause_passes_in_sleep);
  ADD ("pause-clock-set", NULL, test_a_pause_lasts_as_long_however_the_clock_is_set);
  ADD ("pause-restart", NULL, test_a_pause_over_a_restart_with_another_clock);
  ADD ("end-in-sign-in", NULL, test_the_end_awaits_a_sign_in);
  ADD ("end-in-door", NULL, test_the_end_awaits_no_door);
  return g_test_run ();
}
