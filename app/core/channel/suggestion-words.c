/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "suggestion-words.h"

#include <glib/gi18n-lib.h>

/* In each of these the first %s is a channel such as "Teams". */

static char *
explain_ahead (const SlSuggestionFacts *facts, const char *account_name)
{
  switch (facts->fate)
    {
    case SL_FATE_MAIL_HOST:
      return g_strdup_printf (
          /* Translators: the first %s is a channel, the second an account. */
          _ ("%s would fail together with %s: it goes through the same mail servers."), facts->name,
          account_name);
    case SL_FATE_PROVIDER:
    case SL_FATE_IDENTITY:
      return g_strdup_printf (
          /* Translators: the first %s is a channel, the second an account, the third a provider
             such as "Gmail" or "Microsoft sign-in". */
          _ ("%s would fail together with %s: both depend on %s."), facts->name, account_name,
          facts->shared);
    case SL_FATE_SYSTEMS:
    case SL_FATE_APART:
    default:
      return g_strdup_printf (
          /* Translators: the first %s is a channel, the second an account, the third a provider. */
          _ ("%s would fail together with %s: it runs on the same systems as %s."), facts->name,
          account_name, facts->shared);
    }
}

static char *
explain_behind (const SlSuggestionFacts *facts)
{
  switch (facts->fate)
    {
    case SL_FATE_MAIL_HOST:
      return g_strdup_printf (
          /* Translators: both %s are channels, such as "Teams" and "Signal". */
          _ ("%s comes after %s: it goes through the same mail servers that are failing."),
          facts->name, facts->before);
    case SL_FATE_PROVIDER:
      return g_strdup_printf (
          /* Translators: two channels, then a provider such as "Gmail". */
          _ ("%s comes after %s: it depends on %s, which is failing."), facts->name, facts->before,
          facts->shared);
    case SL_FATE_IDENTITY:
      return g_strdup_printf (
          /* Translators: two channels, then a sign-in such as "Microsoft sign-in". */
          _ ("%s comes after %s: it uses the same %s that is failing."), facts->name, facts->before,
          facts->shared);
    case SL_FATE_SYSTEMS:
    case SL_FATE_APART:
    default:
      return g_strdup_printf (
          /* Translators: two channels, then a provider such as "Messenger". */
          _ ("%s comes after %s: it runs on the same systems as %s, which is failing."),
          facts->name, facts->before, facts->shared);
    }
}

static char *
explain_alone (const SlSuggestionFacts *facts)
{
  switch (facts->fate)
    {
    case SL_FATE_MAIL_HOST:
      return g_strdup_printf (
          /* Translators: %s is a channel. */
          _ ("%s may fail too: it goes through the same mail servers that are failing."),
          facts->name);
    case SL_FATE_PROVIDER:
      return g_strdup_printf (
          /* Translators: a channel, then a provider such as "Gmail". */
          _ ("%s may fail too: it depends on %s, which is failing."), facts->name, facts->shared);
    case SL_FATE_IDENTITY:
      return g_strdup_printf (
          /* Translators: a channel, then a sign-in such as "Microsoft sign-in". */
          _ ("%s may fail too: it uses the same %s that is failing."), facts->name, facts->shared);
    case SL_FATE_SYSTEMS:
    case SL_FATE_APART:
    default:
      return g_strdup_printf (
          /* Translators: a channel, then a provider such as "Messenger". */
          _ ("%s may fail too: it runs on the same systems as %s, which is failing."), facts->name,
          facts->shared);
    }
}

static char *
explain_trouble (const SlSuggestionFacts *facts)
{
  if (facts->before != NULL)
    return g_strdup_printf (
        /* Translators: two channels, then a provider such as "Slack". */
        _ ("%s comes after %s: %s reports trouble of its own."), facts->name, facts->before,
        facts->shared);
  return g_strdup_printf (
      /* Translators: a channel, then a provider such as "Slack". */
      _ ("%s may fail too: %s reports trouble of its own."), facts->name, facts->shared);
}

static char *
explain_internet (const SlSuggestionFacts *facts)
{
  if (facts->before != NULL)
    return g_strdup_printf (
        /* Translators: both %s are channels, such as "Teams" and "Signal". */
        _ ("%s comes after %s: it needs the internet, which you do not have now."), facts->name,
        facts->before);
  /* Translators: %s is a channel. */
  return g_strdup_printf (_ ("%s needs the internet, which you do not have now."), facts->name);
}

/**
 * sl_suggestion_words_explain:
 * @facts: what is known of the channel
 * @account_name: the account
 * @fails: whether the account does not work now
 *
 * Returns: (transfer full) (nullable): one sentence why the channel stands where it stands, %NULL
 *   for a good one
 */
char *
sl_suggestion_words_explain (const SlSuggestionFacts *facts,
                             const char              *account_name,
                             gboolean                 fails)
{
  switch (facts->kind)
    {
    case SL_SUGGESTION_UNHEALTHY:
      return explain_trouble (facts);
    case SL_SUGGESTION_SHARES_FATE:
      if (!fails)
        return explain_ahead (facts, account_name);
      return facts->before != NULL ? explain_behind (facts) : explain_alone (facts);
    case SL_SUGGESTION_NEEDS_INTERNET:
      return explain_internet (facts);
    case SL_SUGGESTION_GOOD:
    default:
      return NULL;
    }
}
