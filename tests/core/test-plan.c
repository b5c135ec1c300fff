/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan.h"

#include "json-text.h"

#include <string.h>

static SlPlan *
read_plan (const char *text)
{
  g_autoptr (GError) error = NULL;
  SlPlan *plan = sl_plan_new_from_json (text, -1, &error);

  g_assert_no_error (error);
  return plan;
}

static void
assert_one_sentence (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_null (strchr (error->message, '\n'));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), <, 600);
}

/* The sign-in survives a rewrite, with what a later version wrote into it. */
static void
test_sign_in (void)
{
  g_autofree char *path
      = g_test_build_filename (G_TEST_DIST, "data", "plans", "valid", "sign-in.json", NULL);
  g_autofree char *text = NULL;
  g_autofree char *written = NULL;
  g_autoptr (SlPlan) plan = NULL;
  g_autoptr (SlPlan) again = NULL;
  const SlAccount *home;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  plan = read_plan (text);
  written = sl_plan_to_json (plan);
  again = read_plan (written);
  home = sl_plan_get_account (again, "home");
  g_assert_cmpint (sl_account_get_sign_in_kind (home), ==, SL_SIGN_IN_ONLINE_ACCOUNT);
  g_assert_cmpstr (home->sign_in->online_account, ==, "account_1700000000_0");
  g_assert_true (json_object_has_member (home->sign_in->unknown, "later"));
  g_assert_true (
      sl_sign_in_equal (sl_plan_get_account (plan, "home")->sign_in, home->sign_in));
  g_assert_cmpstr (sl_plan_get_account (again, "work")->sign_in->client_id, ==,
                   "0f0e-1.apps.example.org");
  g_assert_cmpstr (sl_plan_get_account (again, "work")->sign_in->tenant, ==, "example.org");
  g_assert_true (sl_sign_in_equal (sl_plan_get_account (again, "club")->sign_in, NULL));
  g_assert_null (sl_plan_get_account (again, "bank")->sign_in);
}

static void
test_sample (gconstpointer data)
{
  const char      *path = data;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlPlan) plan = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  plan = sl_plan_new_from_json (text, length, &error);
  if (strstr (path, "/valid/") != NULL)
    {
      g_assert_no_error (error);
      g_assert_nonnull (plan);
      return;
    }
  g_assert_null (plan);
  assert_one_sentence (error);
  g_assert_cmpint (error->domain, ==, SL_PLAN_ERROR);
  g_assert_null (strstr (error->message, "hunter2"));
}

/* The same folders are held against the schema by tests/lint/check-plan-schema.py. */
static void
add_samples (const char *folder)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "plans", folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *test_path = g_strconcat ("/core/plan/", folder, "/", name, NULL);

      g_test_add_data_func_full (test_path, g_build_filename (path, name, NULL), test_sample,
                                 g_free);
    }
}

static void
test_everything_is_read (void)
{
  g_autofree char *path
      = g_test_build_filename (G_TEST_DIST, "data", "plans", "valid", "full.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (SlPlan) plan = NULL;
  const SlAccount *work;
  const SlChannel *bridge;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  plan = read_plan (text);
  work = sl_plan_get_account (plan, "work");
  bridge = sl_plan_get_channel (plan, "bridge");
  g_assert_cmpstr (work->name, ==, "Work");
  g_assert_cmpstr (work->address, ==, "ann@example.org");
  g_assert_cmpstr (work->provider, ==, "microsoft-365");
  g_assert_cmpint (work->servers->len, ==, 2);
  g_assert_cmpstr (sl_account_get_signin_server (work)->user, ==, "ann@example.org");
  g_assert_cmpstr (work->channels[1], ==, "team");
  g_assert_true (work->important);
  g_assert_cmpint (bridge->kind, ==, SL_CHANNEL_PHONE);
  g_assert_cmpstr (bridge->people[1], ==, "Ben");
  g_assert_cmpint (bridge->last_practised, ==, 1793523600);
  g_assert_null (sl_plan_get_account (plan, "bridge"));
}

static void
test_unknown_members_survive (void)
{
  g_autoptr (SlPlan) plan = read_plan (
      "{\"zeta\": {\"a\": [1, null]}, \"version\": 1, \"alpha\": 2.5,"
      " \"accounts\": [{\"later\": true, \"id\": \"a\", \"name\": \"A\", \"also\": \"x\"}],"
      " \"channels\": [{\"id\": \"b\", \"name\": \"B\", \"ring\": [3]}]}");
  g_autofree char *text = sl_plan_to_json (plan);
  g_autoptr (SlPlan) again = read_plan (text);
  g_autofree char *text_again = sl_plan_to_json (again);
  g_autoptr (JsonNode) root = sl_json_parse (text, -1, NULL);
  JsonObject *top = json_node_get_object (root);
  JsonObject *account
      = json_array_get_object_element (json_object_get_array_member (top, "accounts"), 0);

  g_assert_cmpstr (text, ==, text_again);
  g_assert_true (json_object_get_boolean_member (account, "later"));
  g_assert_cmpstr (json_object_get_string_member (account, "also"), ==, "x");
  g_assert_cmpfloat (json_object_get_double_member (top, "alpha"), ==, 2.5);
  g_assert_nonnull (strstr (text, "\"ring\""));
  /* Known members first, as documented; the others in the order in which they were found. */
  g_assert_true (strstr (text, "\"version\"") < strstr (text, "\"accounts\""));
  g_assert_true (strstr (text, "\"accounts\"") < strstr (text, "\"channels\""));
  g_assert_true (strstr (text, "\"channels\"") < strstr (text, "\"zeta\""));
  g_assert_true (strstr (text, "\"zeta\"") < strstr (text, "\"alpha\""));
}

static void
test_mistakes_are_located (void)
{
  static const struct
  {
    const char *text;
    const char *place;
    int         code;
  } cases[] = {
    { "", "empty", SL_PLAN_ERROR_SYNTAX },
    { " \n\t ", "empty", SL_PLAN_ERROR_SYNTAX },
    { "{\n  \"version\": 1,,\n}", "line 2", SL_PLAN_ERROR_SYNTAX },
    { "{\"accounts\": [", "line 1", SL_PLAN_ERROR_SYNTAX },
    { "\"x\"", "line 1", SL_PLAN_ERROR_SYNTAX },
    { "<html>", "line 1", SL_PLAN_ERROR_SYNTAX },
    { "{\n\"a\": \"\xff\"}", "line 2", SL_PLAN_ERROR_SYNTAX },
    { "{\n\"x\": \"\\ud83d\\ude00 \\\\ud800\",\n\"y\": \"\\ud800\"}", "line 3",
      SL_PLAN_ERROR_SYNTAX },
    { "{\"x\": \"\\u0000\"}", "line 1", SL_PLAN_ERROR_SYNTAX },
    { "{\n\n\"x\": 1e999}", "line 3", SL_PLAN_ERROR_SYNTAX },
    { "{\"x\": [1, 123456789012345678901234567890]}", "line 1", SL_PLAN_ERROR_SYNTAX },
    { "{\"x\": -1234567890123456789}", "line 1", SL_PLAN_ERROR_SYNTAX },
    { "{\"version\": 9}", "newer", SL_PLAN_ERROR_VERSION },
    { "{\"accounts\": [{\"id\": \"a\"}, {\"id\": 7}]}", "accounts[1].id", SL_PLAN_ERROR_VALUE },
    { "{\"accounts\": [{\"id\": \"a\", \"servers\": [\"imaps://x\", \"ftp://x\"]}]}",
      "accounts[0].servers[1]", SL_PLAN_ERROR_VALUE },
    { "{\"channels\": [{\"id\": \"a\", \"people\": [\"A\", 2]}]}", "channels[0].people[1]",
      SL_PLAN_ERROR_VALUE },
    { "{\"accounts\": [{\"id\": \"a\"}, {\"id\": \"a\"}]}", "accounts[1]", SL_PLAN_ERROR_VALUE },
    { "{\"channels\": [7]}", "channels[0]", SL_PLAN_ERROR_VALUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sl_plan_new_from_json (cases[i].text, -1, &error));
      g_assert_error (error, SL_PLAN_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].place));
      assert_one_sentence (error);
    }
}

static void
test_deep_nesting (void)
{
  const gsize      n_brackets = 200000;
  g_autofree char *brackets = g_strnfill (n_brackets, '[');
  g_autofree char *text = g_strconcat ("{\"x\": ", brackets, NULL);
  g_autofree char *in_string = g_strconcat ("{\"x\": \"\\\"", brackets, "\"}", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SlPlan) plan = NULL;

  g_assert_null (sl_plan_new_from_json (text, -1, &error));
  g_assert_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_SYNTAX);
  assert_one_sentence (error);
  plan = read_plan (in_string);
}

static void
test_too_large (void)
{
  g_autofree char *text = g_strnfill (10 * 1024 * 1024, ' ');
  g_autoptr (GError) error = NULL;

  text[0] = '{';
  text[10 * 1024 * 1024 - 1] = '}';
  g_assert_null (sl_plan_new_from_json (text, -1, &error));
  g_assert_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_SIZE);
}

static void
test_set_replaces_or_appends (void)
{
  g_autoptr (SlPlan) plan = sl_plan_new ();
  g_autoptr (SlAccount) first = sl_account_new ("a", "First");
  g_autoptr (SlAccount) second = sl_account_new ("b", "Second");
  g_autoptr (SlAccount) bad = sl_account_new ("B", "Bad");
  g_autoptr (GError) error = NULL;

  g_assert_true (sl_plan_set_account (plan, first, &error));
  g_assert_true (sl_plan_set_account (plan, second, &error));
  g_free (first->name);
  first->name = g_strdup ("Renamed");
  g_assert_true (sl_plan_set_account (plan, first, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sl_plan_get_accounts (plan)->len, ==, 2);
  g_assert_cmpstr (sl_plan_get_account (plan, "a")->name, ==, "Renamed");
  g_assert_true (g_ptr_array_index (sl_plan_get_accounts (plan), 0)
                 == (gpointer) sl_plan_get_account (plan, "a"));
  g_assert_false (sl_plan_set_account (plan, bad, &error));
  g_assert_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_VALUE);
  g_assert_true (sl_plan_remove_account (plan, "a"));
  g_assert_false (sl_plan_remove_account (plan, "a"));
}

/* What is set can always be read again: the user is never locked out by a pasted line end. */
static void
test_unreadable_is_not_set (void)
{
  g_autoptr (SlPlan) plan = sl_plan_new ();
  g_autofree char *long_text = g_strnfill (70000, 'x');
  const char      *bad_names[] = { "two\nlines", "\x1b[31m", "\xff", "", long_text };
  g_autoptr (SlAccount) account = sl_account_new ("a", "A");
  g_autoptr (SlChannel) channel = sl_channel_new ("c", "C", SL_CHANNEL_OTHER, "x\ny");

  for (gsize i = 0; i < G_N_ELEMENTS (bad_names); i++)
    {
      g_autoptr (SlAccount) named = sl_account_new ("n", bad_names[i]);

      g_assert_false (sl_plan_set_account (plan, named, NULL));
    }
  account->instructions = g_strdup (long_text);
  g_assert_false (sl_plan_set_account (plan, account, NULL));
  g_clear_pointer (&account->instructions, g_free);
  g_ptr_array_add (account->servers,
                   sl_server_new (SL_PROTOCOL_IMAP, SL_SECURITY_TLS, "no host", 0, NULL));
  g_assert_false (sl_plan_set_account (plan, account, NULL));
  g_assert_false (sl_plan_set_channel (plan, channel, NULL));
}

static void
test_removed_channel_is_forgotten (void)
{
  g_autoptr (SlPlan) plan = read_plan (
      "{\"accounts\": [{\"id\": \"a\", \"channels\": [\"x\", \"y\"]}, {\"id\": \"b\"}],"
      " \"channels\": [{\"id\": \"x\"}, {\"id\": \"y\"}]}");

  g_assert_true (sl_plan_remove_channel (plan, "x"));
  g_assert_cmpint (g_strv_length (sl_plan_get_account (plan, "a")->channels), ==, 1);
  g_assert_null (sl_plan_get_account (plan, "b")->channels);
  g_assert_false (sl_plan_remove_channel (plan, "x"));
}

static void
test_limit_of_entries (void)
{
  g_autoptr (SlPlan) plan = sl_plan_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i <= SL_PLAN_MAX_CHANNELS; i++)
    {
      g_autofree char *id = g_strdup_printf ("c%u", i);
      g_autoptr (SlChannel) channel = sl_channel_new (id, id, SL_CHANNEL_OTHER, "");

      g_assert_cmpint (sl_plan_set_channel (plan, channel, &error), ==, i < SL_PLAN_MAX_CHANNELS);
    }
  g_assert_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_SIZE);
}

static void
test_made_ids (void)
{
  g_autoptr (SlPlan) plan = read_plan ("{\"accounts\": [{\"id\": \"work\"}, {\"id\": \"entry\"}],"
                                       " \"channels\": [{\"id\": \"work-2\"}]}");
  g_autofree char *long_name = g_strnfill (300, 'x');
  const struct
  {
    const char *name;
    const char *id;
  } cases[] = {
    { "Work", "work-3" }, { "Signal group: Team!", "signal-group-team" },
    { "", "entry-2" },    { "—", NULL },
    { "日本", NULL },     { "../../etc", "etc" },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id
          = sl_plan_make_id (plan, cases[i].name != NULL ? cases[i].name : long_name);

      g_assert_true (sl_account_id_is_valid (id));
      g_assert_null (sl_plan_get_account (plan, id));
      if (cases[i].id != NULL)
        g_assert_cmpstr (id, ==, cases[i].id);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_samples ("valid");
  add_samples ("invalid");
  add_samples ("invalid-meaning");
  g_test_add_func ("/core/plan/sign-in", test_sign_in);
  g_test_add_func ("/core/plan/everything-is-read", test_everything_is_read);
  g_test_add_func ("/core/plan/unknown-members-survive", test_unknown_members_survive);
  g_test_add_func ("/core/plan/mistakes-are-located", test_mistakes_are_located);
  g_test_add_func ("/core/plan/deep-nesting", test_deep_nesting);
  g_test_add_func ("/core/plan/too-large", test_too_large);
  g_test_add_func ("/core/plan/set-replaces-or-appends", test_set_replaces_or_appends);
  g_test_add_func ("/core/plan/unreadable-is-not-set", test_unreadable_is_not_set);
  g_test_add_func ("/core/plan/removed-channel-is-forgotten", test_removed_channel_is_forgotten);
  g_test_add_func ("/core/plan/limit-of-entries", test_limit_of_entries);
  g_test_add_func ("/core/plan/made-ids", test_made_ids);
  return g_test_run ();
}
