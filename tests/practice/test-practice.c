/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice.h"

#include "installation.h"
#include "plan-file.h"
#include "plan-layers.h"
#include "temporary-folder.h"

#include <glib/gstdio.h>
#include <math.h>

#define SPEED 10

static SlPractice *
create (void)
{
  g_autoptr (GError) error = NULL;
  SlPractice *practice = sl_practice_new (SL_PRACTICE_DEFAULT_SCENARIO, SPEED, &error);

  g_assert_no_error (error);
  return practice;
}

/* Whoever watches the practice needs nothing else. */
static void
test_hands_out_all_that_is_needed (void)
{
  g_autoptr (SlPractice) practice = create ();
  SlPlan          *plan = sl_practice_get_plan (practice);
  const SlAccount *account = sl_plan_get_account (plan, SL_PRACTICE_ACCOUNT_ID);
  SlProvider      *provider;

  g_assert_nonnull (account);
  g_assert_nonnull (sl_account_get_signin_server (account));
  g_assert_cmpuint (sl_plan_get_channels (plan)->len, ==, 2);
  g_assert_nonnull (sl_practice_get_trust (practice));
  provider = sl_provider_catalogue_lookup (sl_practice_get_catalogue (practice), account->provider);
  g_assert_nonnull (provider);
  g_assert_cmpuint (provider->feeds->len, ==, 1);
  g_assert_cmpstr (sl_practice_get_title (practice), !=, "");
}

/* The window reads the practice's plan as it reads the user's. */
static void
test_plan_is_on_disk (void)
{
  g_autoptr (SlPractice) practice = create ();
  g_autoptr (SlPlanFile) file = sl_plan_file_new (sl_practice_get_plan_path (practice));
  g_autoptr (GError) error = NULL;
  g_autoptr (SlPlan) plan = sl_plan_file_load (file, &error);

  g_assert_no_error (error);
  g_assert_nonnull (sl_plan_get_account (plan, SL_PRACTICE_ACCOUNT_ID));
}

/* The user's own channels are practised, and their file is only read. */
static void
test_practises_own_channels (void)
{
  static const char own[] = "{\"version\":1,\"channels\":[{\"id\":\"mine\",\"name\":\"Mine\","
                            "\"kind\":\"phone\",\"address\":\"tel:+12025550123\"}]}";
  g_autofree char  *path = sl_plan_file_default_path ();
  g_autofree char  *folder = g_path_get_dirname (path);
  g_autofree char  *after = NULL;
  g_autoptr (SlPractice) practice = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, own, -1, NULL));
  practice = create ();
  g_assert_cmpuint (sl_plan_get_channels (sl_practice_get_plan (practice))->len, ==, 1);
  g_assert_nonnull (sl_plan_get_channel (sl_practice_get_plan (practice), "mine"));
  g_assert_nonnull (sl_plan_get_account (sl_practice_get_plan (practice), SL_PRACTICE_ACCOUNT_ID));
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, own);
  g_unlink (path);
}

static char *
put (const char *path, const char *text)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return g_strdup (path);
}

static guint
count_files (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (directory) != NULL)
    count++;
  return count;
}

/* The organisation's channels are practised below the user's own, from both of its layers; so are
 * the messages. */
static void
test_practises_channels_of_the_organisation (void)
{
  static const char own[]
      = "{\"channels\":[{\"id\":\"mine\",\"name\":\"Mine\",\"kind\":\"phone\",\"address\":"
        "\"tel:+12025550123\"}],\"templates\":[{\"id\":\"help\",\"name\":\"Help\",\"text\":"
        "\"Reach me at {channel}\"}]}";
  static const char system_wide[]
      = "{\"organisation\":{\"name\":\"Example\"},\"organisation_address\":"
        "\"https://plan.example.org/"
        "\",\"channels\":[{\"id\":\"bridge\",\"name\":\"Bridge\",\"kind\":\"phone\",\"address\":"
        "\"tel:+12025550124\"}]}";
  static const char fetched[]
      = "{\"organisation\":{\"name\":\"Example\"},\"channels\":[{\"id\":\"desk\",\"name\":"
        "\"Desk\",\"kind\":\"in-person\",\"address\":\"Ground floor\"}]}";
  g_autofree char *own_default = sl_plan_file_default_path ();
  g_autofree char *kept_default = sl_plan_layers_find_kept_path ("https://plan.example.org/");
  g_auto (GStrv) system_paths = sl_installation_list_system_plans ();
  g_autofree char *own_path = put (own_default, own);
  g_autofree char *system_path = put (system_paths[0], system_wide);
  g_autofree char *kept_path = put (kept_default, fetched);
  g_autoptr (SlPractice) practice = create ();
  GPtrArray               *channels = sl_plan_get_channels (sl_practice_get_plan (practice));
  static const char *const order[] = { "mine", "desk", "bridge" };

  g_assert_cmpuint (channels->len, ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < channels->len; i++)
    {
      const SlChannel *channel = g_ptr_array_index (channels, i);

      g_assert_cmpstr (channel->id, ==, order[i]);
      g_assert_cmpstr (channel->managed_by, ==, i == 0 ? NULL : "Example");
    }
  g_assert_nonnull (sl_plan_get_template (sl_practice_get_plan (practice), "help"));
  g_unlink (own_path);
  g_unlink (system_path);
  g_unlink (kept_path);
}

/* It is the service that reports it and keeps a copy. */
static void
test_leaves_a_broken_plan_alone (void)
{
  g_autofree char *path = sl_plan_file_default_path ();
  g_autofree char *own_path = put (path, "{ \"channels\": [");
  guint            before = count_files (path);
  g_autoptr (SlPractice) practice = create ();

  g_assert_cmpuint (sl_plan_get_channels (sl_practice_get_plan (practice))->len, ==, 2);
  g_assert_cmpuint (count_files (path), ==, before);
  g_unlink (own_path);
}

static void
test_leaves_nothing_behind (void)
{
  SlPractice      *practice = create ();
  g_autofree char *folder = g_strdup (sl_practice_get_state_dir (practice));
  g_autofree char *inner = g_build_filename (folder, "inner", NULL);
  g_autofree char *file = g_build_filename (inner, "history.db", NULL);

  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));
  g_assert_cmpint (g_mkdir_with_parents (inner, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "x", -1, NULL));
  sl_practice_start (practice);
  g_object_unref (practice);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
on_phase (SlPractice *practice, const char *words, GPtrArray *heard)
{
  g_ptr_array_add (heard, g_strdup (words));
}

static void
test_begins_and_stops (void)
{
  g_autoptr (SlPractice) practice = create ();
  g_autoptr (GPtrArray) heard = g_ptr_array_new_with_free_func (g_free);

  g_signal_connect (practice, "phase", G_CALLBACK (on_phase), heard);
  g_assert_cmpstr (sl_practice_get_phase (practice), ==, "");
  g_assert_cmpfloat (sl_practice_get_elapsed_seconds (practice), ==, 0);
  sl_practice_start (practice);
  g_assert_cmpuint (heard->len, ==, 1);
  g_assert_cmpstr (sl_practice_get_phase (practice), ==, g_ptr_array_index (heard, 0));
  g_assert_cmpfloat (sl_practice_get_elapsed_seconds (practice), <=,
                     sl_practice_get_duration_seconds (practice));
  sl_practice_stop (practice);
  sl_practice_stop (practice);
  g_assert_cmpstr (sl_practice_get_phase (practice), ==, "");
  g_assert_cmpuint (heard->len, ==, 1);
}

static void
test_speed (void)
{
  static const double wrong[] = { 0, -1, 1000, NAN, INFINITY };
  g_autoptr (SlPractice) practice = create ();

  g_assert_cmpfloat (sl_practice_get_duration_seconds (practice), <=, 75.0 / SPEED);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sl_practice_new (SL_PRACTICE_DEFAULT_SCENARIO, wrong[i], &error));
      g_assert_error (error, SL_PRACTICE_ERROR, SL_PRACTICE_ERROR_SCENARIO);
    }
}

int
main (int argc, char **argv)
{
  char *folder = temporary_folder_isolate ();
  int   status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/hands-out-all-that-is-needed", test_hands_out_all_that_is_needed);
  g_test_add_func ("/practice/plan-is-on-disk", test_plan_is_on_disk);
  g_test_add_func ("/practice/practises-own-channels", test_practises_own_channels);
  g_test_add_func ("/practice/practises-channels-of-the-organisation",
                   test_practises_channels_of_the_organisation);
  g_test_add_func ("/practice/leaves-a-broken-plan-alone", test_leaves_a_broken_plan_alone);
  g_test_add_func ("/practice/leaves-nothing-behind", test_leaves_nothing_behind);
  g_test_add_func ("/practice/begins-and-stops", test_begins_and_stops);
  g_test_add_func ("/practice/speed", test_speed);
  status = g_test_run ();
  temporary_folder_remove (folder);
  return status;
}
