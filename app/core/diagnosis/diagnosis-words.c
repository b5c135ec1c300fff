/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "diagnosis-words.h"

#include "moment-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME_MAX_CHARACTERS 80
#define TITLE_MAX_CHARACTERS 80 /* leaves room for what to do in a notice of 180 */

/* Invisible marks can turn a line around; two of them join letters in honest scripts. */
static gboolean
is_hidden_mark (gunichar character)
{
  return g_unichar_type (character) == G_UNICODE_FORMAT && character != 0x200c
         && character != 0x200d;
}

static gboolean
breaks_line (gunichar character)
{
  return g_unichar_iscntrl (character) || g_unichar_type (character) == G_UNICODE_LINE_SEPARATOR
         || g_unichar_type (character) == G_UNICODE_PARAGRAPH_SEPARATOR;
}

/**
 * sl_words_clean:
 * @text: text from a file or from the network
 * @max_characters: how much of it to show
 *
 * Makes text from outside fit for one line: valid, without control characters and marks that turn
 * it around, not too long.
 *
 * Returns: (transfer full): the text, with an ellipsis where it was cut
 */
char *
sl_words_clean (const char *text, gsize max_characters)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString         *clean = g_string_new (NULL);
  gsize            n_characters = 0;

  for (const char *p = valid; *p != '\0' && n_characters < max_characters; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (!is_hidden_mark (character))
        g_string_append_unichar (clean, breaks_line (character) ? ' ' : character);
      n_characters++;
    }
  g_strchomp (clean->str);
  clean->len = strlen (clean->str);
  if (n_characters == max_characters && g_utf8_strlen (valid, -1) > (glong) max_characters)
    g_string_append (clean, "…");
  return g_string_free (clean, FALSE);
}

static char *
first_name (const char *first, const char *second, const char *third, const char *otherwise)
{
  const char *names[] = { first, second, third };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name
          = sl_words_clean (names[i] != NULL ? names[i] : "", NAME_MAX_CHARACTERS);

      if (*name != '\0')
        return g_steal_pointer (&name);
    }
  return g_strdup (otherwise);
}

/**
 * sl_words_provider:
 * @reading: a reading
 *
 * Returns: (transfer full): who runs the mail, such as "Outlook"
 */
char *
sl_words_provider (const SlReading *reading)
{
  const SlEvidence *evidence = reading->evidence;
  const char       *own = evidence->account_name != NULL ? evidence->account_name : evidence->host;

  /* Translators: stands for the name of a provider that is not known, as in "Your mail is down." */
  return first_name (evidence->provider_name, own, evidence->provider, _ ("Your mail"));
}

/**
 * sl_words_account:
 * @reading: a reading
 *
 * Returns: (transfer full): which account, such as "ann@example.org"
 */
char *
sl_words_account (const SlReading *reading)
{
  const SlEvidence *evidence = reading->evidence;
  const char *theirs = evidence->provider_name != NULL ? evidence->provider_name : evidence->host;

  if (theirs == NULL)
    theirs = evidence->provider;
  /* Translators: stands for an account's address that is not known, as in "Your password for your
     mail was refused." */
  return first_name (evidence->address, evidence->account_name, theirs, _ ("your mail"));
}

/**
 * sl_words_server:
 * @reading: a reading
 *
 * Returns: (transfer full): which server, such as "mail.example.org"
 */
char *
sl_words_server (const SlReading *reading)
{
  const SlEvidence *evidence = reading->evidence;

  if (evidence->host == NULL || *evidence->host == '\0')
    {
      const char *own
          = evidence->account_name != NULL ? evidence->account_name : evidence->provider;

      /* Translators: stands for a server's name that is not known, as in "The mail server does not
         answer you any more." */
      return first_name (evidence->provider_name, own, NULL, _ ("The mail server"));
    }
  return sl_words_clean (evidence->host, NAME_MAX_CHARACTERS);
}

/**
 * sl_words_moment:
 * @reading: a reading
 * @time: a moment, Unix seconds
 *
 * Returns: (transfer full): its short local form, such as "yesterday 17:20"
 */
char *
sl_words_moment (const SlReading *reading, gint64 time)
{
  return sl_moment_to_words (time, reading->now);
}

/**
 * sl_words_fill:
 * @sentence: a sentence with one %s
 * @name: (transfer full): what goes there
 *
 * Returns: (transfer full): the sentence
 */
char *
sl_words_fill (const char *sentence, char *name)
{
  g_autofree char *owned = name;
  GString         *text = g_string_new (sentence);

  /* Not printf: a name from outside never meets a format. */
  g_string_replace (text, "%s", owned, 1);
  return g_string_free (text, FALSE);
}

/**
 * sl_words_join:
 * @first: (transfer full): a whole sentence, or "" for none
 * @...: (transfer full): more of them, ended by %NULL
 *
 * Returns: (transfer full): the sentences that are not empty, one after the other
 */
char *
sl_words_join (char *first, ...)
{
  GString *text = g_string_new (NULL);
  va_list  sentences;

  va_start (sentences, first);
  for (char *sentence = first; sentence != NULL; sentence = va_arg (sentences, char *))
    {
      if (*sentence != '\0' && text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, sentence);
      g_free (sentence);
    }
  va_end (sentences);
  return g_string_free (text, FALSE);
}

static char *
trouble_words (const SlReading *reading)
{
  const SlFeedSnapshot *feed = reading->feed;
  g_autofree char      *checked = sl_words_moment (reading, feed->time);
  g_autofree char      *title = NULL;
  g_autofree char      *since = NULL;

  if (feed->incident_started > 0)
    since = sl_words_moment (reading, feed->incident_started);
  if (feed->incident_title != NULL && *feed->incident_title != '\0')
    title = sl_words_clean (feed->incident_title, TITLE_MAX_CHARACTERS);

  if (since != NULL && title != NULL)
    /* Translators: the first %s is a time, the second the provider's own words */
    return g_strdup_printf (_ ("Their status page says since %s: “%s”."), since, title);
  if (title != NULL)
    /* Translators: the first %s is the provider's own words, the second a time */
    return g_strdup_printf (_ ("Their status page says: “%s” (checked %s)."), title, checked);
  if (since != NULL)
    /* Translators: the first %s is the time when it began, the second when we looked */
    return g_strdup_printf (_ ("Their status page reports trouble since %s (checked %s)."), since,
                            checked);
  /* Translators: %s is a time */
  return g_strdup_printf (_ ("Their status page reports trouble (checked %s)."), checked);
}

/**
 * sl_words_feed:
 * @reading: a reading
 *
 * Says what the provider's page says, as theirs, and when it was read. Never more than that: a page
 * that reports nothing does not mean that all is well.
 *
 * Returns: (transfer full): one sentence, empty if the page says nothing that can be used
 */
char *
sl_words_feed (const SlReading *reading)
{
  switch (reading->feed_word)
    {
    case SL_FEED_WORD_TROUBLE:
      return trouble_words (reading);
    case SL_FEED_WORD_MAINTENANCE:
      /* Translators: %s is a time */
      return sl_words_fill (_ ("Their status page reports maintenance (checked %s)."),
                            sl_words_moment (reading, reading->feed->time));
    case SL_FEED_WORD_QUIET:
      /* Translators: %s is a time */
      return sl_words_fill (_ ("Their status page reports no problem (checked %s)."),
                            sl_words_moment (reading, reading->feed->time));
    case SL_FEED_WORD_UNKNOWN:
    default:
      return g_strdup ("");
    }
}

/**
 * sl_words_verdict:
 * @state: the account's state
 * @cause: whose fault it is
 * @confidence: how sure
 * @headline: (transfer full): first sentence
 * @advice: (transfer full): what now, may be empty
 *
 * Returns: (transfer full): a verdict with these words
 */
SlVerdict *
sl_words_verdict (
    SlState state, SlCause cause, SlConfidence confidence, char *headline, char *advice)
{
  SlVerdict *verdict = sl_verdict_new (state, cause);

  g_free (verdict->headline);
  g_free (verdict->advice);
  verdict->headline = headline;
  verdict->advice = advice;
  verdict->confidence = confidence;
  return verdict;
}
