/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-traffic.h"
#include "temporary-folder.h"

/* 2027-01-15 08:00 UTC; the tests run in that zone. */
#define NOW 1800000000
#define DAY (24 * 60 * 60)
#define MIDNIGHT (NOW + 16 * 60 * 60)

static void
assert_traffic (const SlFeedTraffic *traffic, gint64 now, guint64 today, guint64 yesterday)
{
  guint64 told_today, told_yesterday;

  sl_feed_traffic_get (traffic, now, &told_today, &told_yesterday);
  g_assert_cmpuint (told_today, ==, today);
  g_assert_cmpuint (told_yesterday, ==, yesterday);
}

static void
test_days (void)
{
  g_autofree char *folder = temporary_folder_new ();
  g_autoptr (SlHistory) history = sl_history_new (folder, NOW);
  SlFeedTraffic traffic = { 0 };

  assert_traffic (&traffic, NOW, 0, 0);
  sl_feed_traffic_add (&traffic, history, 100, NOW);
  sl_feed_traffic_add (&traffic, history, 20, MIDNIGHT - 1);
  assert_traffic (&traffic, MIDNIGHT - 1, 120, 0);
  /* Telling it is enough for a new day to begin. */
  assert_traffic (&traffic, MIDNIGHT, 0, 120);
  sl_feed_traffic_add (&traffic, history, 7, MIDNIGHT);
  assert_traffic (&traffic, MIDNIGHT, 7, 120);
  /* A clock that was set back. */
  sl_feed_traffic_add (&traffic, history, 1, NOW);
  assert_traffic (&traffic, MIDNIGHT, 8, 120);
  /* Nothing on the day between. */
  assert_traffic (&traffic, MIDNIGHT + 2 * DAY, 0, 0);
  temporary_folder_remove (g_steal_pointer (&folder));
}

static void
test_survives_a_restart (void)
{
  char         *folder = temporary_folder_new ();
  SlHistory    *history = sl_history_new (folder, NOW);
  SlFeedTraffic before = { 0 }, after = { 0 };

  sl_feed_traffic_recall (&before, history);
  sl_feed_traffic_add (&before, history, 3, NOW - DAY);
  sl_feed_traffic_add (&before, history, 5000000000, NOW);
  g_object_unref (history);
  history = sl_history_new (folder, NOW + 60);
  sl_feed_traffic_recall (&after, history);
  assert_traffic (&after, NOW + 60, 5000000000, 3);
  g_object_unref (history);
  temporary_folder_remove (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch/feed-traffic/days", test_days);
  g_test_add_func ("/watch/feed-traffic/survives-a-restart", test_survives_a_restart);
  return g_test_run ();
}
