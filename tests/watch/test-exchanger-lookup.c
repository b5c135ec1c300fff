/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchanger-lookup.h"

#include "await.h"
#include "fake-resolver.h"
#include "temporary-folder.h"

#define PLAN(channels)                                                                             \
  "{\"version\":1,\"accounts\":[{\"id\":\"work\",\"name\":\"Work\",\"address\":\"ann@own."         \
  "example\""                                                                                      \
  "}],\"channels\":[" channels "]}"
#define MAIL(id, address)                                                                          \
  "{\"id\":\"" id "\",\"name\":\"Other\",\"kind\":\"mail\",\"address\":\"mailto:" address "\"}"

typedef struct
{
  char                *folder;
  char                *path;
  SlFakeResolver      *resolver;
  SlMailExchangers    *exchangers;
  SlProviderCatalogue *catalogue;
  SlExchangerLookup   *lookup;
  guint                n_over;
  gboolean             changed;
} Fixture;

static void
on_over (SlExchangerLookup *lookup, gboolean changed, Fixture *fixture)
{
  fixture->n_over++;
  fixture->changed = changed;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SlProvider) known = sl_provider_new_from_json (
      "known", "{\"name\":\"Known\",\"kinds\":[\"mail\"],\"domains\":[\"known.example\"]}", -1,
      NULL);

  fixture->folder = temporary_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "mail-exchangers.json", NULL);
  fixture->resolver = sl_fake_resolver_install ();
  fixture->exchangers = sl_mail_exchangers_new (fixture->path);
  fixture->catalogue = sl_provider_catalogue_new ();
  sl_provider_catalogue_add (fixture->catalogue, known);
  sl_provider_catalogue_set_exchangers (fixture->catalogue, fixture->exchangers);
  fixture->lookup = sl_exchanger_lookup_new (fixture->catalogue);
  g_signal_connect (fixture->lookup, "over", G_CALLBACK (on_over), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_run_dispose (G_OBJECT (fixture->lookup));
  g_object_unref (fixture->lookup);
  g_object_unref (fixture->catalogue);
  g_object_unref (fixture->exchangers);
  sl_fake_resolver_forget (fixture->resolver);
  g_free (fixture->path);
  temporary_folder_remove (fixture->folder);
}

static void
start (Fixture *fixture, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlPlan) plan = sl_plan_new_from_json (json, -1, &error);

  g_assert_no_error (error);
  sl_exchanger_lookup_start (fixture->lookup, plan);
}

static gboolean
is_known (Fixture *fixture, const char *domain)
{
  return sl_mail_exchangers_lookup (fixture->exchangers, domain) != NULL;
}

static void
test_domains_are_asked_and_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SlMailExchangers) kept = NULL;

  sl_fake_resolver_add_exchanger (fixture->resolver, "club.example", 10, "mx.hoster.example");
  start (fixture, PLAN (MAIL ("a", "help@Club.example") "," MAIL ("b", "me@known.example")));
  sl_await (fixture->n_over > 0);
  g_assert_true (fixture->changed);
  g_assert_true (is_known (fixture, "club.example"));
  /* Nobody takes mail there: an answer too. */
  g_assert_true (is_known (fixture, "own.example"));
  /* The catalogue knew it; nobody was asked. */
  g_assert_false (is_known (fixture, "known.example"));

  kept = sl_mail_exchangers_new (fixture->path);
  g_assert_cmpstr (sl_mail_exchangers_lookup (kept, "club.example")[0], ==, "mx.hoster.example");
}

static void
test_nobody_is_asked_twice (Fixture *fixture, gconstpointer data)
{
  start (fixture, PLAN (MAIL ("a", "help@club.example")));
  sl_await (fixture->n_over > 0);
  fixture->n_over = 0;
  /* It would hang if it asked. */
  sl_fake_resolver_silence (fixture->resolver, "club.example");
  sl_fake_resolver_silence (fixture->resolver, "own.example");
  start (fixture, PLAN (MAIL ("a", "help@club.example")));
  g_assert_cmpuint (fixture->n_over, ==, 1);
  g_assert_false (fixture->changed);
}

static void
test_without_mail_nobody_is_asked (Fixture *fixture, gconstpointer data)
{
  start (fixture, PLAN ("{\"id\":\"p\",\"name\":\"P\",\"kind\":\"phone\",\"address\":\"tel:+1\"}"));
  g_assert_cmpuint (fixture->n_over, ==, 1);
  g_assert_false (is_known (fixture, "own.example"));
}

static void
test_silence_can_be_ended (Fixture *fixture, gconstpointer data)
{
  sl_fake_resolver_silence (fixture->resolver, "club.example");
  start (fixture, PLAN (MAIL ("a", "help@club.example")));
  g_assert_cmpuint (fixture->n_over, ==, 0);
  sl_exchanger_lookup_cancel (fixture->lookup);
  start (fixture, PLAN (MAIL ("b", "help@third.example")));
  sl_await (fixture->n_over > 0);
  g_assert_true (is_known (fixture, "third.example"));
  g_assert_false (is_known (fixture, "club.example"));
}

#define ADD(path, function)                                                                        \
  g_test_add ("/watch/exchanger-lookup/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("kept", test_domains_are_asked_and_kept);
  ADD ("once", test_nobody_is_asked_twice);
  ADD ("no-mail", test_without_mail_nobody_is_asked);
  ADD ("silence", test_silence_can_be_ended);
  return g_test_run ();
}
