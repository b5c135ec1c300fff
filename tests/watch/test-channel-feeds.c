/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define IMAP "imap.example.org"

#define CHANNELS                                                                                   \
  "\"channels\":[{\"id\":\"team\",\"name\":\"Team\",\"kind\":\"chat\",\"address\":\"chat:team\"}," \
  "{\"id\":\"other\",\"name\":\"Other\",\"kind\":\"chat\",\"address\":\"chat:other\"}]"
#define PLAN                                                                                       \
  "{\"version\":1,\"accounts\":[{\"id\":\"work\",\"name\":\"Work\",\"provider\":\"example\","      \
  "\"servers\":[\"imaps://ann@" IMAP "\"]}]," CHANNELS "}"
#define PLAN_WITHOUT_CHANNELS                                                                      \
  "{\"version\":1,\"accounts\":[{\"id\":\"work\",\"name\":\"Work\",\"provider\":\"example\","      \
  "\"servers\":[\"imaps://ann@" IMAP "\"]}]}"
#define PLAN_WITHOUT_FEED                                                                          \
  "{\"version\":1,\"accounts\":[{\"id\":\"work\",\"name\":\"Work\",\"servers\":[\"imaps://"        \
  "ann@" IMAP "\"]}]," CHANNELS "}"
#define PLAN_SAME_PROVIDER                                                                         \
  "{\"version\":1,\"accounts\":[{\"id\":\"work\",\"name\":\"Work\",\"provider\":\"example\","      \
  "\"servers\":[\"imaps://ann@" IMAP "\"]}],\"channels\":[{\"id\":\"mate\",\"name\":\"Mate\","     \
  "\"kind\":\"other\",\"address\":\"room 4\",\"provider\":\"example\"}]}"

static void
set_chat_page (World *world, const char *page)
{
  g_hash_table_replace (world->pages, (gpointer) WORLD_CHAT_FEED, (gpointer) page);
}

static guint
count_chat (World *world, gint64 seconds)
{
  guint before = world_count_feed (world, WORLD_CHAT_FEED);

  world_wait (world, seconds);
  return world_count_feed (world, WORLD_CHAT_FEED) - before;
}

static gboolean
is_troubled (World *world, const char *provider_id)
{
  g_auto (GStrv) troubled = sl_watcher_list_troubled_providers (world->watcher);

  return g_strv_contains ((const char *const *) troubled, provider_id);
}

static void
test_it_is_read_gently (World *world, gconstpointer data)
{
  guint n_read;

  g_assert_cmpuint (count_chat (world, MINUTE), ==, 1);
  n_read = count_chat (world, 12 * HOUR);
  g_assert_cmpuint (n_read, >=, 12 * 60 / 45);
  g_assert_cmpuint (n_read, <=, 12 * 60 / 15);
  g_assert_cmpuint (world_count_feed (world, WORLD_FEED), >=, 2 * n_read);
}

static void
test_it_decides_no_colour (World *world, gconstpointer data)
{
  g_autoptr (GPtrArray) feeds = NULL;
  const SlFeedStatus *feed;

  set_chat_page (world, WORLD_PAGE_TROUBLE);
  world_wait (world, 2 * HOUR);
  g_assert_cmpint (sl_watcher_get_state (world->watcher), ==, SL_STATE_OK);
  for (guint i = 0; i < world->transitions->len; i++)
    g_assert_false (((SlTransition *) world->transitions->pdata[i])->notify);
  g_assert_true (is_troubled (world, "chat"));
  g_assert_false (is_troubled (world, "example"));

  feeds = sl_watcher_list_channel_feeds (world->watcher);
  g_assert_cmpuint (feeds->len, ==, 1);
  feed = feeds->pdata[0];
  g_assert_cmpstr (feed->provider, ==, "chat");
  g_assert_true (sl_health_state_is_trouble (feed->health->state));
}

static void
test_it_is_fresh_when_it_is_needed (World *world, gconstpointer data)
{
  guint n_read;

  world_wait (world, HOUR);
  set_chat_page (world, WORLD_PAGE_TROUBLE);
  world_answer (world, IMAP, SL_CHECK_KIND_DOOR, SL_OUTCOME_CONNECTION_REFUSED);
  world_answer (world, IMAP, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_CONNECTION_REFUSED);
  world_wait (world, 8 * MINUTE);
  g_assert_cmpint (sl_watcher_get_state (world->watcher), ==, SL_STATE_OUTAGE);
  g_assert_true (is_troubled (world, "chat"));
  n_read = count_chat (world, HOUR);
  g_assert_cmpuint (n_read, >=, 60 / 6);
  g_assert_cmpuint (n_read, <=, 60 / 5 + 1);

  world_answer (world, IMAP, SL_CHECK_KIND_DOOR, SL_OUTCOME_OK);
  world_answer (world, IMAP, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_OK);
  world_wait (world, HOUR);
  g_assert_cmpint (sl_watcher_get_state (world->watcher), ==, SL_STATE_OK);
  g_assert_cmpuint (count_chat (world, HOUR), <=, 4);
}

/* A company or a country may shut out a chat's page; the user's line works all the same. */
static void
test_its_silence_says_nothing_of_the_line (World *world, gconstpointer data)
{
  world_wait (world, HOUR);
  world_break (world, WORLD_CHAT_FEED, SL_FEED_ERROR_NETWORK);
  world_answer (world, IMAP, SL_CHECK_KIND_DOOR, SL_OUTCOME_CONNECTION_TIMEOUT);
  world_answer (world, IMAP, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_CONNECTION_TIMEOUT);
  world_wait (world, 20 * MINUTE);
  g_assert_cmpuint (world_count_feed (world, WORLD_CHAT_FEED), >=, 2);
  g_assert_cmpint (sl_watcher_get_state (world->watcher), !=, SL_STATE_OFFLINE);
}

static void
test_an_old_word_is_not_repeated (World *world, gconstpointer data)
{
  g_autoptr (GPtrArray) feeds = NULL;
  const SlFeedStatus *feed;

  set_chat_page (world, WORLD_PAGE_TROUBLE);
  world_wait (world, MINUTE);
  g_assert_true (is_troubled (world, "chat"));
  world_break (world, WORLD_CHAT_FEED, SL_FEED_ERROR_NETWORK);
  world_wait (world, 3 * HOUR);
  g_assert_false (is_troubled (world, "chat"));
  feeds = sl_watcher_list_channel_feeds (world->watcher);
  feed = feeds->pdata[0];
  g_assert_null (feed->health);
  g_assert_nonnull (feed->error);
}

static void
test_the_plan_alone_switches_it (World *world, gconstpointer data)
{
  world_wait (world, MINUTE);
  world_set_plan (world, PLAN_WITHOUT_CHANNELS);
  g_assert_cmpuint (count_chat (world, 5 * HOUR), ==, 0);
  world_set_plan (world, PLAN);
  g_assert_cmpuint (count_chat (world, MINUTE), ==, 1);
}

static void
test_an_accounts_page_is_read_once (World *world, gconstpointer data)
{
  g_autoptr (GPtrArray) feeds = NULL;

  world_wait (world, MINUTE);
  g_assert_cmpuint (world_count_feed (world, WORLD_FEED), ==, 1);
  feeds = sl_watcher_list_channel_feeds (world->watcher);
  g_assert_cmpuint (feeds->len, ==, 0);
}

static void
test_waking_up_does_not_hurry_it (World *world, gconstpointer data)
{
  world_wait (world, MINUTE);
  for (guint i = 0; i < 3; i++)
    {
      sl_watcher_woke_up (world->watcher);
      g_assert_cmpuint (count_chat (world, 2 * MINUTE), ==, 0);
    }
  g_assert_cmpuint (world_count_feed (world, WORLD_FEED), >=, 4);
}

#define ADD(path, plan, function)                                                                  \
  g_test_add ("/watch/channel-feeds/" path, World, plan, world_set_up, function, world_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("gently", PLAN, test_it_is_read_gently);
  ADD ("no-colour", PLAN, test_it_decides_no_colour);
  ADD ("fresh-when-needed", PLAN, test_it_is_fresh_when_it_is_needed);
  ADD ("silence", PLAN_WITHOUT_FEED, test_its_silence_says_nothing_of_the_line);
  ADD ("old-word", PLAN, test_an_old_word_is_not_repeated);
  ADD ("plan-switches", PLAN, test_the_plan_alone_switches_it);
  ADD ("once", PLAN_SAME_PROVIDER, test_an_accounts_page_is_read_once);
  ADD ("wake-up", PLAN, test_waking_up_does_not_hurry_it);
  return g_test_run ();
}
