/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "suggestion.h"

#include "suggestion-words.h"

/* What the rule looks at. */
typedef struct
{
  SlPlan              *plan;
  SlProviderCatalogue *catalogue;
  const SlAccount     *account;
  SlSituation          situation;
} Question;

/**
 * sl_suggestion_free:
 * @suggestion: (transfer full) (nullable): a suggestion
 */
void
sl_suggestion_free (SlSuggestion *suggestion)
{
  if (suggestion == NULL)
    return;
  g_free (suggestion->reason);
  g_free (suggestion);
}

static gboolean
is_unhealthy (const Question *question, const SlProvider *provider)
{
  const char *const *ids = question->situation.unhealthy_providers;

  return provider != NULL && ids != NULL && g_strv_contains (ids, provider->id);
}

/* The rule, first match wins. What needs the internet is of no use without it, whoever runs it;
 * what shares the fate of the failing mail is worse than what reports trouble of its own, because
 * that may not touch the part that is needed. */
static SlSuggestionFacts
judge (const Question *question, const SlChannel *channel)
{
  const SlProvider *provider = sl_provider_catalogue_lookup_channel (question->catalogue, channel);
  SlSuggestionFacts facts = { SL_SUGGESTION_GOOD, SL_FATE_APART, channel->name, NULL, NULL };

  facts.fate = sl_shared_fate_find (question->plan, question->catalogue, question->account, channel,
                                    &facts.shared);
  if (question->situation.line_is_down && !channel->works_offline)
    facts.kind = SL_SUGGESTION_NEEDS_INTERNET;
  else if (facts.fate != SL_FATE_APART)
    facts.kind = SL_SUGGESTION_SHARES_FATE;
  else if (is_unhealthy (question, provider))
    {
      facts.kind = SL_SUGGESTION_UNHEALTHY;
      facts.shared = provider->name;
    }
  return facts;
}

static SlSuggestion *
create_suggestion (const Question *question, const SlChannel *channel, SlSuggestionFacts facts)
{
  SlSuggestion *suggestion = g_new0 (SlSuggestion, 1);

  suggestion->channel = channel;
  suggestion->kind = facts.kind;
  suggestion->reason
      = sl_suggestion_words_explain (&facts, question->account->name, question->situation.fails);
  return suggestion;
}

/**
 * sl_suggest_channels:
 * @plan: the plan
 * @catalogue: what is known of providers
 * @account: the account that fails
 * @situation: (nullable): what else is known; %NULL: nothing
 *
 * Puts the account's channels into the order in which they should be tried: those that do not share
 * fate with the failing provider first, of these the healthy ones first, and else the user's order.
 * Without internet, what works without it comes before everything else.
 *
 * Returns: (transfer full) (element-type SlSuggestion): valid as long as @plan is not changed
 */
GPtrArray *
sl_suggest_channels (SlPlan              *plan,
                     SlProviderCatalogue *catalogue,
                     const SlAccount     *account,
                     const SlSituation   *situation)
{
  GPtrArray *ordered = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_suggestion_free);
  g_autoptr (GPtrArray) channels = sl_plan_list_channels (plan, account);
  Question question = { plan, catalogue, account, { NULL, FALSE, FALSE } };

  if (situation != NULL)
    question.situation = *situation;
  for (int kind = SL_SUGGESTION_GOOD; kind <= SL_SUGGESTION_NEEDS_INTERNET; kind++)
    for (guint i = 0; i < channels->len; i++)
      {
        const SlChannel    *channel = g_ptr_array_index (channels, i);
        SlSuggestionFacts   facts = judge (&question, channel);
        const SlSuggestion *first = ordered->len > 0 ? g_ptr_array_index (ordered, 0) : NULL;

        if (first != NULL && first->kind == SL_SUGGESTION_GOOD)
          facts.before = first->channel->name;
        if ((int) facts.kind == kind)
          g_ptr_array_add (ordered, create_suggestion (&question, channel, facts));
      }
  return ordered;
}
