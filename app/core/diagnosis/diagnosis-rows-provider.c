/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "diagnosis-rows.h"
#include "diagnosis-words.h"

#include <glib/gi18n-lib.h>

/* Pages are late: a refusal so long before an incident's official start may still be part of it. An
 * older one has another reason. */
#define PAGE_LAG_SECONDS (2 * 60 * 60)

/* An outage that nobody but the server speaks of is over by then, as a rule. Exchange Online puts a
 * sign-in off for months ("451 4.7.0 Temporary server error. Please try again later. PRX4") when
 * the account or the program is not set up for it; MailKit#566. */
#define PUT_OFF_SECONDS (24 * 60 * 60)

/* They say so: trouble, or work they announced. */
static gboolean
feed_admits (const SlReading *reading)
{
  return reading->feed_word == SL_FEED_WORD_TROUBLE
         || reading->feed_word == SL_FEED_WORD_MAINTENANCE;
}

static SlCause
provider_cause (const SlReading *reading)
{
  return feed_admits (reading) ? SL_CAUSE_PROVIDER : SL_CAUSE_PROVIDER_UNCONFIRMED;
}

static SlConfidence
provider_confidence (const SlReading *reading)
{
  return feed_admits (reading) || reading->failures > 2 ? SL_CONFIDENCE_HIGH : SL_CONFIDENCE_MEDIUM;
}

static const char *
unavailable_headline (const SlReading *reading)
{
  gboolean mailbox = reading->current->outcome == SL_OUTCOME_MAILBOX_UNAVAILABLE;

  if (feed_admits (reading))
    return mailbox
               /* Translators: %s is a provider's name */
               ? _ ("%s cannot open mailboxes. It is not you.")
               /* Translators: %s is a provider's name */
               : _ ("%s sign-in is down. It is not you.");
  return mailbox
             /* Translators: %s is a provider's name */
             ? _ ("%s cannot open your mailbox. It looks like their side.")
             /* Translators: %s is a provider's name */
             : _ ("%s sign-in is failing. It looks like their side.");
}

static gboolean
was_secret_refused (SlOutcome outcome)
{
  return outcome == SL_OUTCOME_AUTH_REJECTED || outcome == SL_OUTCOME_TOKEN_REJECTED;
}

static gboolean
was_signin_put_off (SlOutcome outcome)
{
  return outcome == SL_OUTCOME_AUTH_UNAVAILABLE || outcome == SL_OUTCOME_TOKEN_UNAVAILABLE;
}

static gboolean
others_explain (const SlReading *reading)
{
  const SlEvidence *evidence = reading->evidence;

  for (guint i = 0; i < evidence->others->len && evidence->provider != NULL; i++)
    {
      const SlOtherAccount *other = evidence->others->pdata[i];

      if (g_strcmp0 (other->provider, evidence->provider) == 0
          && (was_secret_refused (other->outcome) || was_signin_put_off (other->outcome))
          && sl_reading_is_close (other->time, reading->current->time, SL_SAME_HOUR_SECONDS))
        return TRUE;
    }
  return FALSE;
}

/* For a day, and neither their page nor another account there knows of trouble. */
static gboolean
is_put_off_for_long (const SlReading *reading)
{
  const SlEvidence *evidence = reading->evidence;

  return was_signin_put_off (reading->current->outcome) && !feed_admits (reading)
         && evidence->previous_state == SL_STATE_OUTAGE && evidence->state_since > 0
         && reading->now - evidence->state_since >= PUT_OFF_SECONDS && !others_explain (reading);
}

static SlVerdict *
put_off_verdict (const SlReading *reading)
{
  return sl_words_verdict (
      SL_STATE_OUTAGE, SL_CAUSE_PROVIDER_UNCONFIRMED, SL_CONFIDENCE_LOW,
      /* Translators: %s is a provider's name */
      sl_words_fill (_ ("%s has put off your sign-in for more than a day: it may be them, or this "
                        "account."),
                     sl_words_provider (reading)),
      sl_words_join (
          sl_words_feed (reading),
          g_strdup (_ ("Some servers put a sign-in off for ever when the account may not "
                       "be used this way. Try their web page, and ask their help desk "
                       "before you change your password.")),
          NULL));
}

/**
 * sl_diagnosis_row_unavailable:
 * @reading: a reading
 *
 * Row 6: the server says itself that it cannot sign anybody in, or cannot open the mailbox. Said of
 * a sign-in for more than a day, while everybody else is silent, it proves nothing any more.
 *
 * Returns: (transfer full) (nullable): the verdict if the row applies
 */
SlVerdict *
sl_diagnosis_row_unavailable (const SlReading *reading)
{
  if (reading->current == NULL || !sl_reading_is_confirmed (reading))
    return NULL;
  if (!was_signin_put_off (reading->current->outcome)
      && reading->current->outcome != SL_OUTCOME_MAILBOX_UNAVAILABLE)
    return NULL;
  if (is_put_off_for_long (reading))
    return put_off_verdict (reading);

  return sl_words_verdict (
      SL_STATE_OUTAGE, provider_cause (reading), provider_confidence (reading),
      sl_words_fill (unavailable_headline (reading), sl_words_provider (reading)),
      sl_words_join (sl_words_feed (reading),
                     g_strdup (feed_admits (reading)
                                   ? _ ("There is nothing to change on your side.")
                                   : _ ("Do not change your password.")),
                     NULL));
}

/* An incident explains a refusal unless the refusal is much older. */
static gboolean
incident_explains (const SlReading *reading)
{
  gint64 started;

  if (reading->feed_word != SL_FEED_WORD_TROUBLE)
    return FALSE;
  started = reading->feed->incident_started;
  return started <= 0 || reading->current->time <= 0
         || reading->current->time >= started - PAGE_LAG_SECONDS;
}

/* The endpoint fails now; the refused secret is not tried again, so its refusal grows old while the
 * same outage lasts. */
static gboolean
identity_explains (const SlReading *reading)
{
  if (reading->evidence->identity != SL_IDENTITY_FAILING)
    return FALSE;
  return reading->current->time <= 0 || reading->evidence->previous_state == SL_STATE_OUTAGE
         || sl_reading_is_close (reading->current->time, reading->now, SL_SAME_HOUR_SECONDS);
}

static char *
keep_password_words (const SlReading *reading)
{
  if (reading->evidence->last_success <= 0 || reading->evidence->secret_changed)
    return g_strdup (_ ("Do not change your password now."));
  /* Translators: %s is a time */
  return sl_words_fill (_ ("Your password worked until %s. Do not change it now."),
                        sl_words_moment (reading, reading->evidence->last_success));
}

/**
 * sl_diagnosis_row_refused_by_outage:
 * @reading: a reading
 *
 * Row 7: refused, while the provider has trouble that explains it. Nobody should change a good
 * password because of an outage.
 *
 * Returns: (transfer full) (nullable): the verdict if the row applies
 */
SlVerdict *
sl_diagnosis_row_refused_by_outage (const SlReading *reading)
{
  gboolean incident;
  gboolean identity;

  if (reading->current == NULL || !was_secret_refused (reading->current->outcome))
    return NULL;

  incident = incident_explains (reading);
  identity = identity_explains (reading);
  if (!incident && !identity && !others_explain (reading))
    return NULL;

  return sl_words_verdict (
      SL_STATE_OUTAGE, SL_CAUSE_PROVIDER,
      incident && identity ? SL_CONFIDENCE_HIGH : SL_CONFIDENCE_MEDIUM,
      sl_words_fill (incident
                         /* Translators: %s is a provider's name */
                         ? _ ("%s refuses sign-ins, probably because of its outage.")
                         /* Translators: %s is a provider's name */
                         : _ ("%s refuses sign-ins. It is probably not you."),
                     sl_words_provider (reading)),
      sl_words_join (keep_password_words (reading), sl_words_feed (reading), NULL));
}

/* Other accounts tell an outage of one server from a ban of this address: a ban stops all sign-ins
 * to that server, and none elsewhere. */
static gboolean
others_rule_out_ban (const SlReading *reading)
{
  const SlEvidence *evidence = reading->evidence;

  for (guint i = 0; i < evidence->others->len; i++)
    {
      const SlOtherAccount *other = evidence->others->pdata[i];
      gboolean              own
          = evidence->provider != NULL && g_strcmp0 (other->provider, evidence->provider) == 0;

      if (!sl_reading_is_close (other->time, reading->now, SL_SAME_HOUR_SECONDS))
        continue;
      if (own && sl_outcome_is_good (other->outcome) && other->time >= reading->failing_since)
        return TRUE;
      if (!own && sl_outcome_get_info (other->outcome)->door)
        return TRUE;
    }
  return FALSE;
}

/**
 * sl_diagnosis_row_blocked:
 * @reading: a reading
 *
 * Row 11: the server falls silent within an hour after it refused a credential, while everything
 * else answers and its page reports nothing: it probably bans this address for a while.
 *
 * Returns: (transfer full) (nullable): the verdict if the row applies
 */
SlVerdict *
sl_diagnosis_row_blocked (const SlReading *reading)
{
  gint64 failing_since = reading->failing_since;

  if (!sl_reading_door_fails (reading) || !sl_reading_is_confirmed (reading) || !reading->line_works
      || feed_admits (reading))
    return NULL;
  if (reading->refusal == NULL
      || !sl_reading_is_close (reading->refusal->time, failing_since, SL_SAME_HOUR_SECONDS)
      || others_rule_out_ban (reading))
    return NULL;

  return sl_words_verdict (
      SL_STATE_ACTION_NEEDED, SL_CAUSE_BLOCKED, SL_CONFIDENCE_MEDIUM,
      /* Translators: %s is a server's name */
      sl_words_fill (_ ("%s does not answer you any more."), sl_words_server (reading)),
      sl_words_join (g_strdup (_ ("After refused sign-ins servers block an address for a while, "
                                  "usually 10 minutes to an hour.")),
                     g_strdup (_ ("Waiting. Meanwhile check the password.")), NULL));
}

static gboolean
has_ever_worked (const SlReading *reading)
{
  GPtrArray *checks = reading->evidence->checks;

  for (guint i = 0; i < checks->len; i++)
    {
      const SlCheckResult *result = checks->pdata[i];

      if (result->protocol == reading->current->protocol && sl_outcome_is_good (result->outcome))
        return TRUE;
    }
  return reading->evidence->last_success > 0;
}

/* Somebody answers, who may be the wrong one: a page that is gone, another service at that port. */
static SlVerdict *
strange_answer_verdict (const SlReading *reading)
{
  gboolean theirs = has_ever_worked (reading);

  return sl_words_verdict (
      theirs ? SL_STATE_OUTAGE : SL_STATE_ACTION_NEEDED,
      theirs ? provider_cause (reading) : SL_CAUSE_CLIENT,
      theirs ? provider_confidence (reading) : SL_CONFIDENCE_LOW,
      sl_words_fill (theirs
                         /* Translators: %s is a provider's name */
                         ? _ ("%s answers, but not as it did. It looks like their side.")
                         /* Translators: %s is a provider's name */
                         : _ ("%s answers, but not as expected. Is the address right?"),
                     sl_words_provider (reading)),
      sl_words_join (g_strdup (sl_outcome_get_text (reading->current->outcome)),
                     sl_words_feed (reading), NULL));
}

/**
 * sl_diagnosis_row_unreachable:
 * @reading: a reading
 *
 * Row 12: the server cannot be reached, or falls silent, or talks nonsense, while the line works.
 *
 * Returns: (transfer full) (nullable): the verdict if the row applies
 */
SlVerdict *
sl_diagnosis_row_unreachable (const SlReading *reading)
{
  if (!sl_reading_door_fails (reading) || !sl_reading_is_confirmed (reading)
      || !reading->line_works)
    return NULL;
  if (reading->current->outcome == SL_OUTCOME_PROTOCOL_ERROR && !feed_admits (reading))
    return strange_answer_verdict (reading);

  return sl_words_verdict (
      SL_STATE_OUTAGE, provider_cause (reading), provider_confidence (reading),
      sl_words_fill (feed_admits (reading)
                         /* Translators: %s is a provider's name */
                         ? _ ("%s cannot be reached. It is not you.")
                         /* Translators: %s is a provider's name */
                         : _ ("%s cannot be reached. It looks like their side."),
                     sl_words_provider (reading)),
      sl_words_join (
          g_strdup (sl_outcome_get_text (reading->current->outcome)), sl_words_feed (reading),
          g_strdup (reading->line_is_proven ? _ ("Your own connection works.") : ""), NULL));
}
