/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-practice"

#include "scenario-library.h"

#include "bounded-file.h"
#include "installation.h"
#include "json-fields.h"
#include "practice-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define FOLDER "scenarios"
#define SUFFIX ".json"
#define NAME_CHARACTERS "abcdefghijklmnopqrstuvwxyz0123456789-"
#define UNNAMED "own"
#define MAX_NAMES 100 /* more nobody chooses from */

static gboolean
is_path (const char *id)
{
  return strchr (id, G_DIR_SEPARATOR) != NULL || g_str_has_suffix (id, SUFFIX);
}

/* A name of a file in one of our folders, never a path. */
static gboolean
is_valid_name (const char *id)
{
  return *id != '\0' && strspn (id, NAME_CHARACTERS) == strlen (id);
}

static char *
get_own_folder (void)
{
  g_autofree char *config_dir = sl_installation_get_config_dir ();

  return g_build_filename (config_dir, FOLDER, NULL);
}

/* The user's own file of that name, or the one that came with the program; it need not exist. */
static char *
find_file (const char *name)
{
  g_autofree char *file_name = g_strconcat (name, SUFFIX, NULL);
  g_autofree char *own_folder = get_own_folder ();
  g_autofree char *own = g_build_filename (own_folder, file_name, NULL);
  g_autofree char *below = g_build_filename (FOLDER, file_name, NULL);

  if (g_file_test (own, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&own);
  return sl_installation_get_data_file (below);
}

static char *
get_name_of_file (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  if (g_str_has_suffix (base, SUFFIX))
    base[strlen (base) - strlen (SUFFIX)] = '\0';
  /* It is kept with the result. */
  return sl_json_line_is_valid (base) ? g_steal_pointer (&base) : g_strdup (UNNAMED);
}

static SlScenario *
load_file (const char *path, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GBytes) bytes = sl_bounded_file_read (path, SL_SCENARIO_MAX_FILE_BYTES, &reason);
  g_autofree char *name = get_name_of_file (path);
  g_autofree char *shown = g_filename_display_name (path);
  SlScenario      *scenario;

  if (bytes == NULL)
    {
      g_set_error (error, SL_PRACTICE_ERROR, SL_PRACTICE_ERROR_SCENARIO, "%s: %s", shown,
                   reason->message);
      return NULL;
    }
  scenario = sl_scenario_new_from_json (name, g_bytes_get_data (bytes, NULL),
                                        g_bytes_get_size (bytes), error);
  if (scenario == NULL)
    g_prefix_error (error, "%s: ", shown);
  return scenario;
}

/**
 * sl_scenario_load:
 * @id: its name; or the path of a file of the user's, which has a "/" or ends with ".json"
 * @error: set to %SL_PRACTICE_ERROR_SCENARIO, naming the file and the place in it
 *
 * Reads a scenario that came with the program, or one of the user's own.
 *
 * Returns: (transfer full) (nullable): the scenario
 */
SlScenario *
sl_scenario_load (const char *id, GError **error)
{
  g_autofree char *path = is_path (id) ? g_strdup (id) : NULL;

  if (path == NULL && is_valid_name (id))
    path = find_file (id);
  if (path == NULL || (!is_path (id) && !g_file_test (path, G_FILE_TEST_EXISTS)))
    {
      g_autofree char *shown = g_utf8_make_valid (id, -1);

      g_set_error (error, SL_PRACTICE_ERROR, SL_PRACTICE_ERROR_SCENARIO,
                   /* Translators: %s is what the user typed */
                   _ ("There is no scenario “%s”"), shown);
      return NULL;
    }
  return load_file (path, error);
}

static int
compare_names (gconstpointer first, gconstpointer second)
{
  return strcmp (*(const char *const *) first, *(const char *const *) second);
}

static void
collect_names (GPtrArray *names, const char *folder)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *file_name;

  while (directory != NULL && names->len < MAX_NAMES
         && (file_name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *name = get_name_of_file (file_name);

      if (g_str_has_suffix (file_name, SUFFIX) && is_valid_name (name)
          && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, g_steal_pointer (&name));
    }
}

/**
 * sl_scenario_list:
 *
 * Returns: (transfer full): the names of all scenarios, the user's own among them, sorted; their
 *   files may be broken
 */
char **
sl_scenario_list (void)
{
  g_autofree char *shipped = sl_installation_get_data_file (FOLDER);
  g_autofree char *own = get_own_folder ();
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  collect_names (names, shipped);
  collect_names (names, own);
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/**
 * sl_scenario_to_variant:
 * @scenario: a scenario
 * @id: what sl_scenario_load() finds it by, valid text
 *
 * Returns: (transfer floating): a{sv} of id s, title s, summary s, seconds d
 */
GVariant *
sl_scenario_to_variant (const SlScenario *scenario, const char *id)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "id", "s", id);
  g_variant_dict_insert (&dict, "title", "s", scenario->title);
  g_variant_dict_insert (&dict, "summary", "s", scenario->summary != NULL ? scenario->summary : "");
  g_variant_dict_insert (&dict, "seconds", "d", sl_scenario_get_seconds (scenario));
  return g_variant_dict_end (&dict);
}

static GVariant *
describe_broken (const char *id, const GError *error)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "id", "s", id);
  g_variant_dict_insert (&dict, "title", "s", id);
  g_variant_dict_insert_value (&dict, "problem",
                               g_variant_new_take_string (g_utf8_make_valid (error->message, -1)));
  return g_variant_dict_end (&dict);
}

/**
 * sl_scenario_list_to_variant:
 *
 * Returns: (transfer floating): aa{sv}: what sl_scenario_to_variant() tells of each scenario; of
 * one whose file is broken id s, title s and problem s, one sentence
 */
GVariant *
sl_scenario_list_to_variant (void)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  g_auto (GStrv) names = sl_scenario_list ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SlScenario) scenario = sl_scenario_load (names[i], &error);

      g_variant_builder_add_value (&builder, scenario != NULL
                                                 ? sl_scenario_to_variant (scenario, names[i])
                                                 : describe_broken (names[i], error));
    }
  return g_variant_builder_end (&builder);
}
