/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "upgrade-watch.h"

#include "await.h"
#include "temporary-folder.h"

#include <glib/gstdio.h>

#define REST_MS 20

typedef struct
{
  char           *folder;
  char           *program;
  SlUpgradeWatch *watch;
  guint           n_told;
} Fixture;

static void
on_upgraded (SlUpgradeWatch *watch, guint *n_told)
{
  (*n_told)++;
}

static void
replace (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;

  /* By a new file that takes the old one's name, as package managers do. */
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
watch (Fixture *fixture)
{
  fixture->watch = sl_upgrade_watch_new (fixture->program, REST_MS);
  g_signal_connect (fixture->watch, "upgraded", G_CALLBACK (on_upgraded), &fixture->n_told);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = temporary_folder_new ();
  fixture->program = g_build_filename (fixture->folder, "program", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->watch);
  temporary_folder_remove (fixture->folder);
  g_free (fixture->program);
}

/* A second watch, of a file that changes later and must rest longer: once it has told, the first
 * has decided what it saw before. */
static void
await_decision (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "later", NULL);
  g_autoptr (SlUpgradeWatch) later = sl_upgrade_watch_new (path, 5 * REST_MS);
  guint n_told = 0;

  g_signal_connect (later, "upgraded", G_CALLBACK (on_upgraded), &n_told);
  replace (path, "");
  sl_await (n_told == 1);
}

static void
test_a_new_program_is_told_once (Fixture *fixture, gconstpointer data)
{
  replace (fixture->program, "old");
  watch (fixture);
  replace (fixture->program, "newer");
  sl_await (fixture->n_told == 1);
  replace (fixture->program, "newest of all");
  await_decision (fixture);
  g_assert_cmpuint (fixture->n_told, ==, 1);
}

static void
test_a_mark_is_told (Fixture *fixture, gconstpointer data)
{
  watch (fixture);
  replace (fixture->program, "");
  sl_await (fixture->n_told == 1);
}

static void
test_a_removal_is_no_upgrade (Fixture *fixture, gconstpointer data)
{
  replace (fixture->program, "old");
  watch (fixture);
  g_unlink (fixture->program);
  await_decision (fixture);
  g_assert_cmpuint (fixture->n_told, ==, 0);
  /* Some package managers remove first. */
  replace (fixture->program, "newer");
  sl_await (fixture->n_told == 1);
}

#define ADD(name, test)                                                                            \
  g_test_add ("/desktop/upgrade-watch/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("program", test_a_new_program_is_told_once);
  ADD ("mark", test_a_mark_is_told);
  ADD ("removal", test_a_removal_is_no_upgrade);
  return g_test_run ();
}
