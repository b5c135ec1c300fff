/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-memory.h"
#include "retry-after.h"

#define MAX_BYTES 100
#define NOW 1789549200 /* 2026-09-16 09:00:00 UTC, a Wednesday */

static void
store (SlFeedMemory *memory, const char *url, const char *etag, gsize length)
{
  g_autofree char *text = g_strnfill (length, 'x');
  g_autoptr (GBytes) body = g_bytes_new (text, length);

  sl_feed_memory_store (
      memory, &(SlRememberedFeed){ .url = (char *) url, .etag = (char *) etag, .body = body });
}

static void
test_what_was_not_used_for_longest_is_forgotten (void)
{
  SlFeedMemory *memory = sl_feed_memory_new (MAX_BYTES);

  store (memory, "a", "1", 40);
  store (memory, "b", "1", 40);
  g_assert_nonnull (sl_feed_memory_lookup (memory, "a"));
  store (memory, "c", "1", 40);
  g_assert_nonnull (sl_feed_memory_lookup (memory, "a"));
  g_assert_null (sl_feed_memory_lookup (memory, "b"));
  g_assert_nonnull (sl_feed_memory_lookup (memory, "c"));
  sl_feed_memory_free (memory);
}

static void
test_only_what_can_be_asked_for_again_is_remembered (void)
{
  SlFeedMemory *memory = sl_feed_memory_new (MAX_BYTES);

  store (memory, "a", "1", 40);
  store (memory, "a", "2", 40);
  g_assert_cmpstr (sl_feed_memory_lookup (memory, "a")->etag, ==, "2");
  store (memory, "a", NULL, 40);
  g_assert_null (sl_feed_memory_lookup (memory, "a"));
  store (memory, "b", "1", MAX_BYTES + 1);
  g_assert_null (sl_feed_memory_lookup (memory, "b"));
  sl_feed_memory_free (memory);
}

static void
test_waits_are_seconds_or_a_date (void)
{
  g_assert_cmpuint (sl_retry_after_parse ("120", NOW), ==, 120);
  g_assert_cmpuint (sl_retry_after_parse ("0", NOW), ==, 0);
  g_assert_cmpuint (sl_retry_after_parse ("99999999999999", NOW), ==, 24 * 60 * 60);
  g_assert_cmpuint (sl_retry_after_parse ("Wed, 16 Sep 2026 09:02:00 GMT", NOW), ==, 120);
  g_assert_cmpuint (sl_retry_after_parse ("Wed, 16 Sep 2020 09:02:00 GMT", NOW), ==, 0);
  g_assert_cmpuint (sl_retry_after_parse ("-5", NOW), ==, 0);
  g_assert_cmpuint (sl_retry_after_parse ("soon", NOW), ==, 0);
  g_assert_cmpuint (sl_retry_after_parse ("", NOW), ==, 0);
  g_assert_cmpuint (sl_retry_after_parse (NULL, NOW), ==, 0);
}

static void
test_many_servers_do_not_fill_the_memory (void)
{
  SlRetryAfter *waits = sl_retry_after_new ();
  guint         remembered = 0;

  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *server = g_strdup_printf ("https://%u.example.org:443", i);

      sl_retry_after_remember (waits, server, 3600);
      remembered += sl_retry_after_get_seconds (waits, server) > 0;
    }
  g_assert_cmpuint (remembered, >, 0);
  g_assert_cmpuint (remembered, <, 1000);
  sl_retry_after_free (waits);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feeds/memory/oldest", test_what_was_not_used_for_longest_is_forgotten);
  g_test_add_func ("/feeds/memory/validators", test_only_what_can_be_asked_for_again_is_remembered);
  g_test_add_func ("/feeds/retry-after/parse", test_waits_are_seconds_or_a_date);
  g_test_add_func ("/feeds/retry-after/many", test_many_servers_do_not_fill_the_memory);
  return g_test_run ();
}
