/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usual-times.h"

static void
add (SlUsualTimes *usual, SlCheckKind kind, SlOutcome outcome, int authentication_ms)
{
  g_autoptr (SlCheckResult) result
      = sl_check_result_new (kind, SL_PROTOCOL_IMAP, outcome, SL_STAGE_DONE);

  result->timings_ms[SL_STAGE_AUTHENTICATION] = authentication_ms;
  result->timings_ms[SL_STAGE_DONE] = authentication_ms + 100;
  sl_usual_times_add (usual, result);
}

static void
add_good (SlUsualTimes *usual, int authentication_ms)
{
  add (usual, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_OK, authentication_ms);
}

static int
read_usual (SlUsualTimes *usual, SlCheckKind kind, SlStage stage)
{
  int usual_ms[SL_N_STAGES];

  sl_usual_times_read (usual, kind, SL_PROTOCOL_IMAP, usual_ms);
  return usual_ms[stage];
}

static void
test_median (void)
{
  SlUsualTimes *usual = sl_usual_times_new ();

  for (int i = 0; i < SL_USUAL_TIMES_NEEDED - 1; i++)
    add_good (usual, 40);
  g_assert_cmpint (read_usual (usual, SL_CHECK_KIND_SIGNIN, SL_STAGE_AUTHENTICATION), ==, 0);
  add_good (usual, 9000);
  g_assert_cmpint (read_usual (usual, SL_CHECK_KIND_SIGNIN, SL_STAGE_AUTHENTICATION), ==, 40);
  g_assert_cmpint (read_usual (usual, SL_CHECK_KIND_SIGNIN, SL_STAGE_DONE), ==, 140);
  g_assert_cmpint (read_usual (usual, SL_CHECK_KIND_SIGNIN, SL_STAGE_TLS), ==, 0);
  g_assert_cmpint (read_usual (usual, SL_CHECK_KIND_DOOR, SL_STAGE_DONE), ==, 0);
  sl_usual_times_free (usual);
}

/* What failed tells nothing of what is usual; and a lasting change becomes the usual. */
static void
test_follows_changes (void)
{
  SlUsualTimes *usual = sl_usual_times_new ();

  for (int i = 0; i < 2 * SL_USUAL_TIMES_KEPT; i++)
    add (usual, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_AUTH_UNAVAILABLE, 7000);
  g_assert_cmpint (read_usual (usual, SL_CHECK_KIND_SIGNIN, SL_STAGE_AUTHENTICATION), ==, 0);
  for (int i = 0; i < SL_USUAL_TIMES_KEPT; i++)
    add_good (usual, 50);
  g_assert_cmpint (read_usual (usual, SL_CHECK_KIND_SIGNIN, SL_STAGE_AUTHENTICATION), ==, 50);
  for (int i = 0; i < SL_USUAL_TIMES_KEPT; i++)
    add (usual, SL_CHECK_KIND_SIGNIN, SL_OUTCOME_SLOW, 3000);
  g_assert_cmpint (read_usual (usual, SL_CHECK_KIND_SIGNIN, SL_STAGE_AUTHENTICATION), ==, 3000);
  sl_usual_times_free (usual);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch/usual-times/median", test_median);
  g_test_add_func ("/watch/usual-times/follows-changes", test_follows_changes);
  return g_test_run ();
}
