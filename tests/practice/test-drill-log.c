/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drill-log.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define TIME 1700000000

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("drill-log-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "state", "drills.json", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *state = g_path_get_dirname (fixture->path);
  g_autoptr (GDir) directory = g_dir_open (state, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (state, name, NULL);

      g_unlink (path);
    }
  g_rmdir (state);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
add (SlDrillLog *log, gint64 time, const char *title)
{
  g_autoptr (GError) error = NULL;

  sl_drill_log_add (log, sl_drill_result_new (time, "signin-outage", title), &error);
  g_assert_no_error (error);
}

static void
test_keeps_results (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SlDrillLog) log = sl_drill_log_new (fixture->path);
  SlDrillResult *result = sl_drill_result_new (TIME, "slow-mail", "Slow “mail”");
  g_autoptr (SlDrillLog) again = NULL;
  const SlDrillResult *newest;
  GStatBuf             facts;

  g_assert_null (sl_drill_log_get_newest (log));
  add (log, TIME - 5, "Earlier");
  result->reach_seconds = 80.5;
  result->channel = g_strdup ("bridge");
  result->channel_name = g_strdup ("Bridge");
  g_assert_true (sl_drill_log_add (log, result, NULL));
  g_assert_true (sl_drill_log_set_reminded (log, TIME + 1, NULL));

  again = sl_drill_log_new (fixture->path);
  newest = sl_drill_log_get_newest (again);
  g_assert_cmpint (newest->time, ==, TIME);
  g_assert_cmpstr (newest->scenario, ==, "slow-mail");
  g_assert_cmpstr (newest->title, ==, "Slow “mail”");
  g_assert_cmpfloat (newest->reach_seconds, ==, 80.5);
  g_assert_cmpstr (newest->channel, ==, "bridge");
  g_assert_cmpstr (newest->channel_name, ==, "Bridge");
  g_assert_cmpint (sl_drill_log_get_reminded (again), ==, TIME + 1);
  g_assert_cmpint (g_stat (fixture->path, &facts), ==, 0);
  g_assert_cmpint (facts.st_mode & 0777, ==, 0600);
}

/* Two practices at once: neither loses the other's result. */
static void
test_loses_no_other_result (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SlDrillLog) one = sl_drill_log_new (fixture->path);
  g_autoptr (SlDrillLog) other = sl_drill_log_new (fixture->path);
  g_autoptr (GVariant) kept = NULL;

  add (one, TIME, "One");
  add (other, TIME + 1, "Other");
  kept = g_variant_ref_sink (sl_drill_log_to_variant (other));
  g_assert_cmpuint (g_variant_n_children (kept), ==, 2);
}

static void
test_is_bounded (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SlDrillLog) log = sl_drill_log_new (fixture->path);
  g_autoptr (SlDrillLog) again = NULL;
  g_autoptr (GVariant) kept = NULL;

  for (int i = 0; i <= SL_DRILL_LOG_MAX_RESULTS; i++)
    add (log, TIME + i, "One of many");
  again = sl_drill_log_new (fixture->path);
  kept = g_variant_ref_sink (sl_drill_log_to_variant (again));
  g_assert_cmpuint (g_variant_n_children (kept), ==, SL_DRILL_LOG_MAX_RESULTS);
  g_assert_cmpint (sl_drill_log_get_newest (again)->time, ==, TIME + SL_DRILL_LOG_MAX_RESULTS);
}

static const char *const broken[] = {
  "",
  "{",
  "[]",
  "{\"drills\":{}}",
  "{\"drills\":[1]}",
  "{\"drills\":[{}]}",
  "{\"drills\":[{\"time\":\"yesterday\",\"scenario\":\"s\",\"title\":\"t\"}]}",
  "{\"drills\":[{\"time\":\"2026-01-01T00:00:00Z\",\"scenario\":\"s\",\"title\":\"\\u0001\"}]}",
  "{\"reminded\":5}",
};

static gboolean
has_set_aside (const char *path)
{
  g_autofree char *state = g_path_get_dirname (path);
  g_autoptr (GDir) directory = g_dir_open (state, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (directory)) != NULL)
    if (strstr (name, "drills.json.corrupt-") != NULL)
      return TRUE;
  return FALSE;
}

static void
test_sets_broken_files_aside (Fixture *fixture, gconstpointer data)
{
  g_autofree char *state = g_path_get_dirname (fixture->path);

  g_assert_cmpint (g_mkdir_with_parents (state, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (SlDrillLog) log = NULL;

      g_assert_true (g_file_set_contents (fixture->path, broken[i], -1, NULL));
      log = sl_drill_log_new (fixture->path);
      if (sl_drill_log_get_newest (log) != NULL || !has_set_aside (fixture->path)
          || g_file_test (fixture->path, G_FILE_TEST_EXISTS))
        g_error ("not set aside: %s", broken[i]);
      tear_down (&(Fixture){ g_strdup (fixture->folder), g_strdup (fixture->path) }, NULL);
      g_assert_cmpint (g_mkdir_with_parents (state, 0700), ==, 0);
    }
}

/* A number that no practice could have brought is left out, the rest stays. */
static void
test_reads_odd_times_as_not_reached (Fixture *fixture, gconstpointer data)
{
  g_autofree char *state = g_path_get_dirname (fixture->path);
  g_autoptr (SlDrillLog) log = NULL;

  g_assert_cmpint (g_mkdir_with_parents (state, 0700), ==, 0);
  g_assert_true (g_file_set_contents (
      fixture->path,
      "{\"drills\":[{\"time\":\"2026-01-01T00:00:00Z\",\"scenario\":\"s\",\"title\":\"t\","
      "\"reach_seconds\":1e300}]}",
      -1, NULL));
  log = sl_drill_log_new (fixture->path);
  g_assert_cmpfloat (sl_drill_log_get_newest (log)->reach_seconds, ==, SL_DRILL_NOT_REACHED);
}

static void
on_changed (SlDrillLog *log, GMainLoop *loop)
{
  if (sl_drill_log_get_newest (log) != NULL)
    g_main_loop_quit (loop);
}

static gboolean
on_deadline (gpointer user_data)
{
  g_error ("nobody told of the new result");
  return G_SOURCE_REMOVE;
}

static void
test_follows_another_process (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (SlDrillLog) follower = sl_drill_log_new (fixture->path);
  g_autoptr (SlDrillLog) writer = sl_drill_log_new (fixture->path);
  guint deadline = g_timeout_add_seconds (30, on_deadline, NULL);

  sl_drill_log_follow (follower);
  g_signal_connect (follower, "changed", G_CALLBACK (on_changed), loop);
  add (writer, TIME, "New");
  g_main_loop_run (loop);
  g_assert_cmpstr (sl_drill_log_get_newest (follower)->title, ==, "New");
  g_source_remove (deadline);
}

static const struct
{
  const char *path;
  void (*run) (Fixture *fixture, gconstpointer data);
} cases[] = {
  { "/practice/drill-log/keeps-results", test_keeps_results },
  { "/practice/drill-log/loses-no-other-result", test_loses_no_other_result },
  { "/practice/drill-log/is-bounded", test_is_bounded },
  { "/practice/drill-log/sets-broken-files-aside", test_sets_broken_files_aside },
  { "/practice/drill-log/reads-odd-times-as-not-reached", test_reads_odd_times_as_not_reached },
  { "/practice/drill-log/follows-another-process", test_follows_another_process },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].run, tear_down);
  return g_test_run ();
}
