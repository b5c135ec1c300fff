/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens to a computer in a day: its lid is closed, its clock is set, its network changes. */
#include "world.h"

#include "watcher.h"

#define IMAP "imap.example.org"
#define MINUTE 60
#define HOUR (60 * MINUTE)

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

#define ADD(path, plan, function)                                                                  \
  g_test_add ("/watch/life-cycle/" path, World, plan, world_set_up, function, world_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("pause-in-sleep", NULL, test_a_pause_passes_in_sleep);
  ADD ("pause-clock-set", NULL, test_a_pause_lasts_as_long_however_the_clock_is_set);
  ADD ("pause-restart", NULL, test_a_pause_over_a_restart_with_another_clock);
  return g_test_run ();
}
