/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "notice-words.h"

#include "recovery-words.h"
#include "suggestion.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_recovery (const SlTransition *transition)
{
  return transition->to == SL_STATE_OK && transition->trouble_since > 0;
}

/* Providers whose own pages report trouble, for the order of the channels. */
static char **
list_unhealthy (const SlAccountStatus *status)
{
  GPtrArray *providers = g_ptr_array_new ();

  for (guint i = 0; status != NULL && i < status->feeds->len; i++)
    {
      const SlFeedStatus *feed = g_ptr_array_index (status->feeds, i);

      if (feed->health != NULL && sl_health_state_is_trouble (feed->health->state))
        g_ptr_array_add (providers, g_strdup (feed->provider));
    }
  g_ptr_array_add (providers, NULL);
  return (char **) g_ptr_array_free (providers, FALSE);
}

/* "Use: NAME." with the channel that stands first, or NULL. */
static char *
suggest (const SlTransition    *transition,
         const SlAccountStatus *status,
         SlPlan                *plan,
         SlProviderCatalogue   *catalogue)
{
  const SlAccount *account = sl_plan_get_account (plan, transition->account_id);
  g_auto (GStrv) unhealthy = list_unhealthy (status);
  SlSituation situation = { (const char *const *) unhealthy, TRUE, FALSE };
  g_autoptr (GPtrArray) suggestions = NULL;
  const SlSuggestion *first;

  if (account == NULL || transition->to != SL_STATE_OUTAGE)
    return NULL;
  suggestions = sl_suggest_channels (plan, catalogue, account, &situation);
  if (suggestions->len == 0)
    return NULL;
  first = g_ptr_array_index (suggestions, 0);
  if (first->kind != SL_SUGGESTION_GOOD)
    return NULL;
  /* Translators: %s is the name of another way to talk, such as "Signal group Team" */
  return g_strdup_printf (_ ("Use: %s."), first->channel->name);
}

static char *
cut (const char *text, glong max_characters)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= max_characters)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, MAX (max_characters - 1, 0));
  return g_strconcat (g_strchomp (start), "…", NULL);
}

/* The advice gives way to the suggestion, which is what the user needs first. */
static char *
join (const char *advice, const char *suggestion)
{
  g_autofree char *last = NULL;
  g_autofree char *first = NULL;

  if (suggestion == NULL)
    return cut (advice, SL_NOTICE_MAX_BODY_CHARACTERS);
  last = cut (suggestion, SL_NOTICE_MAX_BODY_CHARACTERS);
  if (*advice == '\0')
    return g_steal_pointer (&last);
  first = cut (advice, SL_NOTICE_MAX_BODY_CHARACTERS - g_utf8_strlen (last, -1) - 1);
  return g_strconcat (first, " ", last, NULL);
}

static void
fill_recovery (SlNoticeWords *words, const SlTransition *transition, const SlAccountStatus *status)
{
  gint64           seconds = MAX (1, transition->time - transition->trouble_since);
  const char      *provider = status != NULL ? status->provider_name : NULL;
  g_autofree char *advice
      = sl_recovery_advice (transition->from, provider, seconds, transition->provider_lag_seconds);

  /* By the name under which the trouble was told. */
  words->title
      = sl_recovery_headline (provider != NULL ? provider : transition->account_name, seconds);
  words->body = cut (advice, SL_NOTICE_MAX_BODY_CHARACTERS);
  words->urgency = SL_NOTICE_LOW;
}

static void
fill_trouble (SlNoticeWords         *words,
              const SlTransition    *transition,
              const SlAccountStatus *status,
              SlPlan                *plan,
              SlProviderCatalogue   *catalogue)
{
  g_autofree char *suggestion = suggest (transition, status, plan, catalogue);
  const char      *advice = transition->verdict->advice;

  words->title = g_strdup (transition->verdict->headline);
  words->body = join (advice != NULL ? advice : "", suggestion);
  words->urgency = SL_NOTICE_NORMAL;
  if (transition->urgent)
    words->urgency = SL_NOTICE_URGENT;
  else if (transition->to == SL_STATE_OK || transition->to == SL_STATE_DEGRADED)
    words->urgency = SL_NOTICE_LOW;
}

/**
 * sl_notice_words_mark_practice:
 * @sentence: a sentence of a practice
 *
 * Returns: (transfer full): the sentence, so that nobody takes it for their own mail
 */
char *
sl_notice_words_mark_practice (const char *sentence)
{
  /* Translators: %s is a whole sentence, such as "Sign-in is down. It is not you." */
  return g_strdup_printf (_ ("Practice: %s"), sentence);
}

/**
 * sl_notice_words_new:
 * @transition: what happened
 * @status: (nullable): the account's newest status
 * @plan: for the suggested channel
 * @catalogue: for the order of the channels
 * @practice: whether the title must say that this is a practice
 *
 * Puts a transition into a notice: the headline as title; what now, and the channel to use, as
 * body; for a recovery how long it lasted.
 *
 * Returns: (transfer full): the words
 */
SlNoticeWords *
sl_notice_words_new (const SlTransition    *transition,
                     const SlAccountStatus *status,
                     SlPlan                *plan,
                     SlProviderCatalogue   *catalogue,
                     gboolean               practice)
{
  SlNoticeWords *words = g_new0 (SlNoticeWords, 1);

  if (is_recovery (transition))
    fill_recovery (words, transition, status);
  else
    fill_trouble (words, transition, status, plan, catalogue);
  if (practice)
    {
      g_autofree char *plain = g_steal_pointer (&words->title);

      words->title = sl_notice_words_mark_practice (plain);
    }
  return words;
}

/**
 * sl_notice_words_free:
 * @words: the words
 */
void
sl_notice_words_free (SlNoticeWords *words)
{
  g_free (words->title);
  g_free (words->body);
  g_free (words);
}
