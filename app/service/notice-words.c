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

/* "Use: NAME." with the channel that stands first, or NULL. */
static char *
suggest (const SlTransition  *transition,
         SlPlan              *plan,
         SlProviderCatalogue *catalogue,
         const char *const   *troubled)
{
  const SlAccount *account = sl_plan_get_account (plan, transition->account_id);
  SlSituation      situation = { troubled, TRUE, FALSE };
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

/* The suggestion comes first: GNOME's banner shows one line of a body, mako three. */
static char *
join (const char *advice, const char *suggestion)
{
  g_autofree char *whole = NULL;

  if (suggestion == NULL)
    return cut (advice, SL_NOTICE_MAX_BODY_CHARACTERS);
  whole = g_strconcat (suggestion, *advice != '\0' ? " " : "", advice, NULL);
  return cut (whole, SL_NOTICE_MAX_BODY_CHARACTERS);
}

/* Which accounts it is about comes before the advice, and leaves room for it. */
static char *
introduce (const char *const *names, const char *advice)
{
  g_autofree char *list = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *shortened = NULL;

  if (names == NULL)
    return g_strdup (advice);
  list = g_strjoinv (", ", (char **) names);
  /* Translators: %s is a list of accounts' names, such as "Work, Private" */
  sentence = g_strdup_printf (_ ("Accounts: %s."), list);
  shortened = cut (sentence, SL_NOTICE_MAX_BODY_CHARACTERS / 2);
  return g_strconcat (shortened, *advice != '\0' ? " " : "", advice, NULL);
}

static void
fill_recovery (SlNoticeWords         *words,
               const SlTransition    *transition,
               const SlAccountStatus *status,
               const char *const     *names)
{
  gint64           seconds = MAX (1, transition->time - transition->trouble_since);
  const char      *provider = status != NULL ? status->provider_name : NULL;
  g_autofree char *advice
      = sl_recovery_advice (transition->from, provider, seconds, transition->provider_lag_seconds);
  g_autofree char *body = NULL;
  /* What the user has put right was no fault of the provider's. */
  gboolean is_theirs = provider != NULL && transition->from != SL_STATE_ACTION_NEEDED;

  words->title = sl_recovery_headline (is_theirs ? provider : transition->account_name, seconds);
  body = introduce (names, advice);
  words->body = cut (body, SL_NOTICE_MAX_BODY_CHARACTERS);
  /* Translators: a button on a notice; it opens the window. */
  words->action_label = g_strdup (_ ("Show details"));
  words->urgency = SL_NOTICE_LOW;
}

static void
fill_trouble (SlNoticeWords      *words,
              const SlTransition *transition,
              const char         *suggestion,
              const char *const  *names)
{
  const char      *advice = transition->verdict->advice;
  g_autofree char *body = introduce (names, advice != NULL ? advice : "");

  words->title = g_strdup (transition->verdict->headline);
  words->body = join (body, suggestion);
  words->action_label = g_strdup (_ ("Show what to do"));
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
 * @names: (nullable): the accounts' names, if it is about several of one provider
 * @troubled: (nullable): ids of providers whose status pages report trouble
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
                     const char *const     *names,
                     const char *const     *troubled)
{
  SlNoticeWords   *words = g_new0 (SlNoticeWords, 1);
  g_autofree char *suggestion = suggest (transition, plan, catalogue, troubled);

  if (is_recovery (transition))
    fill_recovery (words, transition, status, names);
  else
    fill_trouble (words, transition, suggestion, names);
  return words;
}

/**
 * sl_notice_words_mark:
 * @words: the words of a practice
 *
 * Says in the title that it is one.
 */
void
sl_notice_words_mark (SlNoticeWords *words)
{
  g_autofree char *plain = g_steal_pointer (&words->title);

  words->title = sl_notice_words_mark_practice (plain);
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
  g_free (words->action_label);
  g_free (words);
}
