/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-tests"

#include "temporary-folder.h"
#include "transfer-actions.h"
#include "window-fixture.h"

#include <locale.h>

/* Importing a plan in the window; drawn in each dress to build/screenshots/. */

#define OTHER_PLAN                                                                                 \
  "{\"accounts\": [{\"id\": \"choir\", \"name\": \"Choir\", \"address\": \"choir@example.org\"}]," \
  " \"channels\": [{\"id\": \"bridge\", \"name\": \"Conference bridge\","                          \
  " \"address\": \"tel:+49-30-1234567\", \"instructions\": \"A new room: 1234.\"},"                \
  " {\"id\": \"radio\", \"name\": \"Radio in the <basement>\", \"address\": \"Channel 7\"}]}"

/* So many of the cases are drawn in each dress; they come first. */
#define N_DRAWN 2

static const char *dress = "light";

static void
import (WindowFixture *fixture, const char *text)
{
  char            *folder = temporary_folder_new ();
  g_autofree char *path = g_build_filename (folder, "plan of the club.json", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  sl_transfer_actions_import (SL_MAIN_WINDOW (fixture->window), path);
  temporary_folder_remove (folder);
}

static void
wear_dress (WindowFixture *fixture)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_str_equal (dress, "dark") ? ADW_COLOR_SCHEME_FORCE_DARK
                                                                  : ADW_COLOR_SCHEME_FORCE_LIGHT);
  if (g_str_equal (dress, "narrow"))
    gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 720);
}

static void
check_difference (WindowFixture *fixture, gconstpointer unused)
{
  g_autofree char *before = window_fixture_read_plan (fixture);
  g_autofree char *name = g_strdup_printf ("import-%s", dress);
  g_autofree char *after = NULL;

  wear_dress (fixture);
  import (fixture, OTHER_PLAN);
  window_fixture_await_text (fixture, "Will be added");
  g_assert_true (window_fixture_shows (fixture, "Will be changed"));
  window_fixture_find_row (fixture, "Radio in the <basement>");
  window_fixture_find_row (fixture, "Choir");
  window_fixture_find_row (fixture, "Conference bridge");
  g_assert_true (window_fixture_shows (fixture, "becomes “A new room: 1234.”"));
  g_assert_true (window_fixture_shows (fixture, "plan of the club.json"));
  window_fixture_screenshot (fixture, name);
  window_fixture_click (fixture, "Cancel");
  window_fixture_await_text (fixture, "Other ways to talk");
  after = window_fixture_read_plan (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
check_import_and_undo (WindowFixture *fixture, gconstpointer unused)
{
  g_autofree char *imported = NULL;
  g_autofree char *undone = NULL;

  import (fixture, OTHER_PLAN);
  window_fixture_await_text (fixture, "Will be added");
  window_fixture_click (fixture, "Import");
  window_fixture_await_text (fixture, "The plan is imported.");
  imported = window_fixture_read_plan (fixture);
  g_assert_nonnull (strstr (imported, "A new room: 1234."));
  g_assert_nonnull (strstr (imported, "Help desk"));
  window_fixture_click (fixture, "Undo");
  window_fixture_settle (fixture);
  undone = window_fixture_read_plan (fixture);
  g_assert_null (strstr (undone, "A new room: 1234."));
  g_assert_null (strstr (undone, "choir@example.org"));
  g_assert_nonnull (strstr (undone, "Room number 4711"));
}

static void
check_nothing_new (WindowFixture *fixture, gconstpointer unused)
{
  g_autofree char *own = window_fixture_read_plan (fixture);

  import (fixture, own);
  window_fixture_await_text (fixture, "Your plan has all of this already.");
  g_assert_false (gtk_widget_get_sensitive (window_fixture_find_button (fixture, "Import")));
}

static void
check_broken_files (WindowFixture *fixture, gconstpointer unused)
{
  g_autofree char *huge = g_strnfill (2 * 1024 * 1024, ' ');
  g_autofree char *before = window_fixture_read_plan (fixture);
  g_autofree char *after = NULL;

  import (fixture, "{\"version\": 9}");
  window_fixture_await_text (fixture, "newer version");
  import (fixture, "<html>");
  import (fixture, huge);
  sl_transfer_actions_import (SL_MAIN_WINDOW (fixture->window), "/no/such/plan.json");
  window_fixture_settle (fixture);
  after = window_fixture_read_plan (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
check_address (WindowFixture *fixture, gconstpointer unused)
{
  g_autofree char *name = g_strdup_printf ("import-source-%s", dress);
  g_autofree char *imported = NULL;
  GtkWidget       *address;

  wear_dress (fixture);
  window_fixture_await_text (fixture, "All mail works");
  window_fixture_activate (fixture, "win.import-plan", NULL);
  window_fixture_await_text (fixture, "From this computer");
  address = window_fixture_find_row (fixture, "Address, such as example.org/plan.json");
  g_assert_false (gtk_widget_get_sensitive (window_fixture_find_button (fixture, "Fetch It")));
  gtk_editable_set_text (GTK_EDITABLE (address), "example.org/plan.json");
  sl_fake_watch_service_refuse (fixture->service, SL_APPLICATION_ID ".Error.NoPlan",
                                "example.org answers with a web page, not with a plan.");
  window_fixture_click (fixture, "Fetch It");
  window_fixture_await_text (fixture, "example.org answers with a web page, not with a plan.");
  window_fixture_await_call (fixture, "FetchPlan https://example.org/plan.json");
  window_fixture_settle (fixture);
  window_fixture_screenshot (fixture, name);

  sl_fake_watch_service_set_plan (fixture->service, OTHER_PLAN);
  window_fixture_click (fixture, "Fetch It");
  window_fixture_await_text (fixture, "Will be added");
  g_assert_true (window_fixture_shows (fixture, "https://example.org/plan.json"));
  window_fixture_click (fixture, "Import");
  window_fixture_await_text (fixture, "The plan is imported.");
  window_fixture_await_text (fixture, "Other ways to talk");
  imported = window_fixture_read_plan (fixture);
  g_assert_nonnull (strstr (imported, "A new room: 1234."));
}

static const struct
{
  const char *name;
  WindowBody  body;
} cases[] = {
  { "difference", check_difference },
  { "address", check_address },
  { "import-and-undo", check_import_and_undo },
  { "nothing-new", check_nothing_new },
  { "broken", check_broken_files },
};

static void
run_case (gconstpointer data)
{
  gsize         i = GPOINTER_TO_SIZE (data);
  WindowFixture fixture = { NULL };

  fixture.right_to_left = g_str_equal (dress, "right-to-left");
  window_fixture_init (&fixture, "plan.json");
  window_fixture_start_service (&fixture, "ok");
  window_fixture_run (&fixture, cases[i].body, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    dress = argv[1];
  setlocale (LC_ALL, "");
  for (gsize i = 0; i < (g_str_equal (dress, "light") ? G_N_ELEMENTS (cases) : N_DRAWN); i++)
    {
      g_autofree char *path = g_strdup_printf ("/window/import/%s/%s", dress, cases[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), run_case);
    }
  return g_test_run ();
}
