/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan-merge.h"

#include <string.h>

static SlPlan *
read_plan (const char *text)
{
  g_autoptr (GError) error = NULL;
  SlPlan *plan = sl_plan_new_from_json (text, -1, &error);

  g_assert_no_error (error);
  return plan;
}

static SlPlan *
merge (SlPlan *own, const char *upper, const char *lower)
{
  g_autoptr (GPtrArray) below = g_ptr_array_new_with_free_func (g_object_unref);

  if (upper != NULL)
    g_ptr_array_add (below, read_plan (upper));
  if (lower != NULL)
    g_ptr_array_add (below, read_plan (lower));
  return sl_plan_merge (own, below);
}

/* "work; club(Acme)": ids in order, with whose they are if not the user's. */
static char *
describe (SlPlan *plan)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GPtrArray *accounts = sl_plan_get_accounts (plan);
  GPtrArray *channels = sl_plan_get_channels (plan);

  for (guint i = 0; i < accounts->len; i++)
    {
      const SlAccount *account = g_ptr_array_index (accounts, i);

      g_string_append_printf (text, "%s%s:%s", i > 0 ? " " : "", account->id,
                              account->managed_by != NULL ? account->managed_by : "");
    }
  g_string_append (text, " |");
  for (guint i = 0; i < channels->len; i++)
    {
      const SlChannel *channel = g_ptr_array_index (channels, i);

      g_string_append_printf (text, " %s:%s", channel->id,
                              channel->managed_by != NULL ? channel->managed_by : "");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define NAMED "\"organisation\": {\"name\": \"Acme\"}"

static const struct
{
  const char *name;
  const char *own;
  const char *upper;
  const char *lower;
  const char *merged;
} cases[] = {
  { "nothing", "{}", NULL, NULL, " |" },
  { "own-only", "{\"accounts\": [{\"id\": \"a\"}], \"channels\": [{\"id\": \"c\"}]}", NULL, NULL,
    "a: | c:" },
  { "organisation-only", "{}",
    "{" NAMED ", \"accounts\": [{\"id\": \"a\"}], \"channels\": [{\"id\": \"c\"}]}", NULL,
    "a:Acme | c:Acme" },
  { "own-first", "{\"channels\": [{\"id\": \"z\"}]}",
    "{" NAMED ", \"channels\": [{\"id\": \"b\"}]}", NULL, " | z: b:Acme" },
  { "no-name", "{}", "{\"channels\": [{\"id\": \"b\"}]}", NULL, " | b:your organisation" },
  { "clash", "{\"accounts\": [{\"id\": \"a\"}], \"channels\": [{\"id\": \"b\"}]}",
    "{" NAMED ", \"accounts\": [{\"id\": \"a\"}], \"channels\": [{\"id\": \"b\"}]}", NULL,
    "a: organisation-a:Acme | b: organisation-b:Acme" },
  { "two-layers", "{\"channels\": [{\"id\": \"b\"}]}",
    "{" NAMED ", \"channels\": [{\"id\": \"b\"}]}",
    "{\"organisation\": {\"name\": \"Roof\"}, \"channels\": [{\"id\": \"b\"}, {\"id\": \"r\"}]}",
    " | b: organisation-b:Acme organisation-b-2:Roof r:Roof" },
  /* Who says so himself is not managed by anybody. */
  { "own-claim", "{\"channels\": [{\"id\": \"b\", \"managed_by\": \"Me\"}]}", NULL, NULL, " | b:" },
  { "clash-with-long-id",
    "{\"channels\": [{\"id\": "
    "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}]}",
    "{" NAMED ", \"channels\": "
    "[{\"id\": \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}]}",
    NULL,
    " | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: "
    "organisation-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:Acme" },
};

static void
test_layers (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (SlPlan) own = read_plan (cases[i].own);
  g_autofree char *before = sl_plan_to_json (own);
  g_autoptr (SlPlan) merged = merge (own, cases[i].upper, cases[i].lower);
  g_autofree char *description = describe (merged);
  g_autofree char *after = sl_plan_to_json (own);

  g_assert_cmpstr (description, ==, cases[i].merged);
  g_assert_cmpstr (before, ==, after);
}

static void
test_renamed_channels_keep_their_accounts (void)
{
  g_autoptr (SlPlan) own
      = read_plan ("{\"accounts\": [{\"id\": \"mine\", \"channels\": [\"bridge\", \"room\"]}],"
                   " \"channels\": [{\"id\": \"bridge\"}]}");
  g_autoptr (SlPlan) merged = merge (
      own,
      "{" NAMED ", \"accounts\": [{\"id\": \"theirs\", \"channels\": [\"bridge\", \"room\", "
      "\"nowhere\"]}, {\"id\": \"all\"}],"
      " \"channels\": [{\"id\": \"bridge\"}, {\"id\": \"room\"}]}",
      NULL);
  g_autofree char *mine = g_strjoinv (" ", sl_plan_get_account (merged, "mine")->channels);
  g_autofree char *theirs = g_strjoinv (" ", sl_plan_get_account (merged, "theirs")->channels);

  g_assert_cmpstr (mine, ==, "bridge room");
  g_assert_cmpstr (theirs, ==, "organisation-bridge room nowhere");
  g_assert_null (sl_plan_get_account (merged, "all")->channels);
}

/* A plan from elsewhere must not be able to send a stored password to a server of its choice. */
static void
test_managed_accounts_never_sign_in (void)
{
  g_autoptr (SlPlan) own = sl_plan_new ();
  g_autoptr (SlPlan) merged = merge (
      own,
      "{" NAMED
      ", \"accounts\": [{\"id\": \"a\", \"servers\": [\"imaps://ann@mail.example.org:1993\"]}]}",
      NULL);
  const SlAccount *account = sl_plan_get_account (merged, "a");
  g_autofree char *uri = sl_server_to_uri (g_ptr_array_index (account->servers, 0));

  g_assert_null (sl_account_get_signin_server (account));
  g_assert_cmpstr (uri, ==, "imaps://mail.example.org:1993");
}

static void
test_practice_with_managed_channels (void)
{
  g_autoptr (SlPlan) own = read_plan ("{\"channels\": [{\"id\": \"mine\"}]}");
  g_autofree char *text = NULL;
  g_autoptr (SlPlan) again = NULL;
  g_autoptr (SlPlan) merged = NULL;

  g_assert_true (sl_plan_set_practised (own, "mine", 1000));
  g_assert_true (sl_plan_set_practised (own, "bridge", 2000));
  g_assert_false (sl_plan_set_practised (own, "No Id", 2000));
  text = sl_plan_to_json (own);
  again = read_plan (text);
  merged = merge (again,
                  "{" NAMED ", \"channels\": [{\"id\": \"bridge\"},"
                  " {\"id\": \"room\", \"last_practised\": \"2026-11-01T09:00:00Z\"}]}",
                  NULL);
  g_assert_cmpint (sl_plan_get_channel (merged, "mine")->last_practised, ==, 1000);
  g_assert_cmpint (sl_plan_get_channel (merged, "bridge")->last_practised, ==, 2000);
  g_assert_cmpint (sl_plan_get_channel (merged, "room")->last_practised, ==, 0);
}

static void
test_the_organisation_that_has_a_notice_speaks (void)
{
  static const char notice[]
      = "{\"organisation\": {\"name\": \"Roof\", \"notice\": {\"text\": \"We know.\","
        " \"valid_until\": \"2026-11-24T12:00:00Z\"}}}";
  g_autoptr (SlPlan) own = sl_plan_new ();
  g_autoptr (SlPlan) nobody = merge (own, "{}", NULL);
  g_autoptr (SlPlan) upper = merge (own, "{" NAMED "}", "{\"organisation\": {\"name\": \"Roof\"}}");
  g_autoptr (SlPlan) lower = merge (own, "{" NAMED "}", notice);

  g_assert_null (sl_plan_get_organisation (nobody));
  g_assert_cmpstr (sl_plan_get_organisation (upper)->name, ==, "Acme");
  g_assert_cmpstr (sl_plan_get_organisation (lower)->name, ==, "Roof");
}

/* Each layer may be as full as a plan may be. */
static void
test_nothing_is_lost_when_full (void)
{
  g_autoptr (SlPlan) own = sl_plan_new ();
  g_autoptr (SlPlan) theirs = sl_plan_new ();
  g_autoptr (GPtrArray) below = g_ptr_array_new ();
  g_autoptr (SlPlan) merged = NULL;

  for (guint i = 0; i < SL_PLAN_MAX_CHANNELS; i++)
    {
      g_autofree char *id = g_strdup_printf ("c%u", i);
      g_autoptr (SlChannel) channel = sl_channel_new (id, id, SL_CHANNEL_OTHER, "");

      g_assert_true (sl_plan_set_channel (own, channel, NULL));
      g_assert_true (sl_plan_set_channel (theirs, channel, NULL));
    }
  g_ptr_array_add (below, theirs);
  merged = sl_plan_merge (own, below);
  g_assert_cmpint (sl_plan_get_channels (merged)->len, ==, 2 * SL_PLAN_MAX_CHANNELS);
  g_assert_nonnull (sl_plan_get_channel (merged, "organisation-c0"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/core/plan-merge/layers/", cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_layers);
    }
  g_test_add_func ("/core/plan-merge/renamed-channels", test_renamed_channels_keep_their_accounts);
  g_test_add_func ("/core/plan-merge/never-signs-in", test_managed_accounts_never_sign_in);
  g_test_add_func ("/core/plan-merge/practised", test_practice_with_managed_channels);
  g_test_add_func ("/core/plan-merge/notice", test_the_organisation_that_has_a_notice_speaks);
  g_test_add_func ("/core/plan-merge/full", test_nothing_is_lost_when_full);
  return g_test_run ();
}
