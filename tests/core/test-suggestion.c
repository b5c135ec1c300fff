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
assert_order (const char *account, const SlSituation *situation, const char *expected)
{
  g_autoptr (SlProviderCatalogue) catalogue = sl_provider_catalogue_new_default ();
  g_autoptr (SlPlan) plan = sl_plan_new_from_json (plan_text, -1, NULL);
  g_autoptr (GPtrArray) suggestions
      = sl_suggest_channels (plan, catalogue, sl_plan_get_account (plan, account), situation);
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
      else if (suggestion->kind == SL_SUGGESTION_NEEDS_INTERNET)
        mark = "~";
      g_string_append_printf (order, "%s%s%s", i > 0 ? " " : "", suggestion->channel->id, mark);
      g_assert_true ((suggestion->reason != NULL) == (suggestion->kind != SL_SUGGESTION_GOOD));
    }
  text = g_string_free (order, FALSE);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_order (void)
{
  static const char *const slack[] = { "slack", NULL };
  static const char *const teams_too[] = { "teams", "slack", NULL };
  const SlSituation        calm = { NULL, FALSE, FALSE };
  const SlSituation        slack_is_down = { slack, TRUE, FALSE };
  const SlSituation        teams_is_down = { teams_too, TRUE, FALSE };
  const SlSituation        offline = { slack, TRUE, TRUE };

  assert_order ("work", NULL, "slack bridge same-domain signal teams! tenant-mail!");
  assert_order ("work", &calm, "slack bridge same-domain signal teams! tenant-mail!");
  assert_order ("work", &slack_is_down, "bridge same-domain signal slack? teams! tenant-mail!");
  assert_order ("work", &teams_is_down, "bridge same-domain signal slack? teams! tenant-mail!");
  assert_order ("work", &offline, "bridge teams~ slack~ tenant-mail~ same-domain~ signal~");
}

/* The sentence on the card */

typedef struct
{
  const char *name;
  const char *channels; /* JSON */
  SlSituation situation;
  const char *last_reason;
} Words;

#define TEAMS                                                                                      \
  "{\"id\": \"teams\", \"name\": \"Teams\", \"address\": \"https://teams.microsoft.com/l/1\"}"
#define SIGNAL                                                                                     \
  "{\"id\": \"signal\", \"name\": \"Signal\", \"address\": \"https://signal.group/#x\"}"
#define SLACK                                                                                      \
  "{\"id\": \"slack\", \"name\": \"Slack\", \"address\": \"https://example.slack.com/\"}"

static const char *const slack_only[] = { "slack", NULL };

static const Words words[] = {
  { "identity",
    TEAMS ", " SIGNAL,
    { NULL, TRUE, FALSE },
    "Teams comes after Signal: it uses the same Microsoft sign-in that is failing." },
  { "identity-alone",
    TEAMS,
    { NULL, TRUE, FALSE },
    "Teams may fail too: it uses the same Microsoft sign-in that is failing." },
  { "identity-ahead",
    TEAMS ", " SIGNAL,
    { NULL, FALSE, FALSE },
    "Teams would fail together with Work: both depend on Microsoft sign-in." },
  { "own-trouble",
    SLACK ", " SIGNAL,
    { slack_only, TRUE, FALSE },
    "Slack comes after Signal: Slack reports trouble of its own." },
  { "mail-host",
    SIGNAL ", {\"id\": \"m\", \"name\": \"Ben\", \"address\": \"mailto:b@outlook.de\"}",
    { NULL, TRUE, FALSE },
    "Ben comes after Signal: it goes through the same mail servers that are failing." },
  { "no-internet",
    SIGNAL,
    { NULL, TRUE, TRUE },
    "Signal needs the internet, which you do not have now." },
};

static void
test_words (gconstpointer data)
{
  const Words     *expected = data;
  g_autofree char *json = g_strdup_printf (
      "{\"accounts\": [{\"id\": \"work\", \"name\": \"Work\", \"address\": \"a@outlook.com\"}],"
      " \"channels\": [%s]}",
      expected->channels);
  g_autoptr (SlProviderCatalogue) catalogue = sl_provider_catalogue_new_default ();
  g_autoptr (SlPlan) plan = sl_plan_new_from_json (json, -1, NULL);
  g_autoptr (GPtrArray) suggestions = sl_suggest_channels (
      plan, catalogue, sl_plan_get_account (plan, "work"), &expected->situation);
  const SlSuggestion *last = g_ptr_array_index (suggestions, suggestions->len - 1);

  g_assert_cmpstr (last->reason, ==, expected->last_reason);
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
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *path = g_strconcat ("/core/suggestion/words/", words[i].name, NULL);

      g_test_add_data_func (path, &words[i], test_words);
    }
  return g_test_run ();
}
