/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history.h"
#include "temporary-folder.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#define NOW 1800000000
#define DAY (24 * 60 * 60)

typedef struct
{
  char      *folder;
  char      *path;
  SlHistory *history;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = temporary_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "history.db", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->history);
  temporary_folder_remove (fixture->folder);
  g_free (fixture->path);
}

static void
open_history (Fixture *fixture)
{
  g_clear_object (&fixture->history);
  fixture->history = sl_history_new (fixture->folder, NOW);
}

static void
add_check (Fixture *fixture, SlCheckKind kind, SlOutcome outcome, gint64 time)
{
  g_autoptr (SlCheckResult) result
      = sl_check_result_new (kind, SL_PROTOCOL_IMAP, outcome, SL_STAGE_DONE);

  result->time = time;
  result->server_text = g_strdup ("it's \"quoted\"; DROP TABLE checks");
  result->timings_ms[SL_STAGE_TLS] = 42;
  sl_history_add_check (fixture->history, "work", result);
}

static guint
count_checks (Fixture *fixture)
{
  g_autoptr (GPtrArray) checks = sl_history_list_checks (fixture->history, "work", 0, 1000);

  return checks->len;
}

static void
test_checks_are_there_after_a_restart (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) checks = NULL;
  g_autoptr (SlCheckResult) signin = NULL;
  const SlCheckResult *newest;

  open_history (fixture);
  g_assert_null (sl_history_get_problem (fixture->history));
  add_check (fixture, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_OK, NOW - 30);
  add_check (fixture, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_AUTH_REJECTED, NOW - 20);
  add_check (fixture, SL_CHECK_KIND_DOOR, SL_OUTCOME_OK, NOW - 10);
  open_history (fixture);

  checks = sl_history_list_checks (fixture->history, "work", NOW - 25, 10);
  g_assert_cmpuint (checks->len, ==, 2);
  newest = checks->pdata[1];
  g_assert_cmpint (newest->kind, ==, SL_CHECK_KIND_DOOR);
  g_assert_cmpint (newest->timings_ms[SL_STAGE_TLS], ==, 42);
  g_assert_cmpstr (newest->server_text, ==, "it's \"quoted\"; DROP TABLE checks");
  signin = sl_history_find_last_signin (fixture->history, "work");
  g_assert_cmpint (signin->outcome, ==, SL_OUTCOME_AUTH_REJECTED);
  g_assert_cmpint (sl_history_get_last_success (fixture->history, "work"), ==, NOW - 30);
  g_assert_cmpint (sl_history_get_last_success (fixture->history, "other"), ==, 0);
}

static void
test_an_open_incident_is_read_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SlIncident) incident = sl_incident_new ("work", NOW - 600);
  g_autoptr (SlIncident) back = NULL;

  open_history (fixture);
  incident->state = SL_STATE_OUTAGE;
  incident->cause = SL_CAUSE_PROVIDER;
  incident->told = TRUE;
  sl_incident_set_headline (incident, "Example sign-in is down.");
  sl_history_save_incident (fixture->history, incident);
  open_history (fixture);

  back = sl_history_find_open_incident (fixture->history, "work");
  g_assert_nonnull (back);
  g_assert_cmpint (back->started, ==, NOW - 600);
  g_assert_cmpint (back->state, ==, SL_STATE_OUTAGE);
  g_assert_cmpint (back->cause, ==, SL_CAUSE_PROVIDER);
  g_assert_true (back->told);
  g_assert_cmpstr (back->headline, ==, "Example sign-in is down.");

  back->ended = NOW;
  sl_history_save_incident (fixture->history, back);
  g_assert_null (sl_history_find_open_incident (fixture->history, "work"));
}

static void
test_numbers_are_kept (Fixture *fixture, gconstpointer data)
{
  open_history (fixture);
  g_assert_cmpint (sl_history_recall (fixture->history, "mute:work"), ==, 0);
  sl_history_keep (fixture->history, "mute:work", G_MAXINT64);
  open_history (fixture);
  g_assert_cmpint (sl_history_recall (fixture->history, "mute:work"), ==, G_MAXINT64);
}

static void
test_old_checks_go_after_90_days (Fixture *fixture, gconstpointer data)
{
  open_history (fixture);
  for (int day = 0; day <= 200; day++)
    add_check (fixture, SL_CHECK_KIND_DOOR, SL_OUTCOME_OK, NOW + day * DAY);
  g_assert_cmpuint (count_checks (fixture), ==, 91);
}

static void
assert_begun_anew (Fixture *fixture)
{
  open_history (fixture);
  g_assert_nonnull (sl_history_get_problem (fixture->history));
  g_assert_cmpuint (temporary_folder_count (fixture->folder, "history.db.corrupt-"), >=, 1);
  add_check (fixture, SL_CHECK_KIND_DOOR, SL_OUTCOME_OK, NOW);
  open_history (fixture);
  g_assert_null (sl_history_get_problem (fixture->history));
  g_assert_cmpuint (count_checks (fixture), ==, 1);
}

static void
test_a_file_that_is_no_database_is_set_aside (Fixture *fixture, gconstpointer data)
{
  g_autofree char *noise = g_strnfill (20000, 'x');

  g_assert_true (g_file_set_contents (fixture->path, noise, -1, NULL));
  assert_begun_anew (fixture);
}

static void
test_a_damaged_database_is_set_aside (Fixture *fixture, gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize            length;

  open_history (fixture);
  for (int i = 0; i < 500; i++)
    add_check (fixture, SL_CHECK_KIND_DOOR, SL_OUTCOME_OK, NOW);
  g_clear_object (&fixture->history);
  g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
  /* The header stays right; everything after it is noise. */
  memset (content + 100, 0x5a, length - 100);
  g_assert_true (g_file_set_contents (fixture->path, content, length, NULL));
  assert_begun_anew (fixture);
}

static void
test_a_database_without_its_tables_is_set_aside (Fixture *fixture, gconstpointer data)
{
  sqlite3 *database;

  g_assert_cmpint (sqlite3_open (fixture->path, &database), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_exec (database, "PRAGMA user_version=1; CREATE TABLE other (x)", NULL, NULL, NULL),
      ==, SQLITE_OK);
  sqlite3_close (database);
  assert_begun_anew (fixture);
}

static void
test_a_newer_versions_file_is_left_alone (Fixture *fixture, gconstpointer data)
{
  sqlite3 *database;

  g_assert_cmpint (sqlite3_open (fixture->path, &database), ==, SQLITE_OK);
  sqlite3_exec (database, "PRAGMA user_version=99", NULL, NULL, NULL);
  sqlite3_close (database);
  open_history (fixture);
  g_assert_nonnull (strstr (sl_history_get_problem (fixture->history), "newer version"));
  add_check (fixture, SL_CHECK_KIND_DOOR, SL_OUTCOME_OK, NOW);
  g_assert_cmpuint (count_checks (fixture), ==, 1);
  g_assert_cmpuint (temporary_folder_count (fixture->folder, "corrupt"), ==, 0);
}

static void
test_a_folder_that_cannot_be_made_costs_only_the_record (Fixture *fixture, gconstpointer data)
{
  g_autofree char *place = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *below = g_build_filename (place, "state", NULL);

  g_assert_true (g_file_set_contents (place, "", 0, NULL));
  fixture->history = sl_history_new (below, NOW);
  g_assert_nonnull (strstr (sl_history_get_problem (fixture->history), below));
  add_check (fixture, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_OK, NOW);
  g_assert_cmpuint (count_checks (fixture), ==, 1);
}

static void
test_a_read_only_folder_costs_only_the_record (Fixture *fixture, gconstpointer data)
{
  if (geteuid () == 0)
    {
      g_test_skip ("the superuser may write everywhere");
      return;
    }
  g_assert_cmpint (g_chmod (fixture->folder, 0500), ==, 0);
  open_history (fixture);
  g_assert_nonnull (sl_history_get_problem (fixture->history));
  add_check (fixture, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_OK, NOW);
  g_assert_cmpuint (count_checks (fixture), ==, 1);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/watch/history/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("restart", test_checks_are_there_after_a_restart);
  ADD ("open-incident", test_an_open_incident_is_read_back);
  ADD ("numbers", test_numbers_are_kept);
  ADD ("90-days", test_old_checks_go_after_90_days);
  ADD ("no-database", test_a_file_that_is_no_database_is_set_aside);
  ADD ("damaged", test_a_damaged_database_is_set_aside);
  ADD ("no-tables", test_a_database_without_its_tables_is_set_aside);
  ADD ("newer-version", test_a_newer_versions_file_is_left_alone);
  ADD ("no-folder", test_a_folder_that_cannot_be_made_costs_only_the_record);
  ADD ("read-only", test_a_read_only_folder_costs_only_the_record);
  return g_test_run ();
}
