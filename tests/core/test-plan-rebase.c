/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan-rebase.h"

#include <string.h>

/* Channels are written as ids; "a=X" has the address X, "a#X" is reached by X, "a?X" has the member
 * "later" that this version does not know. */
typedef struct
{
  const char *name;
  const char *base;
  const char *mine;
  const char *theirs;
  const char *merged;
  const char *conflict; /* a part of the sentence, NULL: none */
} Case;

static const Case cases[] = {
  { "nothing", "a b", "a b", "a b", "a b", NULL },
  { "mine-changed", "a=1 b", "a=2 b", "a=1 b", "a=2 b", NULL },
  { "theirs-changed", "a=1 b", "a=1 b", "a=2 b", "a=2 b", NULL },
  { "both-the-same", "a=1", "a=2", "a=2", "a=2", NULL },
  { "other-entries", "a=1 b=1", "a=2 b=1", "a=1 b=2", "a=2 b=2", NULL },
  { "other-members", "a=1", "a=1#Ben", "a=2", "a=2#Ben", NULL },
  { "same-member", "a=1", "a=2", "a=3", "a=3", "(address)" },
  { "one-of-two-members", "a=1", "a=2#Ben", "a=3", "a=3#Ben", "(address)" },
  { "unknown-member-of-theirs", "a=1", "a=2", "a=1?new", "a=2?new", NULL },
  { "unknown-member-taken-away", "a=1?old", "a=2?old", "a=1", "a=2", NULL },
  { "mine-added", "a b", "a c b", "a b", "a c b", NULL },
  { "both-added", "a b", "a c b", "a b d", "a c b d", NULL },
  { "both-added-in-one-place", "a", "a c", "a d", "a c d", NULL },
  { "mine-removed", "a b c", "a c", "a b c", "a c", NULL },
  { "mine-removed-theirs-changed", "a=1 b", "b", "a=2 b", "a=2 b", "“a”" },
  { "theirs-removed-mine-changed", "a=1 b", "a=2 b", "b", "b", "“a” was removed" },
  { "both-removed", "a b", "b", "b", "b", NULL },
  { "mine-moved", "a b c", "c a b", "a b c", "c a b", NULL },
  { "theirs-moved", "a b c", "a b c", "c a b", "c a b", NULL },
  { "mine-moved-theirs-added", "a b c", "c a b", "a b d c", "c a b d", NULL },
  { "mine-moved-theirs-removed", "a b c", "c a b", "a c", "c a", NULL },
  { "both-moved", "a b c", "c a b", "b a c", "b a c", "order" },
  { "undo-a-removal", "a c", "a b c", "a c=2 d", "a b c=2 d", NULL },
};

static SlPlan *
parse (const char *words)
{
  g_auto (GStrv) ids = g_strsplit (words, " ", -1);
  g_autoptr (GString) json = g_string_new ("{\"channels\": [");
  g_autoptr (GError) error = NULL;
  SlPlan *plan;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const char *address = strchr (ids[i], '=');
      const char *people = strchr (ids[i], '#');
      const char *unknown = strchr (ids[i], '?');

      g_string_append_printf (json, "%s{\"id\": \"%.1s\"", i > 0 ? ", " : "", ids[i]);
      if (address != NULL)
        g_string_append_printf (json, ", \"address\": \"%.*s\"", (int) strcspn (address + 1, "#?"),
                                address + 1);
      if (people != NULL)
        g_string_append_printf (json, ", \"people\": [\"%s\"]", people + 1);
      if (unknown != NULL)
        g_string_append_printf (json, ", \"later\": \"%s\"", unknown + 1);
      g_string_append (json, ", \"name\": \"");
      g_string_append_printf (json, "%.1s\", \"kind\": \"other\"}", ids[i]);
    }
  g_string_append (json, "]}");
  plan = sl_plan_new_from_json (json->str, -1, &error);
  g_assert_no_error (error);
  return plan;
}

static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  g_autoptr (SlPlan) base = parse (expected->base);
  g_autoptr (SlPlan) mine = parse (expected->mine);
  g_autoptr (SlPlan) theirs = parse (expected->theirs);
  g_autoptr (SlPlan) wanted = parse (expected->merged);
  g_autofree char *conflict = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlPlan) merged = sl_plan_rebase (base, mine, theirs, &conflict, &error);
  g_autofree char *text = NULL;
  g_autofree char *wanted_text = sl_plan_to_json (wanted);

  g_assert_no_error (error);
  text = sl_plan_to_json (merged);
  g_assert_cmpstr (text, ==, wanted_text);
  if (expected->conflict == NULL)
    g_assert_null (conflict);
  else
    g_assert_nonnull (strstr (conflict, expected->conflict));
}

static void
test_top_level (void)
{
  g_autoptr (SlPlan) base = sl_plan_new_from_json ("{\"organisation\": {\"a\": 1}}", -1, NULL);
  g_autoptr (SlPlan) mine = sl_plan_new_from_json (
      "{\"organisation\": {\"a\": 1}, \"templates\": [{\"id\": \"t\", \"text\": \"x\"}]}", -1,
      NULL);
  g_autoptr (SlPlan) theirs = sl_plan_new_from_json ("{\"organisation\": {\"a\": 2}}", -1, NULL);
  g_autofree char *conflict = NULL;
  g_autoptr (SlPlan) merged = sl_plan_rebase (base, mine, theirs, &conflict, NULL);
  g_autofree char *text = sl_plan_to_json (merged);

  g_assert_null (conflict);
  g_assert_nonnull (strstr (text, "\"a\" : 2"));
  g_assert_nonnull (sl_plan_get_template (merged, "t"));
}

static void
test_copy (void)
{
  g_autoptr (SlPlan) plan = parse ("a=1?x b");
  g_autoptr (SlPlan) copy = sl_plan_copy (plan);
  g_autofree char *first = sl_plan_to_json (plan);
  g_autofree char *second = sl_plan_to_json (copy);

  g_assert_cmpstr (first, ==, second);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/core/plan-rebase/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/core/plan-rebase/top-level", test_top_level);
  g_test_add_func ("/core/plan-rebase/copy", test_copy);
  return g_test_run ();
}
