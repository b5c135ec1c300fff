/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

#define MINUTE 60
#define HOUR (60 * MINUTE)

#define PLAN_SHARED                                                                                \
  "{\"version\":1,\"accounts\":[{\"id\":\"one\",\"name\":\"One\",\"provider\":\"example\","        \
  "\"servers\":[\"imaps://imap.example.org\"]},"                                                   \
  "{\"id\":\"two\",\"name\":\"Two\",\"provider\":\"example\","                                     \
  "\"servers\":[\"imaps://imap.example.org\"]},"                                                   \
  "{\"id\":\"three\",\"name\":\"Three\",\"provider\":\"sister\","                                  \
  "\"servers\":[\"imaps://imap.example.org\"]}]}"

static void
set_page (World *world, const char *page)
{
  if (page != NULL)
    g_hash_table_replace (world->pages, (gpointer) WORLD_FEED, (gpointer) page);
  else
    g_hash_table_remove (world->pages, WORLD_FEED);
}

static void
test_one_fetch_serves_everybody (World *world, gconstpointer data)
{
  static const char *const ids[] = { "one", "two", "three" };

  world_wait (world, MINUTE);
  g_assert_cmpuint (world_count_feed (world, WORLD_FEED), ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (SlAccountStatus) status = world_status (world, ids[i]);
      const SlFeedStatus *feed;

      g_assert_cmpuint (status->feeds->len, ==, 1);
      feed = status->feeds->pdata[0];
      g_assert_cmpint (feed->health->state, ==, SL_HEALTH_OPERATIONAL);
      g_assert_cmpint (feed->checked, >=, MANUAL_CLOCK_START);
    }
}

static void
test_trouble_concerns_whose_components_it_touches (World *world, gconstpointer data)
{
  set_page (world, WORLD_PAGE_TROUBLE);
  world_wait (world, MINUTE);
  g_assert_cmpint (world_state (world, "one"), ==, SL_STATE_DEGRADED);
  /* The sister provider cares for mail alone, and mail is fine. */
  g_assert_cmpint (world_state (world, "three"), ==, SL_STATE_OK);
}

static void
test_in_trouble_it_is_read_more_often (World *world, gconstpointer data)
{
  guint calm;
  guint before;

  world_wait (world, HOUR);
  calm = world_count_feed (world, WORLD_FEED);
  set_page (world, WORLD_PAGE_TROUBLE);
  world_wait (world, 10 * MINUTE);
  before = world_count_feed (world, WORLD_FEED);
  world_wait (world, HOUR);
  g_assert_cmpuint (calm, <=, 13);
  g_assert_cmpuint (world_count_feed (world, WORLD_FEED) - before, >=, 24);
}

static void
test_a_page_that_wants_rest_gets_it (World *world, gconstpointer data)
{
  guint before;

  world->feed_retry_after_seconds = 3 * HOUR;
  set_page (world, NULL);
  world_wait (world, 10 * MINUTE);
  before = world_count_feed (world, WORLD_FEED);
  world_wait (world, 2 * HOUR);
  g_assert_cmpuint (world_count_feed (world, WORLD_FEED), ==, before);
}

static void
test_an_unreadable_page_takes_nothing_back (World *world, gconstpointer data)
{
  static const char *const pages[]
      = { "<html>maintenance</html>", "", "{}", "[1,2", "\xff\xfe", NULL };

  set_page (world, WORLD_PAGE_TROUBLE);
  world_wait (world, 7 * MINUTE);
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (SlAccountStatus) status = NULL;
      const SlFeedStatus *feed;

      set_page (world, pages[i]);
      world_wait (world, 4 * MINUTE);
      status = world_status (world, "one");
      feed = status->feeds->pdata[0];
      g_assert_true (feed->error != NULL || feed->health->reason != NULL);
      g_assert_cmpint (status->verdict->state, ==, SL_STATE_DEGRADED);
    }
  /* After half an hour the old statement is no statement any more. */
  world_wait (world, HOUR);
  g_assert_cmpint (world_state (world, "one"), ==, SL_STATE_OK);
}

static const char *
text_of (GVariant *list, gsize index, const char *member)
{
  g_autoptr (GVariant) entry = g_variant_get_child_value (list, index);
  const char *text = NULL;

  g_variant_lookup (entry, member, "&s", &text);
  return text;
}

static void
test_the_parts_travel_worst_first_and_bounded (World *world, gconstpointer data)
{
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GVariant) components = NULL;
  g_autoptr (GVariant) maintenance = NULL;
  SlFeedStatus     *status = sl_feed_status_new ("example", "Example");
  SlHealthIncident *work = sl_health_incident_new ("w", "Work");

  status->page_url = g_strdup ("https://status.example.org/");
  status->health = sl_health_new ("statuspage");
  for (int i = 0; i < 500; i++)
    sl_health_add_component (status->health, "fine", "Fine", SL_HEALTH_OPERATIONAL);
  sl_health_add_component (status->health, "odd", "Odd \xff", SL_HEALTH_UNKNOWN);
  sl_health_add_component (status->health, "down", "Down", SL_HEALTH_MAJOR_OUTAGE);
  g_ptr_array_add (status->health->maintenance, work);

  variant = g_variant_ref_sink (sl_feed_status_to_variant (status));
  components = g_variant_lookup_value (variant, "components", G_VARIANT_TYPE ("aa{sv}"));
  maintenance = g_variant_lookup_value (variant, "maintenance", G_VARIANT_TYPE ("aa{sv}"));
  g_assert_cmpuint (g_variant_n_children (components), ==, 60);
  g_assert_cmpstr (text_of (components, 0, "id"), ==, "down");
  g_assert_cmpstr (text_of (components, 1, "name"), ==, "Odd \xef\xbf\xbd");
  g_assert_cmpstr (text_of (components, 59, "state"), ==, "operational");
  g_assert_cmpstr (text_of (maintenance, 0, "title"), ==, "Work");
  sl_feed_status_free (status);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/watch/feed-watcher/" path, World, PLAN_SHARED, world_set_up, function,             \
              world_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("one-fetch", test_one_fetch_serves_everybody);
  ADD ("components", test_trouble_concerns_whose_components_it_touches);
  ADD ("more-often", test_in_trouble_it_is_read_more_often);
  ADD ("retry-after", test_a_page_that_wants_rest_gets_it);
  ADD ("parts", test_the_parts_travel_worst_first_and_bounded);
  ADD ("unreadable", test_an_unreadable_page_takes_nothing_back);
  return g_test_run ();
}
