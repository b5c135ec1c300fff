/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan-file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY 65534
#define DEADLINE_MS 10000

typedef struct
{
  char       *folder;
  char       *path;
  SlPlanFile *file;
  guint       n_changes;
} Fixture;

static void
on_changed (SlPlanFile *file, gpointer data)
{
  Fixture *fixture = data;

  fixture->n_changes++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("plan-file-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->path = g_build_filename (fixture->folder, "plan.json", NULL);
  fixture->file = sl_plan_file_new (fixture->path);
  g_signal_connect (fixture->file, "changed", G_CALLBACK (on_changed), fixture);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->file);
  g_chmod (fixture->folder, 0700);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
put (Fixture *fixture, const char *text)
{
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
}

static char *
get (Fixture *fixture)
{
  char *text = NULL;

  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  return text;
}

static guint
count_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_entries = 0;

  while (g_dir_read_name (dir) != NULL)
    n_entries++;
  return n_entries;
}

static SlPlan *
plan_with (const char *id)
{
  g_autoptr (SlAccount) account = sl_account_new (id, id);
  SlPlan *plan = sl_plan_new ();

  g_assert_true (sl_plan_set_account (plan, account, NULL));
  return plan;
}

static void
assert_fails_to_load (Fixture *fixture, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sl_plan_file_load (fixture->file, &error));
  g_assert_error (error, SL_PLAN_ERROR, code);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_missing_is_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlPlan) plan = sl_plan_file_load (fixture->file, &error);

  g_assert_no_error (error);
  g_assert_cmpint (sl_plan_get_accounts (plan)->len, ==, 0);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_saved_is_loaded (Fixture *fixture, gconstpointer data)
{
  g_autofree char *deep = g_build_filename (fixture->folder, "a", "b", "plan.json", NULL);
  g_autoptr (SlPlanFile) file = sl_plan_file_new (deep);
  g_autoptr (SlPlanFile) other = sl_plan_file_new (deep);
  g_autoptr (SlPlan) plan = plan_with ("work");
  g_autoptr (SlPlan) loaded = NULL;
  g_autoptr (GError) error = NULL;
  struct stat status;

  g_assert_true (sl_plan_file_save (file, plan, &error));
  g_assert_no_error (error);
  loaded = sl_plan_file_load (other, &error);
  g_assert_nonnull (sl_plan_get_account (loaded, "work"));
  g_assert_cmpint (g_stat (deep, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_broken_is_kept (Fixture *fixture, gconstpointer data)
{
  const char *broken = data;
  g_autoptr (SlPlan) plan = plan_with ("work");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  put (fixture, broken);
  assert_fails_to_load (fixture, SL_PLAN_ERROR_SYNTAX);
  g_assert_cmpint (count_entries (fixture->folder), ==, 2);
  assert_fails_to_load (fixture, SL_PLAN_ERROR_SYNTAX);
  g_assert_cmpint (count_entries (fixture->folder), ==, 2);
  g_assert_false (sl_plan_file_save (fixture->file, plan, &error));
  g_assert_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_SYNTAX);
  text = get (fixture);
  g_assert_cmpstr (text, ==, broken);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_true (sl_plan_file_save (fixture->file, plan, NULL));
}

static void
test_copy_holds_what_was_typed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *copied = NULL;
  g_autofree char *path = NULL;
  const char      *name;

  put (fixture, "{\"accounts\": 7}");
  g_assert_null (sl_plan_file_load (fixture->file, &error));
  g_assert_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_VALUE);
  name = strstr (error->message, "plan.json.broken-");
  g_assert_nonnull (name);
  path = g_strdup_printf ("%s/%.*s", fixture->folder,
                          (int) strlen ("plan.json.broken-20261123-090200"), name);
  g_assert_true (g_file_get_contents (path, &copied, NULL, NULL));
  g_assert_cmpstr (copied, ==, "{\"accounts\": 7}");
}

static void
test_newer_version_is_left_alone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SlPlan) plan = plan_with ("work");
  g_autoptr (GError) error = NULL;

  put (fixture, "{\"version\": 2}");
  assert_fails_to_load (fixture, SL_PLAN_ERROR_VERSION);
  g_assert_cmpint (count_entries (fixture->folder), ==, 1);
  g_assert_false (sl_plan_file_save (fixture->file, plan, &error));
  g_assert_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_VERSION);
}

static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (10 * 1024 * 1024, ' ');
  g_autoptr (SlPlan) plan = plan_with ("work");
  g_autoptr (GError) error = NULL;

  put (fixture, text);
  assert_fails_to_load (fixture, SL_PLAN_ERROR_SIZE);
  g_assert_cmpint (count_entries (fixture->folder), ==, 1);
  g_assert_false (sl_plan_file_save (fixture->file, plan, &error));
  g_assert_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_SIZE);
}

static void
test_not_a_file (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  assert_fails_to_load (fixture, SL_PLAN_ERROR_FILE);
  g_assert_cmpint (g_rmdir (fixture->path), ==, 0);
  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  assert_fails_to_load (fixture, SL_PLAN_ERROR_FILE);
}

/* Root may read and write everything, so root becomes nobody for a moment. */
static gboolean
become_ordinary (Fixture *fixture)
{
  if (geteuid () != 0)
    return TRUE;
  return chown (fixture->folder, NOBODY, NOBODY) == 0
         && (g_access (fixture->path, F_OK) != 0 || chown (fixture->path, NOBODY, NOBODY) == 0)
         && seteuid (NOBODY) == 0;
}

static void
become_root_again (void)
{
  if (getuid () == 0)
    g_assert_cmpint (seteuid (0), ==, 0);
}

static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  put (fixture, "{}");
  g_assert_cmpint (g_chmod (fixture->path, 0000), ==, 0);
  if (!become_ordinary (fixture))
    {
      g_test_skip ("cannot become an ordinary user here");
      return;
    }
  assert_fails_to_load (fixture, SL_PLAN_ERROR_FILE);
  become_root_again ();
}

static void
test_read_only_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SlPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  put (fixture, "{\"accounts\": [{\"id\": \"work\"}]}");
  if (!become_ordinary (fixture))
    {
      g_test_skip ("cannot become an ordinary user here");
      return;
    }
  g_assert_cmpint (g_chmod (fixture->folder, 0500), ==, 0);
  plan = sl_plan_file_load (fixture->file, &error);
  g_assert_no_error (error);
  g_assert_true (sl_plan_remove_account (plan, "work"));
  g_assert_false (sl_plan_file_save (fixture->file, plan, &error));
  become_root_again ();
  g_assert_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, fixture->path));
  text = get (fixture);
  g_assert_cmpstr (text, ==, "{\"accounts\": [{\"id\": \"work\"}]}");
  g_assert_cmpint (count_entries (fixture->folder), ==, 1);
}

static void
test_broken_in_read_only_folder (Fixture *fixture, gconstpointer data)
{
  put (fixture, "{");
  if (!become_ordinary (fixture))
    {
      g_test_skip ("cannot become an ordinary user here");
      return;
    }
  g_assert_cmpint (g_chmod (fixture->folder, 0500), ==, 0);
  assert_fails_to_load (fixture, SL_PLAN_ERROR_SYNTAX);
  become_root_again ();
}

static void
test_changed_by_another (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SlPlan) plan = NULL;
  g_autoptr (SlPlan) mine = plan_with ("mine");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  put (fixture, "{}");
  plan = sl_plan_file_load (fixture->file, NULL);
  put (fixture, "{\"accounts\": [{\"id\": \"theirs\"}]}");
  g_assert_false (sl_plan_file_save (fixture->file, mine, &error));
  g_assert_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_CHANGED);
  text = get (fixture);
  g_assert_nonnull (strstr (text, "theirs"));
  g_clear_object (&plan);
  plan = sl_plan_file_load (fixture->file, NULL);
  g_assert_true (sl_plan_file_save (fixture->file, mine, NULL));
}

static void
test_never_loaded_never_overwrites (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SlPlan) mine = plan_with ("mine");
  g_autoptr (GError) error = NULL;

  put (fixture, "{}");
  g_assert_false (sl_plan_file_save (fixture->file, mine, &error));
  g_assert_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_CHANGED);
}

static void
test_link_stays_a_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *target = g_build_filename (fixture->folder, "dotfiles-plan.json", NULL);
  g_autoptr (SlPlan) plan = NULL;
  g_autoptr (SlPlan) mine = plan_with ("mine");
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (target, "{}", -1, NULL));
  g_assert_cmpint (symlink (target, fixture->path), ==, 0);
  plan = sl_plan_file_load (fixture->file, NULL);
  g_assert_true (sl_plan_file_save (fixture->file, mine, NULL));
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_get_contents (target, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "mine"));
}

static gboolean
on_deadline (gpointer data)
{
  g_error ("the file's change was not noticed in time");
  return G_SOURCE_REMOVE;
}

static void
await_changes (Fixture *fixture, guint n_changes)
{
  guint deadline = g_timeout_add (DEADLINE_MS, on_deadline, NULL);

  while (fixture->n_changes < n_changes)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
}

static void
test_follows_others (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SlPlan) plan = NULL;
  g_autoptr (SlPlan) mine = plan_with ("mine");

  plan = sl_plan_file_load (fixture->file, NULL);
  sl_plan_file_follow (fixture->file);
  put (fixture, "{\"accounts\": [{\"id\": \"theirs\"}]}");
  await_changes (fixture, 1);
  g_clear_object (&plan);
  plan = sl_plan_file_load (fixture->file, NULL);
  g_assert_nonnull (sl_plan_get_account (plan, "theirs"));
  /* Our own save is not news: only the removal after it is told. */
  g_assert_true (sl_plan_file_save (fixture->file, mine, NULL));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  await_changes (fixture, 2);
  g_assert_cmpint (fixture->n_changes, ==, 2);
  g_clear_object (&plan);
  plan = sl_plan_file_load (fixture->file, NULL);
  g_assert_cmpint (sl_plan_get_accounts (plan)->len, ==, 0);
}

/* A process that saves in a loop is killed at any moment: what stands on disk is always one of the
 * two whole plans. */
static void
save_for_ever (const char *path)
{
  g_autoptr (SlPlanFile) file = sl_plan_file_new (path);
  g_autoptr (SlPlan) loaded = sl_plan_file_load (file, NULL);
  g_autoptr (SlPlan) first = plan_with ("first");
  g_autoptr (SlPlan) second = plan_with ("second");

  for (guint i = 0; sl_plan_file_save (file, i % 2 == 0 ? first : second, NULL); i++)
    if (i == 0 && write (STDOUT_FILENO, "\n", 1) != 1)
      break;
}

static void
kill_a_saver (Fixture *fixture)
{
  const char *arguments[] = { "/proc/self/exe", "--save-for-ever", fixture->path, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  GPid             pid;
  int              output;
  char             byte;

  arguments[0] = program;
  g_assert_true (g_spawn_async_with_pipes (NULL, (char **) arguments, NULL,
                                           G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL,
                                           &output, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (read (output, &byte, 1), ==, 1);
  kill (pid, SIGKILL);
  g_assert_cmpint (waitpid (pid, NULL, 0), ==, pid);
  close (output);
}

static void
test_killed_while_saving (Fixture *fixture, gconstpointer data)
{
  for (guint round = 0; round < 8; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SlPlan) plan = NULL;

      kill_a_saver (fixture);
      plan = sl_plan_file_load (fixture->file, &error);
      g_assert_no_error (error);
      g_assert_cmpint (sl_plan_get_accounts (plan)->len, ==, 1);
    }
}

#define ADD(name, data, function)                                                                  \
  g_test_add ("/core/plan-file/" name, Fixture, data, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--save-for-ever"))
    {
      save_for_ever (argv[2]);
      return 1;
    }
  g_test_init (&argc, &argv, NULL);
  ADD ("missing-is-empty", NULL, test_missing_is_empty);
  ADD ("saved-is-loaded", NULL, test_saved_is_loaded);
  ADD ("broken-is-kept/half", "{\"accounts\": [", test_broken_is_kept);
  ADD ("broken-is-kept/empty", "", test_broken_is_kept);
  ADD ("broken-is-kept/not-json", "accounts: []\n", test_broken_is_kept);
  ADD ("broken-is-kept/not-utf-8", "{\"a\": \"\xc3\"}", test_broken_is_kept);
  ADD ("copy-holds-what-was-typed", NULL, test_copy_holds_what_was_typed);
  ADD ("newer-version-is-left-alone", NULL, test_newer_version_is_left_alone);
  ADD ("too-large", NULL, test_too_large);
  ADD ("not-a-file", NULL, test_not_a_file);
  ADD ("unreadable", NULL, test_unreadable);
  ADD ("read-only-folder", NULL, test_read_only_folder);
  ADD ("broken-in-read-only-folder", NULL, test_broken_in_read_only_folder);
  ADD ("changed-by-another", NULL, test_changed_by_another);
  ADD ("never-loaded-never-overwrites", NULL, test_never_loaded_never_overwrites);
  ADD ("link-stays-a-link", NULL, test_link_stays_a_link);
  ADD ("follows-others", NULL, test_follows_others);
  ADD ("killed-while-saving", NULL, test_killed_while_saving);
  return g_test_run ();
}
