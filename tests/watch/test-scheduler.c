/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "manual-clock.h"
#include "scheduler.h"

#define MINUTE 60

static const SlScheduleIntervals intervals = {
  .door_ms = 300000,
  .signin_ms = 900000,
  .feed_ms = 300000,
  .feed_incident_ms = 120000,
  .feed_channel_ms = 1800000,
  .confirm_ms = 60000,
  .wake_quiet_ms = 30000,
  .backoff_unit_ms = 60000,
};

typedef struct
{
  ManualClock *clock;
  SlScheduler *scheduler;
  guint        n_doors;
  guint        n_signins;
  guint        n_wakes;
  SlOutcome    door;
  SlOutcome    signin;
  gboolean     silent; /* nothing is reported */
} Fixture;

static void
on_due (SlScheduler *scheduler, const char *key, guint duties, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_wakes++;
  if ((duties & (1u << SL_DUTY_DOOR)) != 0)
    {
      fixture->n_doors++;
      if (!fixture->silent)
        sl_scheduler_report (scheduler, key, SL_DUTY_DOOR, fixture->door, 0);
    }
  if ((duties & (1u << SL_DUTY_SIGNIN)) != 0)
    {
      fixture->n_signins++;
      if (!fixture->silent)
        sl_scheduler_report (scheduler, key, SL_DUTY_SIGNIN, fixture->signin, 0);
    }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->clock = manual_clock_new ();
  fixture->scheduler = sl_scheduler_new (SL_CLOCK (fixture->clock), &intervals);
  g_signal_connect (fixture->scheduler, "due", G_CALLBACK (on_due), fixture);
  sl_scheduler_add (fixture->scheduler, "work", SL_DUTY_DOOR);
  sl_scheduler_add (fixture->scheduler, "work", SL_DUTY_SIGNIN);
  sl_scheduler_set_held (fixture->scheduler, FALSE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_run_dispose (G_OBJECT (fixture->scheduler));
  g_object_unref (fixture->scheduler);
  g_object_unref (fixture->clock);
}

static void
test_the_first_turn_is_at_once_and_together (Fixture *fixture, gconstpointer data)
{
  manual_clock_advance (fixture->clock, 0);
  g_assert_cmpuint (fixture->n_wakes, ==, 1);
  g_assert_cmpuint (fixture->n_doors, ==, 1);
  g_assert_cmpuint (fixture->n_signins, ==, 1);
}

static void
test_intervals_are_never_shortened (Fixture *fixture, gconstpointer data)
{
  manual_clock_advance (fixture->clock, 0);
  manual_clock_advance (fixture->clock, 4 * MINUTE + 29);
  g_assert_cmpuint (fixture->n_doors, ==, 1);
  manual_clock_advance (fixture->clock, 2 * MINUTE);
  g_assert_cmpuint (fixture->n_doors, ==, 2);
  g_assert_cmpuint (fixture->n_signins, ==, 1);
  manual_clock_advance (fixture->clock, 12 * MINUTE);
  g_assert_cmpuint (fixture->n_signins, ==, 2);
}

static void
test_held_means_no_timer (Fixture *fixture, gconstpointer data)
{
  manual_clock_advance (fixture->clock, 0);
  sl_scheduler_set_held (fixture->scheduler, TRUE);
  g_assert_cmpuint (manual_clock_get_n_timers (fixture->clock), ==, 0);
  manual_clock_advance (fixture->clock, 1000 * MINUTE);
  g_assert_cmpuint (fixture->n_doors, ==, 1);
  sl_scheduler_ask_now (fixture->scheduler, "work");
  manual_clock_advance (fixture->clock, 0);
  g_assert_cmpuint (fixture->n_doors, ==, 2);
  sl_scheduler_set_held (fixture->scheduler, FALSE);
  manual_clock_advance (fixture->clock, 10 * MINUTE);
  g_assert_cmpuint (fixture->n_doors, >, 2);
}

static void
test_a_running_duty_does_not_come_due_again (Fixture *fixture, gconstpointer data)
{
  fixture->silent = TRUE;
  manual_clock_advance (fixture->clock, 100 * MINUTE);
  g_assert_cmpuint (fixture->n_wakes, ==, 1);
  g_assert_cmpuint (manual_clock_get_n_timers (fixture->clock), ==, 0);
  fixture->silent = FALSE;
  sl_scheduler_abandon (fixture->scheduler, "work");
  manual_clock_advance (fixture->clock, 0);
  g_assert_cmpuint (fixture->n_wakes, ==, 2);
}

static void
test_a_failure_is_confirmed_after_a_minute (Fixture *fixture, gconstpointer data)
{
  fixture->door = SL_OUTCOME_CONNECTION_TIMEOUT;
  manual_clock_advance (fixture->clock, 0);
  sl_scheduler_set_confirm (fixture->scheduler, "work", TRUE);
  manual_clock_advance (fixture->clock, MINUTE);
  g_assert_cmpuint (fixture->n_doors, ==, 2);
  g_assert_cmpuint (fixture->n_signins, ==, 1);
}

static void
test_a_refusal_waits_for_a_new_secret (Fixture *fixture, gconstpointer data)
{
  fixture->signin = SL_OUTCOME_AUTH_REJECTED;
  manual_clock_advance (fixture->clock, 10000 * MINUTE);
  g_assert_cmpuint (fixture->n_signins, ==, 1);
  sl_scheduler_begin_round (fixture->scheduler);
  sl_scheduler_tell_good_news (fixture->scheduler, "work", SL_DUTY_SIGNIN, FALSE);
  manual_clock_advance (fixture->clock, 10 * MINUTE);
  g_assert_cmpuint (fixture->n_signins, ==, 1);
  sl_scheduler_tell_secret_changed (fixture->scheduler, "work");
  manual_clock_advance (fixture->clock, 0);
  g_assert_cmpuint (fixture->n_signins, ==, 2);
}

static void
test_quiet_after_wake_up (Fixture *fixture, gconstpointer data)
{
  manual_clock_advance (fixture->clock, MINUTE);
  sl_scheduler_keep_quiet (fixture->scheduler, 30000);
  sl_scheduler_begin_round (fixture->scheduler);
  manual_clock_advance (fixture->clock, 29);
  g_assert_cmpuint (fixture->n_doors, ==, 1);
  manual_clock_advance (fixture->clock, 1);
  g_assert_cmpuint (fixture->n_doors, ==, 2);
  /* The sign-in worked a minute ago. */
  g_assert_cmpuint (fixture->n_signins, ==, 1);
}

static void
test_accounts_do_not_begin_together (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 4; i++)
    {
      g_autofree char *key = g_strdup_printf ("other%d", i);

      sl_scheduler_add (fixture->scheduler, key, SL_DUTY_SIGNIN);
    }
  manual_clock_advance (fixture->clock, 0);
  g_assert_cmpuint (fixture->n_signins, ==, 1);
  for (guint second = 1; second <= 4; second++)
    {
      manual_clock_advance (fixture->clock, 1);
      g_assert_cmpuint (fixture->n_signins, ==, 1 + second);
    }
}

static void
test_money_makes_it_slower (Fixture *fixture, gconstpointer data)
{
  sl_scheduler_set_metered (fixture->scheduler, TRUE);
  manual_clock_advance (fixture->clock, 44 * MINUTE);
  g_assert_cmpuint (fixture->n_signins, ==, 1);
  g_assert_cmpuint (fixture->n_doors, <=, 3);
}

static void
test_what_is_removed_is_never_due (Fixture *fixture, gconstpointer data)
{
  sl_scheduler_remove (fixture->scheduler, "work");
  manual_clock_advance (fixture->clock, 100 * MINUTE);
  g_assert_cmpuint (fixture->n_wakes, ==, 0);
  g_assert_cmpuint (manual_clock_get_n_timers (fixture->clock), ==, 0);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/watch/scheduler/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("first-turn", test_the_first_turn_is_at_once_and_together);
  ADD ("intervals", test_intervals_are_never_shortened);
  ADD ("held", test_held_means_no_timer);
  ADD ("running", test_a_running_duty_does_not_come_due_again);
  ADD ("confirm", test_a_failure_is_confirmed_after_a_minute);
  ADD ("refused", test_a_refusal_waits_for_a_new_secret);
  ADD ("quiet", test_quiet_after_wake_up);
  ADD ("spread", test_accounts_do_not_begin_together);
  ADD ("metered", test_money_makes_it_slower);
  ADD ("removed", test_what_is_removed_is_never_due);
  return g_test_run ();
}
