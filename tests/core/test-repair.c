/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "repair.h"

#define NOW 1795424400 /* 2026-11-23T09:00:00Z */
#define TRIED                                                                                      \
  "\"last_practised\": \"2026-11-01T00:00:00Z\", \"people\": [\"Team\"], \"instructions\": \"x\""

typedef struct
{
  const char *name;
  const char *plan;
  const char *kind; /* of the finding */
  SlRepair    repair;
} Case;

static const Case cases[] = {
  { "no-channel-at-all", "{\"accounts\": [{\"id\": \"work\"}]}", "no-channel",
    SL_REPAIR_ADD_CHANNEL },
  { "none-chosen",
    "{\"accounts\": [{\"id\": \"work\", \"channels\": []}],"
    " \"channels\": [{\"id\": \"b\", \"address\": \"tel:112\", " TRIED "}]}",
    "no-channel", SL_REPAIR_DIRECT },
  { "nothing-offline",
    "{\"accounts\": [{\"id\": \"work\"}],"
    " \"channels\": [{\"id\": \"b\", \"address\": \"https://signal.group/#a\", " TRIED "}]}",
    "nothing-offline", SL_REPAIR_ADD_PHONE },
  { "number-as-typed",
    "{\"channels\": [{\"id\": \"b\", \"address\": \"+49 30 123\", \"kind\": \"phone\", " TRIED
    "}]}",
    "address-not-openable", SL_REPAIR_DIRECT },
  { "no-number",
    "{\"channels\": [{\"id\": \"b\", \"address\": \"ask Ben\", \"kind\": \"phone\", " TRIED "}]}",
    "address-not-openable", SL_REPAIR_EDIT_ADDRESS },
  { "never-tried", "{\"channels\": [{\"id\": \"b\", \"address\": \"tel:112\"}]}", "not-practised",
    SL_REPAIR_TRY },
  { "channel-of-nobody",
    "{\"channels\": [{\"id\": \"b\", \"address\": \"tel:112\", \"provider\": "
    "\"nonexistent\", " TRIED "}]}",
    "unknown-provider", SL_REPAIR_DIRECT },
  { "account-of-nobody",
    "{\"accounts\": [{\"id\": \"work\", \"address\": \"ann@gmail.com\", \"provider\": "
    "\"nonexistent\"}],"
    " \"channels\": [{\"id\": \"b\", \"address\": \"tel:112\", " TRIED "}]}",
    "unknown-provider", SL_REPAIR_DIRECT },
  { "provider-of-nobody",
    "{\"accounts\": [{\"id\": \"work\", \"provider\": \"nonexistent\"}],"
    " \"channels\": [{\"id\": \"b\", \"address\": \"tel:112\", " TRIED "}]}",
    "unknown-provider", SL_REPAIR_EDIT_PROVIDER },
  { "name-without-channel",
    "{\"accounts\": [{\"id\": \"work\", \"channels\": [\"gone\", \"b\"]}],"
    " \"channels\": [{\"id\": \"b\", \"address\": \"tel:112\", " TRIED "}]}",
    "unknown-channel", SL_REPAIR_DIRECT },
};

static const SlLintFinding *
find (GPtrArray *findings, const char *kind)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const SlLintFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (sl_lint_kind_to_nick (finding->kind), kind))
        return finding;
    }
  return NULL;
}

/* A direct repair really takes the finding away, and brings no new one. */
static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  g_autoptr (SlProviderCatalogue) catalogue = sl_provider_catalogue_new_default ();
  g_autoptr (SlPlan) plan = sl_plan_new_from_json (expected->plan, -1, NULL);
  g_autoptr (GPtrArray) findings = sl_plan_lint (plan, catalogue, NOW);
  const SlLintFinding *finding = find (findings, expected->kind);
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (finding);
  g_assert_cmpint (sl_repair_choose (plan, finding), ==, expected->repair);
  g_assert_cmpstr (sl_repair_get_label (plan, finding), !=, "");
  g_assert_true (sl_repair_apply (plan, finding, &error));
  g_assert_no_error (error);
  left = sl_plan_lint (plan, catalogue, NOW);
  if (expected->repair == SL_REPAIR_DIRECT)
    {
      g_assert_null (find (left, expected->kind));
      g_assert_cmpint (left->len, <, findings->len);
    }
  else
    g_assert_cmpint (left->len, ==, findings->len);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/core/repair/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
