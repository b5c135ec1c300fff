/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan-import.h"

#include "plan-export.h"

#include <string.h>

static SlPlan *
read_plan (const char *text)
{
  g_autoptr (GError) error = NULL;
  SlPlan *plan = sl_plan_new_from_json (text, -1, &error);

  g_assert_no_error (error);
  return plan;
}

static SlPlanImport *
import (const char *own, const char *other)
{
  g_autoptr (SlPlan) plan = read_plan (own);
  g_autoptr (GError) error = NULL;
  SlPlanImport *made = sl_plan_import_new (plan, other, -1, &error);

  g_assert_no_error (error);
  return made;
}

/* "+channel bridge; ~account work servers,instructions; =2" */
static char *
describe (SlPlanImport *made)
{
  static const char *const kinds[] = { "account", "channel", "template" };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < made->changes->len; i++)
    {
      const SlPlanChange *change = g_ptr_array_index (made->changes, i);
      g_autofree char    *members
          = change->members != NULL ? g_strjoinv (",", change->members) : g_strdup ("");

      g_string_append_printf (text, "%s%s %s%s%s; ", change->is_new ? "+" : "~",
                              kinds[change->kind], change->id, *members != '\0' ? " " : "",
                              members);
    }
  g_string_append_printf (text, "=%u", made->n_same);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define CHANNEL(members) "{\"channels\": [{" members "}]}"
#define ACCOUNT(members) "{\"accounts\": [{" members "}]}"

static const struct
{
  const char *name;
  const char *own;
  const char *other;
  const char *difference;
} cases[] = {
  { "empty", "{}", "{}", "=0" },
  { "into-empty", "{}", "{\"accounts\": [{\"id\": \"a\"}], \"channels\": [{\"id\": \"c\"}]}",
    "+channel c; +account a; =0" },
  { "the-same", CHANNEL ("\"id\": \"c\", \"address\": \"tel:1\""),
    CHANNEL ("\"id\": \"c\", \"address\": \"tel:1\""), "=1" },
  { "says-less", CHANNEL ("\"id\": \"c\", \"address\": \"tel:1\", \"instructions\": \"x\""),
    CHANNEL ("\"id\": \"c\""), "=1" },
  { "says-more", CHANNEL ("\"id\": \"c\", \"address\": \"tel:1\""),
    CHANNEL ("\"id\": \"c\", \"instructions\": \"x\", \"people\": [\"Ann\"]"),
    "~channel c instructions,people; =0" },
  { "same-address-other-id", CHANNEL ("\"id\": \"mine\", \"address\": \"tel:1\""),
    CHANNEL ("\"id\": \"theirs\", \"address\": \"TEL:1\", \"instructions\": \"x\""),
    "~channel mine address,instructions; =0" },
  { "same-number-other-spelling", CHANNEL ("\"id\": \"mine\", \"address\": \"+49 30 1234\""),
    CHANNEL ("\"id\": \"theirs\", \"address\": \"tel:+49-30-1234\", \"instructions\": \"x\""),
    "~channel mine address,instructions; =0" },
  { "same-id-other-thing", CHANNEL ("\"id\": \"c\", \"name\": \"Ann\", \"address\": \"tel:1\""),
    CHANNEL ("\"id\": \"c\", \"name\": \"Ben\", \"address\": \"tel:2\""), "+channel c-2; =0" },
  { "new-number", CHANNEL ("\"id\": \"c\", \"name\": \"Ann\", \"address\": \"tel:1\""),
    CHANNEL ("\"id\": \"c\", \"name\": \"Ann\", \"address\": \"tel:2\""),
    "~channel c address; =0" },
  { "account-by-address", ACCOUNT ("\"id\": \"work\", \"address\": \"ann@example.org\""),
    ACCOUNT ("\"id\": \"office\", \"address\": \"Ann@example.org\", \"important\": true"),
    "~account work address,important; =0" },
  { "practice-is-private", CHANNEL ("\"id\": \"c\", \"last_practised\": \"2026-11-01T09:00:00Z\""),
    CHANNEL ("\"id\": \"c\", \"last_practised\": \"2026-11-02T09:00:00Z\", \"managed_by\": \"X\""),
    "=1" },
  { "same-server-other-spelling",
    ACCOUNT ("\"id\": \"a\", \"servers\": [\"imaps://ann@mail.example.org\"]"),
    ACCOUNT ("\"id\": \"a\", \"servers\": [\"IMAPS://ann@mail.example.org:993\"]"), "=1" },
  { "sign-in-stays", ACCOUNT ("\"id\": \"a\", \"servers\": [\"imaps://ann@mail.example.org\"]"),
    ACCOUNT ("\"id\": \"a\", \"servers\": [\"imaps://mail.example.org\"]"), "=1" },
  { "templates", "{\"templates\": [{\"id\": \"a\", \"text\": \"Old\"}]}",
    "{\"templates\": [{\"id\": \"a\", \"text\": \"New\"}, {\"id\": \"b\", \"text\": \"B\"}]}",
    "~template a text; +template b; =0" },
  { "later-members", CHANNEL ("\"id\": \"c\""), CHANNEL ("\"id\": \"c\", \"colour\": \"red\""),
    "~channel c colour; =0" },
};

static void
test_difference (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (SlPlanImport) made = import (cases[i].own, cases[i].other);
  g_autofree char *difference = describe (made);
  g_autofree char *text = sl_plan_to_json (made->result);
  g_autoptr (SlPlanImport) again = import (text, cases[i].other);

  g_assert_cmpstr (difference, ==, cases[i].difference);
  /* What was imported is there: once more changes nothing. */
  g_assert_cmpuint (again->changes->len, ==, 0);
}

static void
test_changes_are_told (void)
{
  g_autofree char *long_text = g_strnfill (300, 'x');
  g_autofree char *other = g_strdup_printf (
      CHANNEL (
          "\"id\": \"c\", \"instructions\": \"New\\n\\n room\", \"people\": [\"Ann\", \"Ben\"],"
          " \"works_offline\": false, \"colour\": {\"a\": 1}, \"name\": \"%s\""),
      long_text);
  g_autoptr (SlPlanImport) made
      = import (CHANNEL ("\"id\": \"c\", \"name\": \"C\", \"instructions\": \"Old\""), other);
  const SlPlanChange      *change = g_ptr_array_index (made->changes, 0);
  static const char *const lines[]
      = { "instructions: “Old” becomes “New room”", "people: “Ann, Ben”",
          "whether it works without the internet: “yes” becomes “no”", "colour: “{\"a\":1}”" };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *line = sl_plan_import_describe_member (change, i);

      g_assert_cmpstr (line, ==, lines[i]);
    }
  g_assert_cmpint (g_utf8_strlen (change->after[4], -1), ==, 80);
}

static void
test_nothing_of_the_users_is_lost (void)
{
  static const char own[]
      = "{\"version\": 1, \"zeta\": 1, \"organisation_address\": \"https://example.org/p\","
        " \"accounts\": [{\"id\": \"a\", \"address\": \"a@example.org\", \"colour\": \"red\"}],"
        " \"channels\": [{\"id\": \"c\", \"instructions\": \"mine\"}, {\"id\": \"d\"}]}";
  g_autoptr (SlPlanImport) made
      = import (own, "{\"organisation\": {\"name\": \"X\"}, \"channels\": [{\"id\": \"e\"}],"
                     " \"organisation_address\": \"https://example.org/other\"}");
  g_autofree char *text = sl_plan_to_json (made->result);

  g_assert_nonnull (strstr (text, "\"zeta\""));
  g_assert_nonnull (strstr (text, "\"colour\""));
  g_assert_nonnull (strstr (text, "\"mine\""));
  g_assert_cmpint (sl_plan_get_channels (made->result)->len, ==, 3);
  g_assert_null (sl_plan_get_organisation (made->result));
  g_assert_cmpstr (sl_plan_get_organisation_address (made->result), ==, "https://example.org/p");
}

static void
test_accounts_follow_their_channels (void)
{
  g_autoptr (SlPlanImport) made
      = import (CHANNEL ("\"id\": \"c\", \"name\": \"Ann\", \"address\": \"tel:1\""),
                "{\"accounts\": [{\"id\": \"a\", \"channels\": [\"c\", \"d\"]}],"
                " \"channels\": [{\"id\": \"c\", \"name\": \"Ben\", \"address\": \"tel:2\"},"
                " {\"id\": \"d\", \"address\": \"tel:1\"}]}");
  g_autofree char *channels = g_strjoinv (" ", sl_plan_get_account (made->result, "a")->channels);

  g_assert_cmpstr (channels, ==, "c-2 c");
}

static void
test_broken_plans_are_refused (void)
{
  g_autoptr (SlPlan) own = sl_plan_new ();
  g_autofree char *huge = g_strnfill (2 * 1024 * 1024, ' ');
  const char      *texts[] = { "", "<html>", "{\"version\": 2}", "{\"channels\": [{}]}", huge };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sl_plan_import_new (own, texts[i], -1, &error));
      g_assert_cmpint (error->domain, ==, SL_PLAN_ERROR);
      g_assert_null (strchr (error->message, '\n'));
    }
}

static void
test_too_many_entries_are_refused (void)
{
  g_autoptr (SlPlan) own = sl_plan_new ();
  g_autoptr (SlPlan) other = sl_plan_new ();
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < SL_PLAN_MAX_CHANNELS; i++)
    {
      g_autofree char *own_id = g_strdup_printf ("own%u", i);
      g_autofree char *other_id = g_strdup_printf ("other%u", i);
      g_autoptr (SlChannel) own_channel = sl_channel_new (own_id, own_id, SL_CHANNEL_OTHER, "");
      g_autoptr (SlChannel) other_channel
          = sl_channel_new (other_id, other_id, SL_CHANNEL_OTHER, "");

      sl_plan_set_channel (own, own_channel, NULL);
      sl_plan_set_channel (other, other_channel, NULL);
    }
  text = sl_plan_to_json (other);
  g_assert_null (sl_plan_import_new (own, text, -1, &error));
  g_assert_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_SIZE);
}

static void
test_export (void)
{
  g_autoptr (SlPlan) own
      = read_plan ("{\"organisation_key\": null, \"practised\": {\"x\": \"2026-11-01T09:00:00Z\"},"
                   " \"accounts\": [{\"id\": \"zoe\", \"address\": \"zoe@example.org\", "
                   "\"provider\": \"posteo\","
                   " \"servers\": [\"imaps://zoe@mail.example.org\"]}],"
                   " \"channels\": [{\"id\": \"c\", \"instructions\": \"PIN\", \"last_practised\":"
                   " \"2026-11-01T09:00:00Z\"}]}");
  g_autoptr (SlPlan) whole = sl_plan_export (own, TRUE);
  g_autoptr (SlPlan) stripped = sl_plan_export (own, FALSE);
  g_autofree char *own_text = sl_plan_to_json (own);
  g_autofree char *whole_text = sl_plan_to_json (whole);
  g_autofree char *stripped_text = sl_plan_to_json (stripped);

  g_assert_cmpstr (whole_text, ==, own_text);
  g_assert_null (strstr (stripped_text, "zoe"));
  g_assert_null (strstr (stripped_text, "2026"));
  g_assert_nonnull (strstr (stripped_text, "PIN"));
  g_assert_cmpstr (sl_plan_get_account (stripped, "posteo")->name, ==, "posteo");
}

/* Back at home a stripped plan takes nothing away. */
static void
test_export_comes_home (void)
{
  g_autoptr (SlPlan) own = read_plan (
      "{\"accounts\": [{\"id\": \"a\", \"name\": \"Work\", \"address\": \"zoe@example.org\","
      " \"servers\": [\"imaps://zoe@mail.example.org\"]}]}");
  g_autoptr (SlPlan) stripped = sl_plan_export (own, FALSE);
  g_autofree char *own_text = sl_plan_to_json (own);
  g_autofree char *text = sl_plan_to_json (stripped);
  g_autoptr (SlPlanImport) back = sl_plan_import_new (own, text, -1, NULL);
  g_autofree char *back_text = sl_plan_to_json (back->result);

  g_assert_cmpuint (back->changes->len, ==, 0);
  g_assert_cmpstr (back_text, ==, own_text);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/core/plan-import/", cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_difference);
    }
  g_test_add_func ("/core/plan-import/told", test_changes_are_told);
  g_test_add_func ("/core/plan-import/nothing-is-lost", test_nothing_of_the_users_is_lost);
  g_test_add_func ("/core/plan-import/renamed-channels", test_accounts_follow_their_channels);
  g_test_add_func ("/core/plan-import/broken", test_broken_plans_are_refused);
  g_test_add_func ("/core/plan-import/too-many", test_too_many_entries_are_refused);
  g_test_add_func ("/core/plan-import/export", test_export);
  g_test_add_func ("/core/plan-import/export-comes-home", test_export_comes_home);
  return g_test_run ();
}
