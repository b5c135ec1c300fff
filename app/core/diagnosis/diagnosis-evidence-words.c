/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "diagnosis-words.h"

#include <glib/gi18n-lib.h>

#define SERVER_TEXT_MAX_CHARACTERS 200

static void
add_network (GPtrArray *lines, const SlReading *reading)
{
  switch (reading->evidence->connectivity)
    {
    case SL_CONNECTIVITY_FULL:
      g_ptr_array_add (lines, g_strdup (_ ("This computer says that it is online.")));
      break;
    case SL_CONNECTIVITY_LIMITED:
      g_ptr_array_add (lines, g_strdup (_ ("This computer says that its connection is limited.")));
      break;
    case SL_CONNECTIVITY_PORTAL:
      g_ptr_array_add (lines, g_strdup (_ ("The network wants a sign-in on its own page.")));
      break;
    case SL_CONNECTIVITY_LOCAL:
      g_ptr_array_add (lines, g_strdup (_ ("This computer says that it is not connected.")));
      break;
    case SL_CONNECTIVITY_UNKNOWN:
    default:
      break;
    }
  if (reading->evidence->baseline == SL_BASELINE_REACHABLE)
    g_ptr_array_add (lines, g_strdup (_ ("Other places on the internet answer.")));
  else if (reading->evidence->baseline == SL_BASELINE_UNREACHABLE)
    g_ptr_array_add (lines, g_strdup (_ ("Other places on the internet do not answer.")));
}

static char *
check_words (const SlReading *reading, const SlCheckResult *result)
{
  const char      *found = sl_outcome_get_text (result->outcome);
  g_autofree char *when = NULL;

  if (result->time <= 0)
    return g_strdup (found);

  when = sl_words_moment (reading, result->time);
  if (result->kind == SL_CHECK_KIND_SIGNIN)
    /* Translators: the first %s is a time, the second a whole sentence: what was found */
    return g_strdup_printf (_ ("Sign-in, %s: %s"), when, found);
  /* Translators: the first %s is a time, the second a whole sentence: what was found */
  return g_strdup_printf (_ ("Server’s door, %s: %s"), when, found);
}

static gboolean
has_words (const char *text)
{
  return text != NULL && *text != '\0';
}

/* A password is the user's, so whoever refused it was the mail server, even if a hand-written file
 * does not tell how long that took. */
static gboolean
has_asked_server (const SlReading *reading, const SlCheckResult *result)
{
  return result->outcome != SL_OUTCOME_AUTH_NEEDS_ONLINE_ACCOUNT
         && (reading->evidence->sign_in == SL_SIGN_IN_PASSWORD
             || sl_check_result_reached_server (result));
}

/* A server that wrote a whole sentence ended it itself. */
static char *
quote_server (char *text)
{
  if (g_str_has_suffix (text, "."))
    /* Translators: %s is the server's own words, a whole sentence */
    return sl_words_fill (_ ("The server writes: “%s”"), text);
  /* Translators: %s is the server's own words */
  return sl_words_fill (_ ("The server writes: “%s”."), text);
}

/* Who said it: the mail server; or, where there was nothing to sign in with, the service that gives
 * out tokens, or ourselves in a whole sentence. */
static void
add_answer (GPtrArray *lines, const SlReading *reading, const SlCheckResult *result)
{
  gboolean    asked_server = has_asked_server (reading, result);
  const char *code = asked_server ? NULL : result->response_code;
  char       *text;

  if (has_words (code))
    g_ptr_array_add (lines,
                     /* Translators: %s is a machine-readable word of the provider's sign-in
                      * service, such as "invalid_grant" */
                     sl_words_fill (_ ("The sign-in service writes: “%s”."),
                                    sl_words_clean (code, SERVER_TEXT_MAX_CHARACTERS)));
  if (!has_words (result->server_text))
    return;
  text = sl_words_clean (result->server_text, SERVER_TEXT_MAX_CHARACTERS);
  g_ptr_array_add (lines, asked_server ? quote_server (text) : text);
}

static void
add_checks (GPtrArray *lines, const SlReading *reading)
{
  const SlCheckResult *current = reading->current;

  if (current == NULL)
    return;
  g_ptr_array_add (lines, check_words (reading, current));
  add_answer (lines, reading, current);
  if (reading->failures > 1)
    g_ptr_array_add (lines,
                     /* Translators: %u is a number of checks */
                     g_strdup_printf (ngettext ("It failed %u time in a row.",
                                                "It failed %u times in a row.", reading->failures),
                                      reading->failures));
  if (reading->refusal != NULL && reading->refusal != current)
    g_ptr_array_add (lines, check_words (reading, reading->refusal));
}

static void
add_history (GPtrArray *lines, const SlReading *reading)
{
  const SlEvidence *evidence = reading->evidence;

  if (evidence->last_success > 0)
    /* Translators: %s is a time */
    g_ptr_array_add (lines, sl_words_fill (_ ("Sign-in last worked: %s."),
                                           sl_words_moment (reading, evidence->last_success)));
  if (evidence->secret_changed)
    g_ptr_array_add (lines, g_strdup (_ ("The password was changed since.")));
}

/* The newest feed that may not be used, to say why it is silent. */
static const SlFeedSnapshot *
find_unusable_feed (const SlReading *reading)
{
  GPtrArray *feeds = reading->evidence->feeds;

  for (guint i = feeds->len; i-- > 0;)
    {
      const SlFeedSnapshot *snapshot = feeds->pdata[i];

      if (sl_reading_is_own_provider (reading, snapshot->provider))
        return snapshot;
    }
  return NULL;
}

static void
add_feed (GPtrArray *lines, const SlReading *reading)
{
  const SlFeedSnapshot *unusable;

  if (reading->feed_word != SL_FEED_WORD_UNKNOWN)
    {
      g_ptr_array_add (lines, sl_words_feed (reading));
      return;
    }
  unusable = find_unusable_feed (reading);
  if (unusable == NULL)
    return;
  if (unusable->state == SL_HEALTH_UNKNOWN || unusable->time <= 0)
    g_ptr_array_add (lines, g_strdup (_ ("Their status page says nothing that can be used.")));
  else
    /* Translators: %s is a time */
    g_ptr_array_add (lines, sl_words_fill (_ ("Their status page was last read too long ago (%s)."),
                                           sl_words_moment (reading, unusable->time)));
}

static void
add_identity (GPtrArray *lines, const SlReading *reading)
{
  if (reading->evidence->identity == SL_IDENTITY_FAILING)
    g_ptr_array_add (lines, g_strdup (_ ("Their sign-in service fails.")));
  else if (reading->evidence->identity == SL_IDENTITY_OK)
    g_ptr_array_add (lines, g_strdup (_ ("Their sign-in service answers.")));
}

static void
add_others (GPtrArray *lines, const SlReading *reading)
{
  const SlEvidence *evidence = reading->evidence;
  guint             working = 0;
  guint             alike = 0;

  for (guint i = 0; i < evidence->others->len; i++)
    {
      const SlOtherAccount *other = evidence->others->pdata[i];
      gboolean              own
          = evidence->provider != NULL && g_strcmp0 (other->provider, evidence->provider) == 0;

      if (!sl_reading_is_close (other->time, reading->now, SL_SAME_HOUR_SECONDS))
        continue;
      working += !own && sl_outcome_is_good (other->outcome);
      alike
          += own && !sl_outcome_is_good (other->outcome) && other->outcome != SL_OUTCOME_CANCELLED;
    }
  if (working > 0)
    g_ptr_array_add (lines,
                     /* Translators: %u is a number of accounts */
                     g_strdup_printf (ngettext ("%u account at another provider works.",
                                                "%u accounts at other providers work.", working),
                                      working));
  if (alike > 0)
    g_ptr_array_add (
        lines,
        /* Translators: %u is a number of accounts */
        g_strdup_printf (ngettext ("%u other account at this provider fails as well.",
                                   "%u other accounts at this provider fail as well.", alike),
                         alike));
}

/**
 * sl_words_list_evidence:
 * @reading: a reading
 *
 * Says what the verdict rests on: one sentence for each piece of evidence that is known.
 *
 * Returns: (transfer full) (array zero-terminated=1): the sentences, perhaps none
 */
char **
sl_words_list_evidence (const SlReading *reading)
{
  GPtrArray *lines = g_ptr_array_new ();

  add_network (lines, reading);
  add_checks (lines, reading);
  sl_words_add_road (lines, reading);
  add_history (lines, reading);
  add_feed (lines, reading);
  add_identity (lines, reading);
  add_others (lines, reading);
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (lines, FALSE);
}
