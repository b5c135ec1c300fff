/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan-follower.h"
#include "temporary-folder.h"

#include <glib/gstdio.h>

#define PLAN(host)                                                                                 \
  "{\"version\":1,\"accounts\":[{\"id\":\"work\",\"name\":\"Work\",\"servers\":[\"imaps://"        \
  "ann@" host "\"]}]}"

typedef struct
{
  char           *folder;
  char           *path;
  SlPlanFollower *follower;
  guint           changes;
} Fixture;

static void
on_changed (Fixture *fixture)
{
  fixture->changes++;
}

static void
fixture_set_up (Fixture *fixture, gconstpointer only_loopback)
{
  g_autoptr (SlProviderCatalogue) catalogue = sl_provider_catalogue_new_default ();

  fixture->folder = temporary_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "plan.json", NULL);
  fixture->follower
      = sl_plan_follower_new (fixture->path, only_loopback != NULL ? catalogue : NULL);
  g_signal_connect_swapped (fixture->follower, "changed", G_CALLBACK (on_changed), fixture);
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer only_loopback)
{
  g_object_unref (fixture->follower);
  g_free (fixture->path);
  temporary_folder_remove (fixture->folder);
}

static void
write_and_await (Fixture *fixture, const char *text)
{
  guint before = fixture->changes;

  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  while (fixture->changes == before)
    g_main_context_iteration (NULL, TRUE);
}

static guint
count_accounts (Fixture *fixture)
{
  return sl_plan_get_accounts (sl_plan_follower_get_plan (fixture->follower))->len;
}

static void
test_missing_is_empty (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (count_accounts (fixture), ==, 0);
  g_assert_null (sl_plan_follower_get_problem (fixture->follower));
  g_assert_cmpstr (sl_plan_follower_get_path (fixture->follower), ==, fixture->path);
}

static void
test_broken_keeps_the_last_good (Fixture *fixture, gconstpointer data)
{
  write_and_await (fixture, PLAN ("imap.example.org"));
  g_assert_cmpuint (count_accounts (fixture), ==, 1);
  g_assert_null (sl_plan_follower_get_problem (fixture->follower));

  write_and_await (fixture, "{\"version\":1,");
  g_assert_cmpuint (count_accounts (fixture), ==, 1);
  g_assert_nonnull (sl_plan_follower_get_problem (fixture->follower));

  write_and_await (fixture, "{\"version\":1}");
  g_assert_cmpuint (count_accounts (fixture), ==, 0);
  g_assert_null (sl_plan_follower_get_problem (fixture->follower));
}

/* Tests' short intervals never reach a real server. */
static void
test_only_loopback (Fixture *fixture, gconstpointer data)
{
  write_and_await (fixture, PLAN ("imap.example.org"));
  g_assert_cmpuint (count_accounts (fixture), ==, 0);
  g_assert_nonnull (sl_plan_follower_get_problem (fixture->follower));

  /* Neither does a provider's status page. */
  write_and_await (fixture, "{\"version\":1,\"accounts\":[{\"id\":\"gmail\",\"name\":\"Gmail\","
                            "\"provider\":\"gmail\"}]}");
  g_assert_cmpuint (count_accounts (fixture), ==, 0);
  g_assert_nonnull (sl_plan_follower_get_problem (fixture->follower));

  write_and_await (fixture, PLAN ("127.0.0.1:1993"));
  g_assert_cmpuint (count_accounts (fixture), ==, 1);
  g_assert_null (sl_plan_follower_get_problem (fixture->follower));
}

/* Nor does what it says of an organisation. */
static void
test_organisation (Fixture *fixture, gconstpointer only_loopback)
{
  write_and_await (fixture,
                   "{\"version\":1,\"organisation_address\":\"https://example.org/plan.json\"}");
  g_assert_cmpstr (sl_plan_follower_get_organisation_address (fixture->follower), ==,
                   only_loopback != NULL ? NULL : "https://example.org/plan.json");
  write_and_await (fixture,
                   "{\"version\":1,\"organisation_address\":\"https://127.0.0.1:4433/p\"}");
  g_assert_cmpstr (sl_plan_follower_get_organisation_address (fixture->follower), ==,
                   "https://127.0.0.1:4433/p");
}

static void
add (const char *path, gboolean only_loopback, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, GINT_TO_POINTER (only_loopback), fixture_set_up, test,
              fixture_tear_down);
}

int
main (int argc, char **argv)
{
  char *folder = temporary_folder_isolate ();
  int   result;

  g_test_init (&argc, &argv, NULL);
  add ("/service/plan/missing-is-empty", FALSE, test_missing_is_empty);
  add ("/service/plan/broken-keeps-the-last-good", FALSE, test_broken_keeps_the_last_good);
  add ("/service/plan/only-loopback", TRUE, test_only_loopback);
  add ("/service/plan/organisation", FALSE, test_organisation);
  add ("/service/plan/organisation-only-loopback", TRUE, test_organisation);
  result = g_test_run ();
  temporary_folder_remove (folder);
  return result;
}
