/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-expectation.h"

#include "iso-time.h"

/* When the answers in tests/data/feeds were given. */
#define NOW "2026-09-16T09:00:00Z"

typedef struct
{
  const char              *platform;
  const SlFeedExpectation *row;
} Case;

/**
 * sl_feed_expectation_load:
 * @platform: a folder of tests/data/feeds
 * @file: a file in it
 *
 * Returns: (transfer full): the answer
 */
GBytes *
sl_feed_expectation_load (const char *platform, const char *file)
{
  g_autofree char *path
      = g_test_build_filename (G_TEST_DIST, "data", "feeds", platform, file, NULL);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize length;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

/**
 * sl_feed_expectation_check:
 * @platform: (nullable): as which platform to read it
 * @body: an answer
 * @now: Unix seconds
 * @row: what a user should be told
 *
 * Reads the answer and compares; also holds what is true of every reading.
 */
void
sl_feed_expectation_check (const char              *platform,
                           GBytes                  *body,
                           gint64                   now,
                           const SlFeedExpectation *row)
{
  const char *components[] = { row->component, NULL };
  g_autoptr (SlHealth) health = sl_feed_read (platform, body, now, components);
  g_autoptr (JsonObject) json = sl_health_to_json (health);

  g_test_message ("%s, %s: %s, %s", row->file, row->component != NULL ? row->component : "page",
                  sl_health_state_to_nick (health->state),
                  health->reason != NULL ? health->reason : "no reason");
  g_assert_cmpstr (sl_health_state_to_nick (health->state), ==,
                   sl_health_state_to_nick (row->state));
  g_assert_cmpuint (health->incidents->len, ==, row->incidents);
  g_assert_cmpuint (health->maintenance->len, ==, row->maintenance);
  g_assert_true ((health->state == SL_HEALTH_UNKNOWN) == (health->reason != NULL));
  g_assert_true (json_object_has_member (json, "state"));
  for (guint i = 0; i < health->incidents->len; i++)
    {
      SlHealthIncident *incident = health->incidents->pdata[i];

      g_assert_true (incident->open);
      g_assert_nonnull (incident->components);
      g_assert_cmpstr (incident->title, !=, "");
    }
}

static void
test_row (gconstpointer user_data)
{
  const Case *test_case = user_data;
  g_autoptr (GBytes) body = sl_feed_expectation_load (test_case->platform, test_case->row->file);
  gint64 now = 0;

  g_assert_true (sl_iso_time_parse (NOW, &now));
  sl_feed_expectation_check (NULL, body, now, test_case->row);
  sl_feed_expectation_check (test_case->platform, body, now, test_case->row);
}

/**
 * sl_feed_expectation_add_all:
 * @platform: a platform with a folder in tests/data/feeds
 * @rows: what to expect of its files, static
 * @n_rows: their number
 *
 * Adds a test for each row: the file is read as @platform, and with detection, alike.
 */
void
sl_feed_expectation_add_all (const char *platform, const SlFeedExpectation *rows, gsize n_rows)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      const char      *component = rows[i].component != NULL ? rows[i].component : "page";
      g_autofree char *words = g_strdup (component);
      g_autofree char *path = NULL;
      Case            *test_case = g_new (Case, 1);

      path = g_strdup_printf ("/feeds/%s/%s/%s", platform, rows[i].file,
                              g_strdelimit (words, "/ ", '-'));
      test_case->platform = platform;
      test_case->row = &rows[i];
      g_test_add_data_func_full (path, test_case, test_row, g_free);
    }
}
