/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "suggestion.h"

static const char plan_text[]
    = "{\"accounts\": ["
      " {\"id\": \"work\", \"address\": \"ann@contoso.onmicrosoft.com\"},"
      " {\"id\": \"own\", \"address\": \"ann@example.org\", \"channels\": [\"same-domain\", "
      "\"slack\", \"gone\"]}],"
      " \"channels\": ["
      " {\"id\": \"teams\", \"address\": \"https://teams.microsoft.com/l/1\"},"
      " {\"id\": \"slack\", \"address\": \"https://example.slack.com/\"},"
      " {\"id\": \"bridge\", \"address\": \"tel:+49301234567\"},"
      " {\"id\": \"tenant-mail\", \"address\": \"mailto:help@contoso.onmicrosoft.com\"},"
      " {\"id\": \"same-domain\", \"address\": \"mailto:ben@Example.Org\"},"
      " {\"id\": \"signal\", \"address\": \"https://signal.group/#x\"}]}";

static void
assert_order (const char *account, const char *const *unhealthy, const char *expected)
{
  g_autoptr (SlProviderCatalogue) catalogue = sl_provider_catalogue_new_default ();
  g_autoptr (SlPlan) plan = sl_plan_new_from_json (plan_text, -1, NULL);
  g_autoptr (GPtrArray) suggestions
      = sl_suggest_channels (plan, catalogue, sl_plan_get_account (plan, account), unhealthy);
  GString         *order = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < suggestions->len; i++)
    {
      const SlSuggestion *suggestion = g_ptr_array_index (suggestions, i);
      const char         *mark = "";

      if (suggestion->kind == SL_SUGGESTION_UNHEALTHY)
        mark = "?";
      else if (suggestion->kind == SL_SUGGESTION_SHARES_FATE)
        mark = "!";
      g_string_append_printf (order, "%s%s%s", i > 0 ? " " : "", suggestion->channel->id, mark);
      g_assert_true ((suggestion->reason != NULL) == (suggestion->kind != SL_SUGGESTION_GOOD));
    }
  text = g_string_free (order, FALSE);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_order (void)
{
  const char *slack_is_down[] = { "slack", NULL };
  const char *teams_too[] = { "teams", "slack", NULL };

  assert_order ("work", NULL, "slack bridge same-domain signal teams! tenant-mail!");
  assert_order ("work", slack_is_down, "bridge same-domain signal slack? teams! tenant-mail!");
  assert_order ("work", teams_too, "bridge same-domain signal slack? teams! tenant-mail!");
}

static void
test_own_choice_and_domain (void)
{
  assert_order ("own", NULL, "slack same-domain!");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/suggestion/order", test_order);
  g_test_add_func ("/core/suggestion/own-choice-and-domain", test_own_choice_and_domain);
  return g_test_run ();
}
