/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "suggestion.h"

#include "shared-fate.h"

#include <glib/gi18n-lib.h>

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

static SlSuggestion *
judge (SlProviderCatalogue *catalogue,
       const SlAccount     *account,
       const SlChannel     *channel,
       const char *const   *unhealthy_providers)
{
  SlSuggestion *suggestion = g_new0 (SlSuggestion, 1);
  SlProvider   *provider = sl_provider_catalogue_lookup_channel (catalogue, channel);

  suggestion->channel = channel;
  suggestion->reason = sl_shared_fate_explain (catalogue, account, channel);
  if (suggestion->reason != NULL)
    suggestion->kind = SL_SUGGESTION_SHARES_FATE;
  else if (provider != NULL && unhealthy_providers != NULL
           && g_strv_contains (unhealthy_providers, provider->id))
    {
      suggestion->kind = SL_SUGGESTION_UNHEALTHY;
      /* Translators: %s is a provider such as Slack. */
      suggestion->reason = g_strdup_printf (_ ("%s reports trouble as well."), provider->name);
    }
  return suggestion;
}

/**
 * sl_suggest_channels:
 * @plan: the plan
 * @catalogue: what is known of providers
 * @account: the account that fails
 * @unhealthy_providers: (nullable) (array zero-terminated=1): ids of providers that report trouble
 *
 * Puts the account's channels into the order in which they should be tried: those that do not share
 * fate with the failing provider first, of these the healthy ones first, and else the user's order.
 *
 * Returns: (transfer full) (element-type SlSuggestion): valid as long as @plan is not changed
 */
GPtrArray *
sl_suggest_channels (SlPlan              *plan,
                     SlProviderCatalogue *catalogue,
                     const SlAccount     *account,
                     const char *const   *unhealthy_providers)
{
  GPtrArray *ordered = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_suggestion_free);
  g_autoptr (GPtrArray) channels = sl_plan_list_channels (plan, account);
  g_autoptr (GPtrArray) judged = g_ptr_array_new ();

  for (guint i = 0; i < channels->len; i++)
    g_ptr_array_add (
        judged, judge (catalogue, account, g_ptr_array_index (channels, i), unhealthy_providers));
  for (int kind = SL_SUGGESTION_GOOD; kind <= SL_SUGGESTION_SHARES_FATE; kind++)
    for (guint i = 0; i < judged->len; i++)
      {
        SlSuggestion *suggestion = g_ptr_array_index (judged, i);

        if ((int) suggestion->kind == kind)
          g_ptr_array_add (ordered, suggestion);
      }
  return ordered;
}
