/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail-exchangers.h"

#include "temporary-folder.h"

#include <string.h>

#define NOW 1800000000
#define DAY (24 * 60 * 60)

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = temporary_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "deep", "mail-exchangers.json", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->path);
  temporary_folder_remove (fixture->folder);
}

static void
test_what_is_learned_lasts (Fixture *fixture, gconstpointer data)
{
  static const char *const hosts[] = { "MX1.Example.net.", ".", "mx2.example.net", NULL };
  static const char *const none[] = { NULL };
  g_autoptr (SlMailExchangers) first = sl_mail_exchangers_new (fixture->path);
  g_autoptr (SlMailExchangers) second = NULL;
  g_autoptr (GError) error = NULL;
  const char *const *found;

  g_assert_null (sl_mail_exchangers_lookup (first, "club.example"));
  sl_mail_exchangers_learn (first, "club.example", hosts, NOW);
  sl_mail_exchangers_learn (first, "silent.example", none, NOW);
  g_assert_true (sl_mail_exchangers_save (first, &error));
  g_assert_no_error (error);

  second = sl_mail_exchangers_new (fixture->path);
  found = sl_mail_exchangers_lookup (second, "club.example");
  g_assert_cmpuint (g_strv_length ((char **) found), ==, 2);
  g_assert_cmpstr (found[0], ==, "mx1.example.net");
  g_assert_cmpstr (found[1], ==, "mx2.example.net");
  /* That nobody takes the mail is known; it is not the same as not known. */
  g_assert_nonnull (sl_mail_exchangers_lookup (second, "silent.example"));
  g_assert_null (sl_mail_exchangers_lookup (second, "other.example"));
  g_assert_null (sl_mail_exchangers_lookup (second, NULL));
}

static void
test_they_are_asked_once_a_month (Fixture *fixture, gconstpointer data)
{
  static const char *const hosts[] = { "mx.example.net", NULL };
  g_autoptr (SlMailExchangers) exchangers = sl_mail_exchangers_new (fixture->path);

  g_assert_true (sl_mail_exchangers_is_news (exchangers, "club.example", NOW));
  sl_mail_exchangers_learn (exchangers, "club.example", hosts, NOW);
  g_assert_false (sl_mail_exchangers_is_news (exchangers, "club.example", NOW + 29 * DAY));
  g_assert_true (sl_mail_exchangers_is_news (exchangers, "club.example", NOW + 31 * DAY));
  sl_mail_exchangers_learn (exchangers, "silent.example", hosts + 1, NOW);
  g_assert_false (sl_mail_exchangers_is_news (exchangers, "silent.example", NOW + DAY / 2));
  g_assert_true (sl_mail_exchangers_is_news (exchangers, "silent.example", NOW + 2 * DAY));
  /* A clock that was wrong when they were asked must not silence the question for years. */
  g_assert_true (sl_mail_exchangers_is_news (exchangers, "club.example", NOW - 31 * DAY));
}

static void
test_a_damaged_file_knows_nothing (Fixture *fixture, gconstpointer data)
{
  static const char *const contents[] = {
    "",
    "{",
    "[]",
    "null",
    "{\"domains\":[]}",
    "{\"domains\":{\"club.example\":7}}",
    "{\"domains\":{\"club.example\":{\"hosts\":\"mx\"}}}",
    "{\"domains\":{\"club.example\":{}}}",
    "\xff\xfe",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, "damaged.json", NULL);
      g_autoptr (SlMailExchangers) exchangers = NULL;

      g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
      exchangers = sl_mail_exchangers_new (path);
      g_assert_null (sl_mail_exchangers_lookup (exchangers, "club.example"));
    }
}

/* A parser that calls itself for each bracket would run out of stack. */
static void
test_a_deep_file_knows_nothing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "deep.json", NULL);
  g_autofree char *brackets = g_strnfill (200 * 1024, '[');
  g_autoptr (SlMailExchangers) exchangers = NULL;

  g_assert_true (g_file_set_contents (path, brackets, -1, NULL));
  exchangers = sl_mail_exchangers_new (path);
  g_assert_null (sl_mail_exchangers_lookup (exchangers, "club.example"));
}

static void
test_a_moment_out_of_range_is_long_ago (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "range.json", NULL);
  g_autoptr (SlMailExchangers) exchangers = NULL;

  g_assert_true (
      g_file_set_contents (path,
                           "{\"domains\":{\"club.example\":{\"hosts\":[\"mx.example.net\"],"
                           "\"asked\":-9223372036854775808}}}",
                           -1, NULL));
  exchangers = sl_mail_exchangers_new (path);
  g_assert_true (sl_mail_exchangers_is_news (exchangers, "club.example", NOW));
}

static void
test_odd_hosts_are_left_out (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "odd.json", NULL);
  g_autoptr (SlMailExchangers) exchangers = NULL;
  const char *const *found;

  g_assert_true (g_file_set_contents (path,
                                      "{\"domains\":{\"club.example\":{\"hosts\":[7,null,{},\"\","
                                      "\"mx.example.net\"],\"asked\":\"x\"}}}",
                                      -1, NULL));
  exchangers = sl_mail_exchangers_new (path);
  found = sl_mail_exchangers_lookup (exchangers, "club.example");
  g_assert_cmpuint (g_strv_length ((char **) found), ==, 1);
  g_assert_cmpstr (found[0], ==, "mx.example.net");
}

static void
test_domains_of_addresses (void)
{
  g_autofree char *plain = sl_mail_domain_of ("Ann@Club.Example");
  g_autofree char *international = sl_mail_domain_of ("ann@b\303\274cher.example");

  g_assert_cmpstr (plain, ==, "club.example");
  g_assert_cmpstr (international, ==, "xn--bcher-kva.example");
  g_assert_null (sl_mail_domain_of (NULL));
  g_assert_null (sl_mail_domain_of ("ann"));
  g_assert_null (sl_mail_domain_of ("ann@"));
  g_assert_null (sl_mail_domain_of ("ann@\xff"));
}

#define ADD(path, function)                                                                        \
  g_test_add ("/core/mail-exchangers/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("lasts", test_what_is_learned_lasts);
  ADD ("once-a-month", test_they_are_asked_once_a_month);
  ADD ("damaged", test_a_damaged_file_knows_nothing);
  ADD ("deep", test_a_deep_file_knows_nothing);
  ADD ("range", test_a_moment_out_of_range_is_long_ago);
  ADD ("odd-hosts", test_odd_hosts_are_left_out);
  g_test_add_func ("/core/mail-exchangers/domains", test_domains_of_addresses);
  return g_test_run ();
}
