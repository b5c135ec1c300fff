/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice-error.h"
#include "scenario-library.h"
#include "temporary-folder.h"

#include <glib/gstdio.h>
#include <string.h>

#define DEFAULT_SCENARIO "signin-outage"
#define TITLE "\"title\":{\"en\":\"T\"}"
#define WORDS "\"words\":{\"en\":\"W\"}"
#define GREEN "\"page\":{\"act\":\"green\"}"
#define ONE(phase) "{" TITLE ",\"phases\":[{" phase "}]}"

static void
test_own_scenarios (void)
{
  g_auto (GStrv) names = sl_scenario_list ();

  g_assert_true (g_strv_contains ((const char *const *) names, DEFAULT_SCENARIO));
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SlScenario) scenario = sl_scenario_load (names[i], &error);

      g_assert_no_error (error);
      g_assert_cmpfloat (sl_scenario_get_seconds (scenario), <=, 300);
      g_assert_nonnull (scenario->summary);
    }
}

/* The story that the drill tells: well, silent failure, admission, recovery, all clear; about a
 * minute. */
static void
test_default_story (void)
{
  g_autoptr (SlScenario) scenario = sl_scenario_load (DEFAULT_SCENARIO, NULL);
  static const struct
  {
    SlMailAct mail;
    SlPageAct page;
  } story[] = {
    { SL_MAIL_ACT_HEALTHY, SL_PAGE_ACT_GREEN },
    { SL_MAIL_ACT_AUTH_UNAVAILABLE, SL_PAGE_ACT_GREEN },
    { SL_MAIL_ACT_AUTH_UNAVAILABLE, SL_PAGE_ACT_INCIDENT },
    { SL_MAIL_ACT_HEALTHY, SL_PAGE_ACT_INCIDENT },
    { SL_MAIL_ACT_HEALTHY, SL_PAGE_ACT_GREEN },
  };

  g_assert_cmpuint (scenario->phases->len, ==, G_N_ELEMENTS (story));
  for (guint i = 0; i < G_N_ELEMENTS (story); i++)
    {
      const SlScenarioPhase *phase = g_ptr_array_index (scenario->phases, i);

      g_assert_cmpint (phase->mail, ==, story[i].mail);
      g_assert_cmpint (phase->page, ==, story[i].page);
      g_assert_cmpstr (phase->words, !=, "");
    }
  g_assert_cmpfloat (sl_scenario_get_seconds (scenario), >=, 45);
  g_assert_cmpfloat (sl_scenario_get_seconds (scenario), <=, 75);
}

static const struct
{
  const char *data;
  const char *names; /* what the message must name */
} broken[] = {
  { "", "" },
  { "[]", "object" },
  { "{}", "title" },
  { "{" TITLE "}", "phases" },
  { "{" TITLE ",\"phases\":[]}", "phases" },
  { "{" TITLE ",\"phases\":[1]}", "phases[0]" },
  { "{\"title\":\"plain\",\"phases\":[]}", "title" },
  { ONE (WORDS ",\"seconds\":0,\"mail\":{\"act\":\"healthy\"}," GREEN), "seconds" },
  { ONE (WORDS ",\"seconds\":\"5\",\"mail\":{\"act\":\"healthy\"}," GREEN), "seconds" },
  { ONE (WORDS ",\"seconds\":5,\"mail\":{\"act\":\"dance\"}," GREEN), "mail.act" },
  { ONE (WORDS ",\"seconds\":5,\"mail\":{\"act\":\"slow\"}," GREEN), "delay_ms" },
  { ONE (WORDS ",\"seconds\":5,\"mail\":{\"act\":\"healthy\"},\"page\":{}"), "page.act" },
  { ONE (WORDS ",\"seconds\":5,\"mail\":{\"act\":\"healthy\"},\"page\":{\"act\":\"incident\"}"),
    "title" },
  { ONE ("\"seconds\":5,\"mail\":{\"act\":\"healthy\"}," GREEN), "words" },
  { ONE (WORDS ",\"seconds\":5,\"mail\":{\"act\":\"healthy\"}," GREEN
               ",\"network\":{\"act\":\"odd\"}"),
    "network" },
  { ONE (WORDS ",\"seconds\":5,\"mail\":{\"act\":\"healthy\"}," GREEN ",\"person\":\"sleeps\""),
    "person" },
  { "{\"title\":{\"en\":\"\\u0007\"},\"phases\":[]}", "title" },
  { "{" TITLE ",\"summary\":1,\"phases\":[]}", "summary" },
};

static void
test_broken (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SlScenario) scenario
          = sl_scenario_new_from_json ("broken", broken[i].data, -1, &error);

      g_assert_null (scenario);
      g_assert_error (error, SL_PRACTICE_ERROR, SL_PRACTICE_ERROR_SCENARIO);
      if (strstr (error->message, broken[i].names) == NULL || g_str_has_prefix (error->message, ":")
          || strstr (error->message, ".:") != NULL)
        g_error ("%s: %s", broken[i].data, error->message);
    }
}

static void
test_too_large (void)
{
  g_autofree char *large = g_strnfill (1024 * 1024, '[');
  g_autoptr (GError) error = NULL;

  g_assert_null (sl_scenario_new_from_json ("large", large, -1, &error));
  g_assert_error (error, SL_PRACTICE_ERROR, SL_PRACTICE_ERROR_SCENARIO);
}

static void
test_no_such (void)
{
  static const char *const names[] = { "", "no-such", "../scenario.schema", "/etc/passwd" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sl_scenario_load (names[i], &error));
      g_assert_error (error, SL_PRACTICE_ERROR, SL_PRACTICE_ERROR_SCENARIO);
    }
}

static const char own_text[] = ONE (WORDS ",\"seconds\":5,\"mail\":{\"act\":\"healthy\"}," GREEN);

static GVariant *
find_described (GVariant *list, const char *id)
{
  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (list, i);
      const char *found = NULL;

      g_variant_lookup (entry, "id", "&s", &found);
      if (g_strcmp0 (found, id) == 0)
        return g_steal_pointer (&entry);
    }
  return NULL;
}

/* Own files are chosen by name like the others; a broken one is listed with what is wrong. */
static void
test_own_files (void)
{
  g_autofree char *folder
      = g_build_filename (g_get_user_config_dir (), "stormlantern", "scenarios", NULL);
  g_autofree char *good = g_build_filename (folder, "mine.json", NULL);
  g_autofree char *bad = g_build_filename (folder, "torn.json", NULL);
  g_autofree char *path = g_build_filename (folder, "Elsewhere.json", NULL);
  g_autoptr (GVariant) list = NULL;
  g_autoptr (GVariant) described = NULL;
  g_autoptr (GVariant) broken_one = NULL;
  g_autoptr (SlScenario) by_path = NULL;
  const char *problem = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (good, own_text, -1, NULL));
  g_assert_true (g_file_set_contents (bad, "{", -1, NULL));
  g_assert_true (g_file_set_contents (path, own_text, -1, NULL));
  list = g_variant_ref_sink (sl_scenario_list_to_variant ());
  described = find_described (list, "mine");
  g_assert_nonnull (described);
  g_assert_false (g_variant_lookup (described, "problem", "&s", &problem));
  broken_one = find_described (list, "torn");
  g_assert_nonnull (broken_one);
  g_assert_true (g_variant_lookup (broken_one, "problem", "&s", &problem));
  g_assert_nonnull (strstr (problem, "torn.json"));
  g_assert_null (find_described (list, "Elsewhere"));
  by_path = sl_scenario_load (path, NULL);
  g_assert_cmpstr (by_path->id, ==, "Elsewhere");
  g_unlink (bad);
}

/* A file of the user's own stands in for the one that came with the program. */
static void
test_own_file_wins (void)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "stormlantern", "scenarios",
                                            DEFAULT_SCENARIO ".json", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (SlScenario) scenario = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, own_text, -1, NULL));
  scenario = sl_scenario_load (DEFAULT_SCENARIO, NULL);
  g_assert_cmpstr (scenario->title, ==, "T");
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  char *folder = temporary_folder_isolate ();
  int   status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/scenario/own", test_own_scenarios);
  g_test_add_func ("/practice/scenario/default-story", test_default_story);
  g_test_add_func ("/practice/scenario/broken", test_broken);
  g_test_add_func ("/practice/scenario/too-large", test_too_large);
  g_test_add_func ("/practice/scenario/no-such", test_no_such);
  g_test_add_func ("/practice/scenario/own-files", test_own_files);
  g_test_add_func ("/practice/scenario/own-file-wins", test_own_file_wins);
  status = g_test_run ();
  temporary_folder_remove (folder);
  return status;
}
