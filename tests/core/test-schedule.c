/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schedule.h"

#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define HOUR_MS (60 * MINUTE_MS)
#define LAST_MS (1000 * HOUR_MS)
#define MIDDLE 0.5 /* no jitter where jitter goes both ways */

static const SlScheduleIntervals intervals = {
  .door_ms = 5 * MINUTE_MS,
  .signin_ms = 15 * MINUTE_MS,
  .feed_ms = 5 * MINUTE_MS,
  .feed_incident_ms = 2 * MINUTE_MS,
  .feed_channel_ms = 30 * MINUTE_MS,
  .confirm_ms = 1 * MINUTE_MS,
  .wake_quiet_ms = MINUTE_MS / 2,
  .backoff_unit_ms = MINUTE_MS,
};

/* Due so many minutes after the last one; -1: never. */
static const struct
{
  const char     *about;
  SlScheduleFacts facts;
  double          due_minutes;
} cases[] = {
  { "a good sign-in: at the interval", { .duty = SL_DUTY_SIGNIN }, 15 },
  { "never earlier, at most a fifth later", { .duty = SL_DUTY_SIGNIN, .random = 1.0 }, 18 },
  { "a good door", { .duty = SL_DUTY_DOOR }, 5 },
  { "a slow sign-in is a good one", { .duty = SL_DUTY_SIGNIN, .outcome = SL_OUTCOME_SLOW }, 15 },
  { "metered: three times as long", { .duty = SL_DUTY_SIGNIN, .metered = TRUE }, 45 },
  { "a feed", { .duty = SL_DUTY_FEED }, 5 },
  { "a feed in an incident", { .duty = SL_DUTY_FEED, .pace = SL_FEED_PACE_INCIDENT }, 2 },
  { "a feed that only channels need",
    { .duty = SL_DUTY_FEED, .pace = SL_FEED_PACE_CHANNEL, .random = MIDDLE },
    30 },
  { "the readers of such a feed do not come together",
    { .duty = SL_DUTY_FEED, .pace = SL_FEED_PACE_CHANNEL, .random = 1.0 },
    45 },
  { "nor twice in a quarter of an hour",
    { .duty = SL_DUTY_FEED, .pace = SL_FEED_PACE_CHANNEL },
    15 },
  { "a metered feed", { .duty = SL_DUTY_FEED, .metered = TRUE }, 15 },
  { "a feed that fails is not asked more often",
    { .duty = SL_DUTY_FEED, .outcome = SL_OUTCOME_TIMEOUT, .failures = 1 },
    5 },
  { "a feed that fails and fails",
    { .duty = SL_DUTY_FEED, .outcome = SL_OUTCOME_TIMEOUT, .failures = 5 },
    20 },
  { "first failure to sign in",
    { .duty = SL_DUTY_SIGNIN,
      .outcome = SL_OUTCOME_AUTH_UNAVAILABLE,
      .failures = 1,
      .random = MIDDLE },
    1 },
  { "third failure",
    { .duty = SL_DUTY_SIGNIN,
      .outcome = SL_OUTCOME_AUTH_UNAVAILABLE,
      .failures = 3,
      .random = MIDDLE },
    5 },
  { "hundredth failure",
    { .duty = SL_DUTY_SIGNIN,
      .outcome = SL_OUTCOME_AUTH_UNAVAILABLE,
      .failures = 100,
      .random = MIDDLE },
    60 },
  { "to be confirmed, whatever the failures",
    { .duty = SL_DUTY_SIGNIN,
      .outcome = SL_OUTCOME_TIMEOUT,
      .failures = 4,
      .confirm = TRUE,
      .random = MIDDLE },
    1 },
  { "a slow check that is to be confirmed",
    { .duty = SL_DUTY_SIGNIN, .outcome = SL_OUTCOME_SLOW, .confirm = TRUE },
    1 },
  { "a door backs off no further than its interval",
    { .duty = SL_DUTY_DOOR, .outcome = SL_OUTCOME_CONNECTION_TIMEOUT, .failures = 7 },
    5 },
  { "a door's first failure",
    { .duty = SL_DUTY_DOOR,
      .outcome = SL_OUTCOME_CONNECTION_TIMEOUT,
      .failures = 1,
      .random = MIDDLE },
    1 },
  { "a door that is too busy gets its rest",
    { .duty = SL_DUTY_DOOR,
      .outcome = SL_OUTCOME_TOO_MANY_CONNECTIONS,
      .failures = 6,
      .random = MIDDLE },
    40 },
  { "a refused secret: never",
    { .duty = SL_DUTY_SIGNIN, .outcome = SL_OUTCOME_AUTH_REJECTED },
    -1 },
  { "a refused secret is not confirmed",
    { .duty = SL_DUTY_SIGNIN, .outcome = SL_OUTCOME_AUTH_REJECTED, .failures = 1, .confirm = TRUE },
    -1 },
  { "good news are no reason to try a refused secret",
    { .duty = SL_DUTY_SIGNIN,
      .outcome = SL_OUTCOME_TOKEN_REJECTED,
      .good_news_ms = LAST_MS + MINUTE_MS },
    -1 },
  { "a pause that ends does not revive a refused secret",
    { .duty = SL_DUTY_SIGNIN,
      .outcome = SL_OUTCOME_AUTH_EXPIRED,
      .quiet_until_ms = LAST_MS + MINUTE_MS },
    -1 },
  { "a new secret: at once",
    { .duty = SL_DUTY_SIGNIN, .outcome = SL_OUTCOME_AUTH_REJECTED, .secret_changed = TRUE },
    0 },
  { "what waits for the user: every six hours",
    { .duty = SL_DUTY_SIGNIN, .outcome = SL_OUTCOME_AUTH_NEEDS_WEB_LOGIN },
    360 },
  { "what waits for the user is not hurried",
    { .duty = SL_DUTY_SIGNIN,
      .outcome = SL_OUTCOME_AUTH_DISABLED,
      .good_news_ms = LAST_MS + 1,
      .confirm = TRUE },
    360 },
  { "the door of an account that was refused is tried as ever",
    { .duty = SL_DUTY_DOOR, .outcome = SL_OUTCOME_AUTH_REJECTED },
    5 },
  { "the door opened again: sign in at once",
    { .duty = SL_DUTY_SIGNIN,
      .outcome = SL_OUTCOME_CONNECTION_TIMEOUT,
      .failures = 7,
      .good_news_ms = LAST_MS + 3 * MINUTE_MS,
      .random = MIDDLE },
    3 },
  { "the page tells everybody that it is over: within two readings",
    { .duty = SL_DUTY_SIGNIN,
      .outcome = SL_OUTCOME_AUTH_UNAVAILABLE,
      .failures = 7,
      .good_news_ms = LAST_MS + 3 * MINUTE_MS,
      .shared_news = TRUE,
      .random = MIDDLE },
    5 },
  { "after an incident the readers of a page part again",
    { .duty = SL_DUTY_FEED, .settling = TRUE, .random = MIDDLE },
    4.5 },
  { "the server named a longer wait",
    { .duty = SL_DUTY_SIGNIN,
      .outcome = SL_OUTCOME_THROTTLED,
      .failures = 1,
      .server_wait_ms = 30 * MINUTE_MS },
    30 },
  { "the server named a wait, and we would have waited longer",
    { .duty = SL_DUTY_SIGNIN,
      .outcome = SL_OUTCOME_THROTTLED,
      .failures = 7,
      .server_wait_ms = MINUTE_MS,
      .random = MIDDLE },
    60 },
  { "a named wait is not shortened by confirming, news or a new secret",
    { .duty = SL_DUTY_SIGNIN,
      .outcome = SL_OUTCOME_THROTTLED,
      .failures = 1,
      .confirm = TRUE,
      .secret_changed = TRUE,
      .good_news_ms = LAST_MS,
      .server_wait_ms = 30 * MINUTE_MS },
    30 },
  { "a wait of a year is not believed",
    { .duty = SL_DUTY_FEED,
      .outcome = SL_OUTCOME_THROTTLED,
      .failures = 1,
      .server_wait_ms = 365 * 24 * HOUR_MS },
    24 * 60 },
  { "nothing just after wake-up",
    { .duty = SL_DUTY_DOOR, .quiet_until_ms = LAST_MS + 20 * MINUTE_MS },
    20 },
  { "quiet that ends before does not matter",
    { .duty = SL_DUTY_DOOR, .quiet_until_ms = LAST_MS + MINUTE_MS },
    5 },
};

static void
test_due (gconstpointer data)
{
  guint           index = GPOINTER_TO_UINT (data);
  SlScheduleFacts facts = cases[index].facts;
  gint64          expected = cases[index].due_minutes < 0
                                 ? SL_SCHEDULE_NEVER
                                 : LAST_MS + (gint64) (cases[index].due_minutes * MINUTE_MS);

  facts.last_ms = LAST_MS;
  g_test_message ("%s", cases[index].about);
  g_assert_cmpint (sl_schedule_next_due_ms (&intervals, &facts), ==, expected);
}

static void
test_first_run_is_at_once (void)
{
  for (int duty = SL_DUTY_DOOR; duty <= SL_DUTY_FEED; duty++)
    {
      SlScheduleFacts facts = { .duty = duty };

      g_assert_cmpint (sl_schedule_next_due_ms (&intervals, &facts), ==, SL_SCHEDULE_AT_ONCE);
      facts.quiet_until_ms = 30000;
      g_assert_cmpint (sl_schedule_next_due_ms (&intervals, &facts), ==, 30000);
    }
}

static void
test_back_off_table (void)
{
  static const guint minutes[] = { 1, 1, 2, 5, 10, 20, 40, 60, 60 };

  for (guint failures = 0; failures < G_N_ELEMENTS (minutes); failures++)
    g_assert_cmpint (sl_schedule_backoff_ms (&intervals, failures), ==,
                     minutes[failures] * MINUTE_MS);
  g_assert_cmpint (sl_schedule_backoff_ms (&intervals, G_MAXUINT), ==, HOUR_MS);
}

static void
test_jitter_is_a_fifth (void)
{
  g_assert_cmpint (sl_schedule_jitter_ms (1000, 0.0), ==, 800);
  g_assert_cmpint (sl_schedule_jitter_ms (1000, 0.5), ==, 1000);
  g_assert_cmpint (sl_schedule_jitter_ms (1000, 1.0), ==, 1200);
  /* A caller's broken random number must not break the schedule. */
  g_assert_cmpint (sl_schedule_jitter_ms (1000, -7.0), ==, 800);
  g_assert_cmpint (sl_schedule_jitter_ms (1000, 7.0), ==, 1200);
  g_assert_cmpint (sl_schedule_jitter_ms (1000, 0.0 / (g_test_rand_double () * 0.0)), ==, 800);
}

static SlScheduleFacts
random_facts (void)
{
  SlScheduleFacts facts = {
    .duty = g_test_rand_int_range (SL_DUTY_DOOR, SL_DUTY_FEED + 1),
    .last_ms = LAST_MS,
    .outcome = g_test_rand_int_range (0, SL_OUTCOME_CANCELLED + 1),
    .failures = (guint) g_test_rand_int_range (0, 12),
    .server_wait_ms = g_test_rand_bit () ? g_test_rand_int_range (0, 7200000) : 0,
    .confirm = g_test_rand_bit (),
    .good_news_ms = g_test_rand_bit () ? LAST_MS + g_test_rand_int_range (0, 600000) : 0,
    .quiet_until_ms = g_test_rand_bit () ? LAST_MS + g_test_rand_int_range (0, 600000) : 0,
    .metered = g_test_rand_bit (),
    .pace = g_test_rand_int_range (SL_FEED_PACE_USUAL, SL_FEED_PACE_CHANNEL + 1),
    .shared_news = g_test_rand_bit (),
    .settling = g_test_rand_bit (),
    .random = g_test_rand_double (),
  };

  return facts;
}

/* The promises that protect the user and the server, whatever the facts. */
static void
test_promises_hold_always (void)
{
  for (int i = 0; i < 50000; i++)
    {
      SlScheduleFacts      facts = random_facts ();
      const SlOutcomeInfo *info = sl_outcome_get_info (facts.outcome);
      gint64               due_ms = sl_schedule_next_due_ms (&intervals, &facts);

      g_assert_cmpint (due_ms, ==, sl_schedule_next_due_ms (&intervals, &facts));
      g_assert_cmpint (due_ms, >=, LAST_MS);
      g_assert_cmpint (due_ms, >=, facts.quiet_until_ms);
      g_assert_cmpint (due_ms, >=, LAST_MS + facts.server_wait_ms);
      if (facts.duty == SL_DUTY_SIGNIN && info->retry == SL_RETRY_NEW_SECRET)
        g_assert_cmpint (due_ms, ==, SL_SCHEDULE_NEVER);
      else
        g_assert_cmpint (due_ms, <, LAST_MS + 24 * HOUR_MS);
      if (facts.duty == SL_DUTY_SIGNIN && info->refused)
        g_assert_cmpint (due_ms, >=, LAST_MS + 6 * HOUR_MS);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/core/schedule/%s", cases[i].about);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_due);
    }
  g_test_add_func ("/core/schedule/first-run", test_first_run_is_at_once);
  g_test_add_func ("/core/schedule/back-off", test_back_off_table);
  g_test_add_func ("/core/schedule/jitter", test_jitter_is_a_fifth);
  g_test_add_func ("/core/schedule/promises", test_promises_hold_always);
  return g_test_run ();
}
