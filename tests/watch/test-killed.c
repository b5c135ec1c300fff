/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The process is really killed, in the worst moment; then the next one looks at what is left. */
#include "budget.h"
#include "history.h"
#include "temporary-folder.h"

#include <signal.h>
#include <unistd.h>

#define NOW 1800000000
#define FOLDER_VARIABLE "TEST_KILLED_FOLDER"
#define N_CHECKS 200

/* Runs this test again as a child, which kills itself; the folder survives it. */
static char *
let_child_die (void)
{
  char *folder = temporary_folder_new ();

  g_setenv (FOLDER_VARIABLE, folder, TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_assert_false (g_test_trap_has_passed ());
  g_unsetenv (FOLDER_VARIABLE);
  return folder;
}

static void
test_an_attempt_is_not_repeated (void)
{
  g_autoptr (SlSecret) secret = sl_secret_new ("correct horse", -1);
  g_autoptr (SlBudget) budget = NULL;
  char *folder;

  if (g_test_subprocess ())
    {
      budget = sl_budget_new (g_getenv (FOLDER_VARIABLE), NOW);
      g_assert_cmpint (sl_budget_begin (budget, "work", secret, FALSE, NOW), ==, SL_BUDGET_ALLOWED);
      kill (getpid (), SIGKILL);
    }
  folder = let_child_die ();
  budget = sl_budget_new (folder, NOW + 1);
  g_assert_cmpint (sl_budget_begin (budget, "work", secret, FALSE, NOW + 1), ==, SL_BUDGET_RESTING);
  temporary_folder_remove (folder);
}

static void
test_no_check_is_lost (void)
{
  g_autoptr (SlHistory) history = NULL;
  g_autoptr (GPtrArray) checks = NULL;
  char *folder;

  if (g_test_subprocess ())
    {
      history = sl_history_new (g_getenv (FOLDER_VARIABLE), NOW);
      for (int i = 0; i < N_CHECKS; i++)
        {
          g_autoptr (SlCheckResult) result = sl_check_result_new (
              SL_CHECK_KIND_DOOR, SL_PROTOCOL_IMAP, SL_OUTCOME_OK, SL_STAGE_DONE);

          result->time = NOW + i;
          sl_history_add_check (history, "work", result);
        }
      kill (getpid (), SIGKILL);
    }
  folder = let_child_die ();
  history = sl_history_new (folder, NOW);
  g_assert_null (sl_history_get_problem (history));
  checks = sl_history_list_checks (history, "work", 0, 1000);
  g_assert_cmpuint (checks->len, ==, N_CHECKS);
  g_clear_object (&history);
  temporary_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch/killed/attempt", test_an_attempt_is_not_repeated);
  g_test_add_func ("/watch/killed/history", test_no_check_is_lost);
  return g_test_run ();
}
