/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan-layers.h"

#include "temporary-folder.h"

#include <glib/gstdio.h>
#include <string.h>

#define ADDRESS "https://example.org/plan.json"
#define KEY "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
#define OTHER_KEY "PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw="

typedef struct
{
  char         *own;
  char         *system;
  char         *kept;
  SlPlanLayers *layers;
  guint         changes;
} Fixture;

static void
put (const char *path, const char *text)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
on_changed (Fixture *fixture)
{
  fixture->changes++;
}

/* Each case begins without any of the files. */
static void
fixture_set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->own = g_build_filename (g_get_user_config_dir (), "stormlantern", "plan.json", NULL);
  fixture->system
      = g_build_filename (g_get_system_config_dirs ()[0], "stormlantern", "plan.json", NULL);
  fixture->kept = sl_plan_layers_find_kept_path (ADDRESS);
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->layers);
  g_unlink (fixture->own);
  g_unlink (fixture->system);
  g_unlink (fixture->kept);
  g_free (fixture->own);
  g_free (fixture->system);
  g_free (fixture->kept);
}

static void
open_layers (Fixture *fixture)
{
  fixture->layers = sl_plan_layers_new (fixture->own);
  g_signal_connect_swapped (fixture->layers, "changed", G_CALLBACK (on_changed), fixture);
}

static guint
count_channels (Fixture *fixture)
{
  return sl_plan_get_channels (sl_plan_layers_get_plan (fixture->layers))->len;
}

static void
await_channels (Fixture *fixture, guint n_channels)
{
  while (count_channels (fixture) != n_channels)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_nothing_anywhere (Fixture *fixture, gconstpointer unused)
{
  open_layers (fixture);
  g_assert_cmpint (count_channels (fixture), ==, 0);
  g_assert_null (sl_plan_layers_get_problem (fixture->layers));
  g_assert_null (sl_plan_layers_get_system_problem (fixture->layers));
  g_assert_null (sl_plan_layers_get_address (fixture->layers));
}

static void
test_three_layers (Fixture *fixture, gconstpointer unused)
{
  put (fixture->own,
       "{\"organisation_address\": \"" ADDRESS "\", \"channels\": [{\"id\": \"a\"}]}");
  put (fixture->system, "{\"channels\": [{\"id\": \"s\"}]}");
  put (fixture->kept, "{\"organisation\": {\"name\": \"Acme\"}, \"channels\": [{\"id\": \"k\"}]}");
  open_layers (fixture);
  g_assert_cmpint (count_channels (fixture), ==, 3);
  g_assert_cmpstr (sl_plan_get_channel (sl_plan_layers_get_plan (fixture->layers), "k")->managed_by,
                   ==, "Acme");
  g_assert_cmpint (sl_plan_get_channels (sl_plan_layers_get_own (fixture->layers))->len, ==, 1);
}

/* What came from one address is never shown for another one, nor without one. */
static void
test_kept_belongs_to_its_address (Fixture *fixture, gconstpointer unused)
{
  put (fixture->kept, "{\"channels\": [{\"id\": \"k\"}]}");
  put (fixture->own, "{\"organisation_address\": \"https://example.org/other.json\"}");
  open_layers (fixture);
  g_assert_cmpint (count_channels (fixture), ==, 0);
  put (fixture->own, "{\"organisation_address\": \"" ADDRESS "\"}");
  sl_plan_layers_reload (fixture->layers);
  g_assert_cmpint (count_channels (fixture), ==, 1);
  put (fixture->own, "{}");
  sl_plan_layers_reload (fixture->layers);
  g_assert_cmpint (count_channels (fixture), ==, 0);
}

static void
test_files_are_followed (Fixture *fixture, gconstpointer unused)
{
  open_layers (fixture);
  sl_plan_layers_follow (fixture->layers);
  put (fixture->system,
       "{\"organisation_address\": \"" ADDRESS "\", \"channels\": [{\"id\": \"s\"}]}");
  await_channels (fixture, 1);
  put (fixture->kept, "{\"channels\": [{\"id\": \"k\"}]}");
  await_channels (fixture, 2);
  put (fixture->own, "{\"channels\": [{\"id\": \"a\"}]}");
  await_channels (fixture, 3);
  g_unlink (fixture->kept);
  await_channels (fixture, 2);
  g_unlink (fixture->system);
  await_channels (fixture, 1);
  put (fixture->system, "{\"channels\": [{\"id\": \"s\"}]}");
  await_channels (fixture, 2);
}

static void
test_last_good_stays (Fixture *fixture, gconstpointer unused)
{
  put (fixture->own, "{\"channels\": [{\"id\": \"a\"}]}");
  put (fixture->system, "{\"channels\": [{\"id\": \"s\"}]}");
  open_layers (fixture);
  put (fixture->own, "{");
  put (fixture->system, "<html>");
  sl_plan_layers_reload (fixture->layers);
  g_assert_cmpint (count_channels (fixture), ==, 2);
  g_assert_nonnull (strstr (sl_plan_layers_get_problem (fixture->layers), fixture->own));
  g_assert_nonnull (strstr (sl_plan_layers_get_system_problem (fixture->layers), fixture->system));
  put (fixture->system, "{}");
  sl_plan_layers_reload (fixture->layers);
  g_assert_null (sl_plan_layers_get_system_problem (fixture->layers));
  g_assert_cmpint (fixture->changes, ==, 2);
}

#define SOURCE(address, key)                                                                       \
  "{\"organisation_address\": " address ", \"organisation_key\": " key "}"
#define QUOTED(text) "\"" text "\""

static const struct
{
  const char *own, *system, *address, *key;
} sources[] = {
  { "{}", SOURCE (QUOTED (ADDRESS), QUOTED (KEY)), ADDRESS, KEY },
  { SOURCE (QUOTED (ADDRESS), "null"), "{}", ADDRESS, NULL },
  { SOURCE (QUOTED (ADDRESS), QUOTED (OTHER_KEY)), "{}", ADDRESS, OTHER_KEY },
  /* The user may choose another address, but not loosen the signature of that of the computer. */
  { SOURCE (QUOTED ("https://example.org/mine"), "null"), SOURCE (QUOTED (ADDRESS), QUOTED (KEY)),
    "https://example.org/mine", NULL },
  { SOURCE (QUOTED (ADDRESS), QUOTED (OTHER_KEY)), SOURCE (QUOTED (ADDRESS), QUOTED (KEY)), ADDRESS,
    KEY },
  { SOURCE (QUOTED (ADDRESS), QUOTED (OTHER_KEY)), SOURCE ("null", QUOTED (KEY)), ADDRESS, KEY },
};

static void
test_who_says_where (Fixture *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  put (fixture->own, sources[i].own);
  put (fixture->system, sources[i].system);
  open_layers (fixture);
  g_assert_cmpstr (sl_plan_layers_get_address (fixture->layers), ==, sources[i].address);
  g_assert_cmpstr (sl_plan_layers_get_key (fixture->layers), ==, sources[i].key);
}

static void
add (const char *path, gconstpointer data, void (*body) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, data, fixture_set_up, body, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  char *folder = temporary_folder_isolate ();
  int   result;

  g_test_init (&argc, &argv, NULL);
  add ("/core/plan-layers/nothing", NULL, test_nothing_anywhere);
  add ("/core/plan-layers/three", NULL, test_three_layers);
  add ("/core/plan-layers/kept-belongs-to-its-address", NULL, test_kept_belongs_to_its_address);
  add ("/core/plan-layers/followed", NULL, test_files_are_followed);
  add ("/core/plan-layers/last-good", NULL, test_last_good_stays);
  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_autofree char *path = g_strdup_printf ("/core/plan-layers/source/%" G_GSIZE_FORMAT, i);

      add (path, GSIZE_TO_POINTER (i), test_who_says_where);
    }
  result = g_test_run ();
  temporary_folder_remove (folder);
  return result;
}
