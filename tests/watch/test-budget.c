/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "budget.h"
#include "temporary-folder.h"

#include <glib/gstdio.h>
#include <string.h>

#define MONDAY 1800000000
#define HOUR 3600
#define DAY (24 * HOUR)

typedef struct
{
  char     *folder;
  SlBudget *budget;
  SlSecret *secret;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = temporary_folder_new ();
  fixture->budget = sl_budget_new (fixture->folder, MONDAY);
  fixture->secret = sl_secret_new ("correct horse", -1);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->budget);
  sl_secret_unref (fixture->secret);
  temporary_folder_remove (fixture->folder);
}

/* As after a crash: nothing is written on the way out. */
static void
reopen (Fixture *fixture, gint64 now)
{
  g_clear_object (&fixture->budget);
  fixture->budget = sl_budget_new (fixture->folder, now);
}

static SlBudgetAnswer
begin (Fixture *fixture, SlSecret *secret, gboolean force, gint64 now)
{
  return sl_budget_begin (fixture->budget, "work", secret, force, now);
}

static void
finish (Fixture *fixture, SlOutcome outcome, SlStage stage, gint64 now)
{
  g_autoptr (SlCheckResult) result
      = sl_check_result_new (SL_CHECK_KIND_SIGNIN, SL_PROTOCOL_IMAP, outcome, stage);

  sl_budget_finish (fixture->budget, "work", result, now);
}

static SlBudgetAnswer
present (Fixture *fixture, SlSecret *secret, gboolean force, SlOutcome outcome, gint64 now)
{
  SlBudgetAnswer answer = begin (fixture, secret, force, now);

  if (answer == SL_BUDGET_ALLOWED)
    finish (fixture, outcome, SL_STAGE_AUTHENTICATION, now);
  return answer;
}

static void
test_a_working_secret_may_always_be_presented (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 200; i++)
    {
      g_assert_cmpint (begin (fixture, fixture->secret, FALSE, MONDAY + i), ==, SL_BUDGET_ALLOWED);
      finish (fixture, SL_OUTCOME_OK, SL_STAGE_DONE, MONDAY + i);
    }
  g_assert_false (sl_budget_is_changed (fixture->budget, "work", fixture->secret));
}

static void
test_a_refused_secret_is_never_presented_again (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (present (fixture, fixture->secret, FALSE, SL_OUTCOME_AUTH_REJECTED, MONDAY), ==,
                   SL_BUDGET_ALLOWED);
  for (int day = 0; day < 100; day++)
    {
      g_assert_cmpint (begin (fixture, fixture->secret, FALSE, MONDAY + day * DAY), ==,
                       SL_BUDGET_REFUSED);
      reopen (fixture, MONDAY + day * DAY);
    }
}

static void
test_another_secret_is_presented_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SlSecret) other = sl_secret_new ("battery staple", -1);

  present (fixture, fixture->secret, FALSE, SL_OUTCOME_AUTH_REJECTED, MONDAY);
  g_assert_cmpint (begin (fixture, other, FALSE, MONDAY + 1), ==, SL_BUDGET_ALLOWED);
  finish (fixture, SL_OUTCOME_OK, SL_STAGE_DONE, MONDAY + 1);
  /* Going back to the old one does not make it right. */
  g_assert_cmpint (begin (fixture, fixture->secret, FALSE, MONDAY + 2), ==, SL_BUDGET_REFUSED);
  g_assert_true (sl_budget_is_changed (fixture->budget, "work", fixture->secret));
}

static void
test_the_user_may_try_exactly_once_more (Fixture *fixture, gconstpointer data)
{
  present (fixture, fixture->secret, FALSE, SL_OUTCOME_AUTH_REJECTED, MONDAY);
  g_assert_cmpint (present (fixture, fixture->secret, TRUE, SL_OUTCOME_AUTH_REJECTED, MONDAY + 60),
                   ==, SL_BUDGET_ALLOWED);
  g_assert_cmpint (begin (fixture, fixture->secret, FALSE, MONDAY + 61), ==, SL_BUDGET_REFUSED);
}

static void
test_three_refusals_a_day_are_the_limit (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *text = g_strdup_printf ("guess %d", i);
      g_autoptr (SlSecret) guess = sl_secret_new (text, -1);

      g_assert_cmpint (present (fixture, guess, FALSE, SL_OUTCOME_AUTH_REJECTED, MONDAY + i * HOUR),
                       ==, SL_BUDGET_ALLOWED);
    }
  g_assert_cmpint (begin (fixture, fixture->secret, TRUE, MONDAY + 3 * HOUR), ==,
                   SL_BUDGET_EXHAUSTED);
  g_assert_cmpint (sl_budget_get_allowed_at (fixture->budget, "work", MONDAY + 3 * HOUR), ==,
                   MONDAY + DAY);
  reopen (fixture, MONDAY + 4 * HOUR);
  g_assert_cmpint (begin (fixture, fixture->secret, TRUE, MONDAY + 4 * HOUR), ==,
                   SL_BUDGET_EXHAUSTED);
  g_assert_cmpint (begin (fixture, fixture->secret, FALSE, MONDAY + DAY), ==, SL_BUDGET_ALLOWED);
}

static void
test_killed_between_attempt_and_result (Fixture *fixture, gconstpointer data)
{
  begin (fixture, fixture->secret, FALSE, MONDAY);
  reopen (fixture, MONDAY + 5);
  g_assert_cmpint (begin (fixture, fixture->secret, FALSE, MONDAY + 5), ==, SL_BUDGET_RESTING);
  reopen (fixture, MONDAY + 6 * HOUR - 1);
  g_assert_cmpint (begin (fixture, fixture->secret, FALSE, MONDAY + 6 * HOUR - 1), ==,
                   SL_BUDGET_RESTING);
  g_assert_cmpint (begin (fixture, fixture->secret, FALSE, MONDAY + 6 * HOUR), ==,
                   SL_BUDGET_ALLOWED);
}

static void
test_killed_again_and_again_ends_at_the_limit (Fixture *fixture, gconstpointer data)
{
  gint64 now = MONDAY;

  for (int i = 0; i < 3; i++, now += 6 * HOUR)
    {
      g_assert_cmpint (begin (fixture, fixture->secret, FALSE, now), ==, SL_BUDGET_ALLOWED);
      reopen (fixture, now + 1);
    }
  g_assert_cmpint (begin (fixture, fixture->secret, FALSE, now), ==, SL_BUDGET_EXHAUSTED);
}

static void
test_cancelled_on_the_way_counts_as_unknown (Fixture *fixture, gconstpointer data)
{
  begin (fixture, fixture->secret, FALSE, MONDAY);
  finish (fixture, SL_OUTCOME_CANCELLED, SL_STAGE_TLS, MONDAY);
  g_assert_cmpint (begin (fixture, fixture->secret, FALSE, MONDAY + 1), ==, SL_BUDGET_ALLOWED);
  finish (fixture, SL_OUTCOME_CANCELLED, SL_STAGE_AUTHENTICATION, MONDAY + 2);
  g_assert_cmpint (begin (fixture, fixture->secret, FALSE, MONDAY + 3), ==, SL_BUDGET_RESTING);
}

static void
test_a_provider_in_trouble_costs_no_budget (Fixture *fixture, gconstpointer data)
{
  static const SlOutcome troubles[]
      = { SL_OUTCOME_AUTH_UNAVAILABLE, SL_OUTCOME_THROTTLED, SL_OUTCOME_TIMEOUT,
          SL_OUTCOME_CONNECTION_RESET, SL_OUTCOME_TOKEN_UNAVAILABLE };

  for (gsize i = 0; i < G_N_ELEMENTS (troubles); i++)
    g_assert_cmpint (present (fixture, fixture->secret, FALSE, troubles[i], MONDAY + i), ==,
                     SL_BUDGET_ALLOWED);
}

static void
test_what_waits_for_the_user_rests_six_hours (Fixture *fixture, gconstpointer data)
{
  present (fixture, fixture->secret, FALSE, SL_OUTCOME_AUTH_NEEDS_WEB_LOGIN, MONDAY);
  g_assert_cmpint (begin (fixture, fixture->secret, FALSE, MONDAY + 5 * HOUR), ==,
                   SL_BUDGET_REFUSED);
  g_assert_cmpint (begin (fixture, fixture->secret, FALSE, MONDAY + 6 * HOUR), ==,
                   SL_BUDGET_ALLOWED);
}

static void
write_budget (Fixture *fixture, const char *content)
{
  g_autofree char *path = g_build_filename (fixture->folder, "budget.json", NULL);

  g_clear_object (&fixture->budget);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

static void
test_a_broken_record_rests_every_account (Fixture *fixture, gconstpointer data)
{
  static const char *const contents[] = {
    "",
    "{",
    "[]",
    "null",
    "{\"version\":2,\"accounts\":{}}",
    "{\"version\":1}",
    "{\"version\":1,\"accounts\":{\"work\":7}}",
    "{\"version\":1,\"accounts\":{\"work\":{\"refusals\":[\"x\"]}}}",
    "{\"version\":1,\"accounts\":{\"work\":{\"refusals\":[-1]}}}",
    "{\"version\":1,\"accounts\":{\"work\":{\"secrets\":[{\"hash\":\"short\"}]}}}",
    "{\"version\":1,\"accounts\":{\"work\":{\"secrets\":{}}}}",
    "{\"version\":\"1\",\"accounts\":{}}",
    "\xff\xfe",
  };

  begin (fixture, fixture->secret, FALSE, MONDAY);
  finish (fixture, SL_OUTCOME_OK, SL_STAGE_DONE, MONDAY);
  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      write_budget (fixture, contents[i]);
      reopen (fixture, MONDAY);
      g_assert_cmpint (begin (fixture, fixture->secret, FALSE, MONDAY), ==, SL_BUDGET_RESTING);
      reopen (fixture, MONDAY + HOUR);
      g_assert_cmpint (begin (fixture, fixture->secret, FALSE, MONDAY + HOUR), ==,
                       SL_BUDGET_RESTING);
    }
  g_assert_cmpuint (temporary_folder_count (fixture->folder, "corrupt"), ==,
                    G_N_ELEMENTS (contents));
  sl_budget_secret_changed (fixture->budget, "work");
  g_assert_cmpint (begin (fixture, fixture->secret, FALSE, MONDAY + HOUR), ==, SL_BUDGET_ALLOWED);
}

/* A parser that calls itself for each bracket would run out of stack. */
static void
test_a_deep_record_rests_every_account (Fixture *fixture, gconstpointer data)
{
  g_autofree char *brackets = g_strnfill (900 * 1024, '[');

  begin (fixture, fixture->secret, FALSE, MONDAY);
  finish (fixture, SL_OUTCOME_OK, SL_STAGE_DONE, MONDAY);
  write_budget (fixture, brackets);
  reopen (fixture, MONDAY);
  g_assert_cmpint (begin (fixture, fixture->secret, FALSE, MONDAY), ==, SL_BUDGET_RESTING);
}

static void
test_a_lost_key_rests_every_account (Fixture *fixture, gconstpointer data)
{
  g_autofree char *key = g_build_filename (fixture->folder, "budget.key", NULL);

  present (fixture, fixture->secret, FALSE, SL_OUTCOME_AUTH_REJECTED, MONDAY);
  g_assert_cmpint (g_unlink (key), ==, 0);
  reopen (fixture, MONDAY + 1);
  g_assert_cmpint (begin (fixture, fixture->secret, FALSE, MONDAY + 1), ==, SL_BUDGET_RESTING);
}

static void
test_a_clock_set_back_neither_opens_nor_locks (Fixture *fixture, gconstpointer data)
{
  gint64 next_year = MONDAY + 365 * DAY;

  for (int i = 0; i < 3; i++)
    present (fixture, fixture->secret, TRUE, SL_OUTCOME_AUTH_DISABLED, next_year);
  reopen (fixture, MONDAY);
  g_assert_cmpint (begin (fixture, fixture->secret, TRUE, MONDAY), ==, SL_BUDGET_EXHAUSTED);
  g_assert_cmpint (begin (fixture, fixture->secret, FALSE, MONDAY + DAY), ==, SL_BUDGET_ALLOWED);
}

static void
test_files_tell_nothing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "budget.json", NULL);
  g_autofree char *key_path = g_build_filename (fixture->folder, "budget.key", NULL);
  g_autofree char *content = NULL;
  g_autofree char *plain = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "correct horse", -1);
  GStatBuf         info;

  present (fixture, fixture->secret, FALSE, SL_OUTCOME_AUTH_REJECTED, MONDAY);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_null (strstr (content, "correct horse"));
  g_assert_null (strstr (content, plain));
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (key_path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_what_cannot_be_written_is_not_tried (Fixture *fixture, gconstpointer data)
{
  g_autofree char *place = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *below = g_build_filename (place, "state", NULL);
  g_autoptr (SlBudget) budget = NULL;

  g_assert_true (g_file_set_contents (place, "", 0, NULL));
  budget = sl_budget_new (below, MONDAY);
  g_assert_cmpint (sl_budget_begin (budget, "work", fixture->secret, TRUE, MONDAY), ==,
                   SL_BUDGET_NO_RECORD);
  g_assert_nonnull (strstr (sl_budget_get_problem (budget), below));
}

#define ADD(path, function)                                                                        \
  g_test_add ("/watch/budget/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("working-secret", test_a_working_secret_may_always_be_presented);
  ADD ("refused-secret", test_a_refused_secret_is_never_presented_again);
  ADD ("another-secret", test_another_secret_is_presented_at_once);
  ADD ("force-once", test_the_user_may_try_exactly_once_more);
  ADD ("day-limit", test_three_refusals_a_day_are_the_limit);
  ADD ("killed", test_killed_between_attempt_and_result);
  ADD ("killed-again", test_killed_again_and_again_ends_at_the_limit);
  ADD ("cancelled", test_cancelled_on_the_way_counts_as_unknown);
  ADD ("provider-trouble", test_a_provider_in_trouble_costs_no_budget);
  ADD ("waits-for-user", test_what_waits_for_the_user_rests_six_hours);
  ADD ("broken-record", test_a_broken_record_rests_every_account);
  ADD ("deep-record", test_a_deep_record_rests_every_account);
  ADD ("lost-key", test_a_lost_key_rests_every_account);
  ADD ("clock-back", test_a_clock_set_back_neither_opens_nor_locks);
  ADD ("files-tell-nothing", test_files_tell_nothing);
  ADD ("unwritable", test_what_cannot_be_written_is_not_tried);
  return g_test_run ();
}
