/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "autostart.h"

#include "autostart-file.h"
#include "await.h"
#include "fake-portal.h"
#include "temporary-folder.h"

#include <glib/gstdio.h>

static SlPrivateBus *bus;

/* Through the Portal */

typedef struct
{
  SlFakePortal *portal; /* nullable: there is none */
  SlAutostart  *autostart;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer granted)
{
  fixture->portal = sl_fake_portal_start (bus);
  fixture->autostart = sl_autostart_new_for_portal (bus->connection, granted != NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer granted)
{
  g_clear_object (&fixture->autostart);
  if (fixture->portal != NULL)
    sl_fake_portal_stop (fixture->portal);
}

static void
await_answer (Fixture *fixture)
{
  g_assert_cmpint (sl_autostart_get_state (fixture->autostart), ==, SL_AUTOSTART_ASKING);
  sl_await (sl_autostart_get_state (fixture->autostart) != SL_AUTOSTART_ASKING);
}

static void
ask_for (Fixture *fixture, gboolean enabled)
{
  sl_autostart_set (fixture->autostart, enabled);
  await_answer (fixture);
}

/* Ends with the question at the portal. */
static void
ask_while_it_thinks (Fixture *fixture)
{
  fixture->portal->mood = SL_FAKE_PORTAL_THINKS;
  sl_autostart_set (fixture->autostart, TRUE);
  sl_await (fixture->portal->wishes->len == 1);
}

static void
assert_is (Fixture *fixture, SlAutostartState state, const char *problem_part)
{
  const char *problem = sl_autostart_get_problem (fixture->autostart);

  g_assert_cmpint (sl_autostart_get_state (fixture->autostart), ==, state);
  if (problem_part == NULL)
    g_assert_cmpstr (problem, ==, NULL);
  else
    g_assert_nonnull (strstr (problem != NULL ? problem : "", problem_part));
}

static GVariant *
get_wish (Fixture *fixture, guint number)
{
  g_assert_cmpuint (fixture->portal->wishes->len, >, number);
  return g_ptr_array_index (fixture->portal->wishes, number);
}

static void
test_granted (Fixture *fixture, gconstpointer data)
{
  gboolean    autostart = FALSE;
  const char *reason = NULL;

  g_auto (GStrv) command = NULL;

  ask_for (fixture, TRUE);
  assert_is (fixture, SL_AUTOSTART_ON, NULL);
  g_assert_true (g_variant_lookup (get_wish (fixture, 0), "autostart", "b", &autostart));
  g_assert_true (autostart);
  g_assert_true (g_variant_lookup (get_wish (fixture, 0), "reason", "&s", &reason));
  g_assert_cmpint (g_utf8_strlen (reason, -1), <=, 256);
  g_assert_true (g_variant_lookup (get_wish (fixture, 0), "commandline", "^as", &command));
  g_assert_cmpuint (g_strv_length (command), ==, 1);
  g_assert_true (g_str_has_suffix (command[0], "/stormlantern-watch"));

  ask_for (fixture, FALSE);
  assert_is (fixture, SL_AUTOSTART_OFF, NULL);
  g_assert_true (g_variant_lookup (get_wish (fixture, 1), "autostart", "b", &autostart));
  g_assert_false (autostart);
}

static void
test_the_last_answer_is_believed (Fixture *fixture, gconstpointer data)
{
  assert_is (fixture, SL_AUTOSTART_ON, NULL);
  g_assert_cmpuint (fixture->portal->wishes->len, ==, 0);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  fixture->portal->mood = SL_FAKE_PORTAL_REFUSES;
  ask_for (fixture, TRUE);
  assert_is (fixture, SL_AUTOSTART_OFF, "settings");
  fixture->portal->mood = SL_FAKE_PORTAL_GRANTS;
  ask_for (fixture, TRUE);
  assert_is (fixture, SL_AUTOSTART_ON, NULL);
}

static void
test_cancelled_by_the_user (Fixture *fixture, gconstpointer data)
{
  fixture->portal->mood = SL_FAKE_PORTAL_CANCELS;
  ask_for (fixture, TRUE);
  assert_is (fixture, SL_AUTOSTART_OFF, "settings");
}

/* Where the settings forbid it, xdg-desktop-portal 1.16 switches it off and answers with
 * "cancelled". */
static void
test_switched_off_where_it_is_forbidden (Fixture *fixture, gconstpointer data)
{
  fixture->portal->mood = SL_FAKE_PORTAL_CANCELS;
  ask_for (fixture, FALSE);
  assert_is (fixture, SL_AUTOSTART_OFF, NULL);
}

static void
test_failed (Fixture *fixture, gconstpointer data)
{
  fixture->portal->mood = SL_FAKE_PORTAL_FAILS;
  ask_for (fixture, TRUE);
  assert_is (fixture, SL_AUTOSTART_OFF, "settings");
}

static void
test_a_failed_removal_is_no_removal (Fixture *fixture, gconstpointer data)
{
  fixture->portal->mood = SL_FAKE_PORTAL_FAILS;
  ask_for (fixture, FALSE);
  assert_is (fixture, SL_AUTOSTART_ON, "did not switch");
}

static void
test_absent (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->portal, sl_fake_portal_stop);
  ask_for (fixture, TRUE);
  assert_is (fixture, SL_AUTOSTART_OFF, "flatpak run --command=");
}

static void
test_slow (Fixture *fixture, gconstpointer data)
{
  ask_while_it_thinks (fixture);
  sl_fake_portal_answer (fixture->portal, SL_FAKE_PORTAL_GRANTS);
  await_answer (fixture);
  assert_is (fixture, SL_AUTOSTART_ON, NULL);
}

static void
test_gone_while_it_thinks (Fixture *fixture, gconstpointer data)
{
  ask_while_it_thinks (fixture);
  g_clear_pointer (&fixture->portal, sl_fake_portal_stop);
  await_answer (fixture);
  assert_is (fixture, SL_AUTOSTART_OFF, "did not answer");
}

static void
test_a_newer_wish_takes_the_question_back (Fixture *fixture, gconstpointer data)
{
  ask_while_it_thinks (fixture);
  fixture->portal->mood = SL_FAKE_PORTAL_GRANTS;
  sl_autostart_set (fixture->autostart, FALSE);
  sl_await (fixture->portal->n_closed == 1);
  sl_await (sl_autostart_get_state (fixture->autostart) == SL_AUTOSTART_OFF);
  g_assert_cmpuint (fixture->portal->wishes->len, ==, 2);
}

static void
test_hasty (Fixture *fixture, gconstpointer data)
{
  fixture->portal->is_hasty = TRUE;
  ask_for (fixture, TRUE);
  assert_is (fixture, SL_AUTOSTART_ON, NULL);
}

static void
test_old (Fixture *fixture, gconstpointer data)
{
  fixture->portal->is_old = TRUE;
  ask_while_it_thinks (fixture);
  /* An old portal's answer comes after its reply, as that of a user does. */
  g_variant_unref (sl_private_bus_call (bus->connection, "org.freedesktop.DBus",
                                        "/org/freedesktop/DBus", "org.freedesktop.DBus.GetId", NULL,
                                        NULL));
  sl_fake_portal_answer (fixture->portal, SL_FAKE_PORTAL_GRANTS);
  await_answer (fixture);
  assert_is (fixture, SL_AUTOSTART_ON, NULL);
}

static void
test_the_end_takes_the_question_back (Fixture *fixture, gconstpointer data)
{
  ask_while_it_thinks (fixture);
  g_assert_finalize_object (g_steal_pointer (&fixture->autostart));
  sl_await (fixture->portal->n_closed == 1);
}

/* By a File */

static void
assert_valid (const char *path)
{
  const char      *arguments[] = { "desktop-file-validate", path, NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) validator
      = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (validator, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (output, ==, "");
  g_assert_true (g_subprocess_get_successful (validator));
}

/* Returns what a desktop would start. */
static char *
read_program (const char *path)
{
  g_autoptr (GKeyFile) entry = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *command = NULL;
  g_autofree char *tried = NULL;
  g_auto (GStrv) arguments = NULL;

  g_key_file_load_from_file (entry, path, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  command = g_key_file_get_string (entry, "Desktop Entry", "Exec", &error);
  g_assert_no_error (error);
  g_shell_parse_argv (command, NULL, &arguments, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (arguments), ==, 1);
  /* A session passes over the entry once the program is uninstalled. */
  tried = g_key_file_get_string (entry, "Desktop Entry", "TryExec", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tried, ==, arguments[0]);
  return g_strdup (arguments[0]);
}

static void
test_a_file_of_ones_own (void)
{
  g_autoptr (SlAutostart) autostart = sl_autostart_new_for_file ();
  g_autofree char *path = sl_autostart_file_get_path ();
  g_autofree char *program = NULL;

  g_assert_cmpint (sl_autostart_get_state (autostart), ==, SL_AUTOSTART_OFF);
  g_setenv ("STORMLANTERN_PROGRAM_DIR", "/opt/storm lantern/$HOME \"b\\in\"", TRUE);
  sl_autostart_set (autostart, TRUE);
  g_unsetenv ("STORMLANTERN_PROGRAM_DIR");
  g_assert_cmpint (sl_autostart_get_state (autostart), ==, SL_AUTOSTART_ON);
  assert_valid (path);
  program = read_program (path);
  g_assert_cmpstr (program, ==, "/opt/storm lantern/$HOME \"b\\in\"/stormlantern-watch");
  sl_autostart_set (autostart, FALSE);
  g_assert_cmpint (sl_autostart_get_state (autostart), ==, SL_AUTOSTART_OFF);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
replace (const char *path, const char *text)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* The desktop's own list of startup programs changes the file behind our back. */
static void
test_a_file_that_others_change (void)
{
  g_autoptr (SlAutostart) autostart = sl_autostart_new_for_file ();
  g_autofree char *path = sl_autostart_file_get_path ();
  g_autofree char *ours = NULL;
  g_autofree char *hidden = NULL;

  sl_autostart_set (autostart, TRUE);
  g_file_get_contents (path, &ours, NULL, NULL);
  hidden = g_strconcat (ours, "Hidden=true\n", NULL);
  replace (path, hidden);
  sl_await (sl_autostart_get_state (autostart) == SL_AUTOSTART_OFF);
  replace (path, ours);
  sl_await (sl_autostart_get_state (autostart) == SL_AUTOSTART_ON);
  g_unlink (path);
  sl_await (sl_autostart_get_state (autostart) == SL_AUTOSTART_OFF);
  g_assert_null (sl_autostart_get_problem (autostart));
}

static const struct
{
  const char *name;
  const char *text;
  gboolean    enabled;
} files[] = {
  { "plain", "[Desktop Entry]\nExec=/bin/true\n", TRUE },
  { "hidden", "[Desktop Entry]\nExec=/bin/true\nHidden=true\n", FALSE },
  { "gnome-off", "[Desktop Entry]\nExec=/bin/true\nX-GNOME-Autostart-enabled=false\n", FALSE },
  { "gnome-on", "[Desktop Entry]\nExec=/bin/true\nX-GNOME-Autostart-enabled=true\n", TRUE },
  { "no-command", "[Desktop Entry]\nName=x\n", FALSE },
  { "empty", "", FALSE },
  { "no-entry", "Exec=/bin/true", FALSE },
};

static void
test_what_a_file_says (gconstpointer data)
{
  guint            row = GPOINTER_TO_UINT (data);
  g_autofree char *path = sl_autostart_file_get_path ();

  replace (path, files[row].text);
  g_assert_cmpint (sl_autostart_file_is_enabled (path), ==, files[row].enabled);
  g_unlink (path);
}

static void
test_a_file_that_cannot_be_written (void)
{
  g_autoptr (SlAutostart) autostart = sl_autostart_new_for_file ();
  g_autofree char *path = sl_autostart_file_get_path ();

  /* A folder in the file's place keeps even root out. */
  g_mkdir_with_parents (path, 0700);
  sl_autostart_set (autostart, TRUE);
  g_assert_cmpint (sl_autostart_get_state (autostart), ==, SL_AUTOSTART_OFF);
  g_assert_nonnull (strstr (sl_autostart_get_problem (autostart), path));
  g_rmdir (path);
}

static void
test_a_folder_that_cannot_be_made (void)
{
  g_autofree char *path = sl_autostart_file_get_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (SlAutostart) autostart = NULL;

  g_rmdir (folder);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  autostart = sl_autostart_new_for_file ();
  sl_autostart_set (autostart, TRUE);
  g_assert_cmpint (sl_autostart_get_state (autostart), ==, SL_AUTOSTART_OFF);
  g_assert_nonnull (strstr (sl_autostart_get_problem (autostart), folder));
  g_assert_null (strstr (sl_autostart_get_problem (autostart), ".desktop"));
  g_unlink (folder);
}

#define ADD_PORTAL(name, granted, test)                                                            \
  g_test_add ("/desktop/autostart/portal/" name, Fixture, GINT_TO_POINTER (granted), set_up, test, \
              tear_down)

static void
add_portal_tests (void)
{
  ADD_PORTAL ("granted", FALSE, test_granted);
  ADD_PORTAL ("last-answer", TRUE, test_the_last_answer_is_believed);
  ADD_PORTAL ("refused", FALSE, test_refused);
  ADD_PORTAL ("cancelled", FALSE, test_cancelled_by_the_user);
  ADD_PORTAL ("forbidden", TRUE, test_switched_off_where_it_is_forbidden);
  ADD_PORTAL ("failed", FALSE, test_failed);
  ADD_PORTAL ("failed-removal", TRUE, test_a_failed_removal_is_no_removal);
  ADD_PORTAL ("absent", FALSE, test_absent);
  ADD_PORTAL ("slow", FALSE, test_slow);
  ADD_PORTAL ("gone", FALSE, test_gone_while_it_thinks);
  ADD_PORTAL ("newer-wish", FALSE, test_a_newer_wish_takes_the_question_back);
  ADD_PORTAL ("hasty", FALSE, test_hasty);
  ADD_PORTAL ("old", FALSE, test_old);
  ADD_PORTAL ("end", FALSE, test_the_end_takes_the_question_back);
}

int
main (int argc, char **argv)
{
  /* G_TEST_OPTION_ISOLATE_DIRS of GLib 2.74 leaks with every test after the first. */
  char *folder = temporary_folder_isolate ();
  int   status;

  g_test_init (&argc, &argv, NULL);
  bus = sl_private_bus_start ();
  add_portal_tests ();
  g_test_add_func ("/desktop/autostart/file/own", test_a_file_of_ones_own);
  g_test_add_func ("/desktop/autostart/file/no-folder", test_a_folder_that_cannot_be_made);
  g_test_add_func ("/desktop/autostart/file/others", test_a_file_that_others_change);
  g_test_add_func ("/desktop/autostart/file/unwritable", test_a_file_that_cannot_be_written);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *name = g_strconcat ("/desktop/autostart/file/", files[i].name, NULL);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_what_a_file_says);
    }
  status = g_test_run ();
  sl_private_bus_stop (bus);
  temporary_folder_remove (folder);
  return status;
}
