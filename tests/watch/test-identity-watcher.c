/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define IMAP "imap.example.org"

#define PLAN_GUARDED                                                                               \
  "{\"version\":1,\"accounts\":[{\"id\":\"work\",\"name\":\"Work\",\"address\":"                   \
  "\"ann@example.org\",\"provider\":\"guarded\",\"important\":true,"                               \
  "\"servers\":[\"imaps://ann@imap.example.org\"]}]}"

static const char *const doors[] = { WORLD_IDENTITY, WORLD_IDENTITY_TWO };

static void
break_doors (World *world, SlFeedError error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (doors); i++)
    world_break (world, doors[i], error);
}

static void
open_doors (World *world)
{
  for (gsize i = 0; i < G_N_ELEMENTS (doors); i++)
    g_hash_table_replace (world->pages, (gpointer) doors[i], (gpointer) "{}");
}

static void
refuse_password (World *world)
{
  world_wait (world, HOUR);
  g_ptr_array_set_size (world->transitions, 0);
  world_answer (world, IMAP, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_AUTH_REJECTED);
  world_wait (world, 20 * MINUTE);
}

static void
assert_told (World *world, SlState state, SlCause cause)
{
  g_autoptr (SlAccountStatus) status = world_status (world, "work");

  g_assert_cmpint (status->verdict->state, ==, state);
  g_assert_cmpint (status->verdict->cause, ==, cause);
  /* Nothing else was told first. */
  g_assert_cmpuint (world->transitions->len, ==, 1);
  g_assert_cmpint (world_last_transition (world)->to, ==, state);
}

static void
test_nobody_is_asked_while_all_is_well (World *world, gconstpointer data)
{
  world_wait (world, 24 * HOUR);
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_OK);
  g_assert_cmpuint (world_count_feed (world, WORLD_IDENTITY), ==, 0);
  g_assert_cmpuint (world_count_feed (world, WORLD_IDENTITY_TWO), ==, 0);
}

static void
test_a_failing_service_clears_the_password (World *world, gconstpointer data)
{
  break_doors (world, SL_FEED_ERROR_SERVER);
  refuse_password (world);
  assert_told (world, SL_STATE_OUTAGE, SL_CAUSE_PROVIDER);
}

static void
test_one_failing_door_is_enough (World *world, gconstpointer data)
{
  open_doors (world);
  world_break (world, WORLD_IDENTITY_TWO, SL_FEED_ERROR_SERVER);
  refuse_password (world);
  assert_told (world, SL_STATE_OUTAGE, SL_CAUSE_PROVIDER);
}

static void
test_a_service_that_works_leaves_it_to_the_user (World *world, gconstpointer data)
{
  open_doors (world);
  refuse_password (world);
  assert_told (world, SL_STATE_ACTION_NEEDED, SL_CAUSE_CREDENTIAL);
}

static const struct
{
  const char *name;
  SlFeedError error;
} answers[] = {
  { "status", SL_FEED_ERROR_STATUS },   { "web-page", SL_FEED_ERROR_TYPE },
  { "long-page", SL_FEED_ERROR_SIZE },  { "busy", SL_FEED_ERROR_BUSY },
  { "address", SL_FEED_ERROR_ADDRESS },
};

static void
test_other_answers_accuse_nobody (World *world, gconstpointer data)
{
  break_doors (world, answers[GPOINTER_TO_UINT (data)].error);
  refuse_password (world);
  assert_told (world, SL_STATE_ACTION_NEEDED, SL_CAUSE_CREDENTIAL);
}

static void
test_silence_counts_when_the_line_works (World *world, gconstpointer data)
{
  break_doors (world, SL_FEED_ERROR_NETWORK);
  refuse_password (world);
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_OUTAGE);
}

static void
test_silence_everywhere_proves_nothing (World *world, gconstpointer data)
{
  break_doors (world, SL_FEED_ERROR_NETWORK);
  world_break (world, WORLD_FEED, SL_FEED_ERROR_NETWORK);
  refuse_password (world);
  assert_told (world, SL_STATE_ACTION_NEEDED, SL_CAUSE_CREDENTIAL);
}

static void
test_it_is_asked_seldom_and_not_for_ever (World *world, gconstpointer data)
{
  guint count;

  open_doors (world);
  refuse_password (world);
  g_assert_cmpuint (world_count_feed (world, WORLD_IDENTITY), >=, 1);
  world_wait (world, HOUR);
  count = world_count_feed (world, WORLD_IDENTITY);
  g_assert_cmpuint (count, >=, 6);
  g_assert_cmpuint (count, <=, 13);
  world_wait (world, 24 * HOUR);
  g_assert_cmpuint (world_count_feed (world, WORLD_IDENTITY), <=, 13);
  /* Two doors of one provider are enough. */
  g_assert_cmpuint (world_count_feed (world, WORLD_IDENTITY_TWO), >=, 1);
  g_assert_cmpuint (world_count_feed (world, WORLD_IDENTITY_THREE), ==, 0);
}

static void
test_an_outage_lasts_until_the_service_works (World *world, gconstpointer data)
{
  break_doors (world, SL_FEED_ERROR_SERVER);
  refuse_password (world);
  world_wait (world, 5 * HOUR);
  assert_told (world, SL_STATE_OUTAGE, SL_CAUSE_PROVIDER);
  open_doors (world);
  world_wait (world, 15 * MINUTE);
  g_assert_cmpint (world_state (world, "work"), ==, SL_STATE_ACTION_NEEDED);
}

static void
test_a_paused_watcher_asks_nobody (World *world, gconstpointer data)
{
  guint count;

  break_doors (world, SL_FEED_ERROR_SERVER);
  refuse_password (world);
  sl_watcher_pause (world->watcher, HOUR);
  count = world_count_feed (world, WORLD_IDENTITY);
  world_wait (world, 50 * MINUTE);
  g_assert_cmpuint (world_count_feed (world, WORLD_IDENTITY), ==, count);
}

#define ADD(path, data, function)                                                                  \
  g_test_add ("/watch/identity-watcher/" path, World, data, set_up, function, world_tear_down)

static void
set_up (World *world, gconstpointer data)
{
  world_set_up (world, PLAN_GUARDED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("all-is-well", NULL, test_nobody_is_asked_while_all_is_well);
  ADD ("failing", NULL, test_a_failing_service_clears_the_password);
  ADD ("one-failing", NULL, test_one_failing_door_is_enough);
  ADD ("ok", NULL, test_a_service_that_works_leaves_it_to_the_user);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *path
          = g_strconcat ("/watch/identity-watcher/answers/", answers[i].name, NULL);

      g_test_add (path, World, GUINT_TO_POINTER (i), set_up, test_other_answers_accuse_nobody,
                  world_tear_down);
    }
  ADD ("silence", NULL, test_silence_counts_when_the_line_works);
  ADD ("silence-everywhere", NULL, test_silence_everywhere_proves_nothing);
  ADD ("seldom", NULL, test_it_is_asked_seldom_and_not_for_ever);
  ADD ("lasts", NULL, test_an_outage_lasts_until_the_service_works);
  ADD ("pause", NULL, test_a_paused_watcher_asks_nobody);
  return g_test_run ();
}
