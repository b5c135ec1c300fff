/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "diagnosis-rows.h"
#include "diagnosis-words.h"

#include <glib/gi18n-lib.h>

/* Whether they had trouble around the time of the refusal, even if it is over by now: their page
 * said so, or it was an outage until this moment. */
static gboolean
was_refused_in_trouble (const SlReading *reading)
{
  GPtrArray *feeds = reading->evidence->feeds;

  if (reading->evidence->previous_state == SL_STATE_OUTAGE)
    return TRUE;

  for (guint i = 0; i < feeds->len; i++)
    {
      const SlFeedSnapshot *snapshot = feeds->pdata[i];

      if (sl_health_state_is_trouble (snapshot->state)
          && snapshot->incident_touches != SL_TOUCHES_NOTHING
          && sl_reading_is_own_provider (reading, snapshot->provider)
          && sl_reading_is_close (snapshot->time, reading->current->time, SL_SAME_HOUR_SECONDS))
        return TRUE;
    }
  return FALSE;
}

static char *
history_words (const SlReading *reading)
{
  const SlEvidence *evidence = reading->evidence;

  if (evidence->secret_changed)
    return g_strdup (_ ("You changed it since it last worked."));
  if (evidence->last_success <= 0)
    return g_strdup ("");
  /* Translators: %s is a time */
  return sl_words_fill (_ ("It worked until %s."),
                        sl_words_moment (reading, evidence->last_success));
}

/* Whether the user typed it in here, rather than in a browser or in the desktop's settings. */
static gboolean
is_own_password (const SlReading *reading)
{
  return reading->evidence->sign_in == SL_SIGN_IN_PASSWORD
         && reading->current->outcome != SL_OUTCOME_TOKEN_REJECTED;
}

static char *
app_password_words (const SlReading *reading)
{
  if (!reading->evidence->app_password_only || !is_own_password (reading))
    return g_strdup ("");
  /* Translators: %s is a provider's name */
  return sl_words_fill (_ ("%s takes only app passwords here, not the one of its web page."),
                        sl_words_provider (reading));
}

static const char *
next_step_words (const SlReading *reading)
{
  if (was_refused_in_trouble (reading))
    return _ ("It was refused while the provider had trouble: try it once more before you change "
              "it.");
  if (reading->evidence->sign_in == SL_SIGN_IN_ONLINE_ACCOUNT)
    /* Translators: “Online Accounts” is the page of that name in GNOME’s Settings */
    return _ ("Open Online Accounts in Settings and sign in there again. What was refused will not "
              "be tried again.");
  if (!is_own_password (reading))
    return _ ("Sign in again. It will not be tried again until you do.");
  if (reading->evidence->app_password_only)
    return _ ("Create an app password and enter it. Nothing will be tried again until you do.");
  if (reading->evidence->last_success > 0 && !reading->evidence->secret_changed)
    return _ ("Enter the new one. It will not be tried again until you do.");
  return _ ("Enter the right one. It will not be tried again until you do.");
}

/* Sure when nothing else speaks for another reason: the page and the identity service are well. */
static SlConfidence
refusal_confidence (const SlReading *reading)
{
  if (was_refused_in_trouble (reading))
    return SL_CONFIDENCE_LOW;
  return reading->evidence->secret_changed
                 || (reading->feed_word == SL_FEED_WORD_QUIET
                     && reading->evidence->identity == SL_IDENTITY_OK)
             ? SL_CONFIDENCE_HIGH
             : SL_CONFIDENCE_MEDIUM;
}

/**
 * sl_diagnosis_row_refused:
 * @reading: a reading
 *
 * Row 8: the credential was refused and nothing but itself explains it. Never "it is wrong": the
 * server's word is all we have, so the words say that it was refused and until when it worked.
 *
 * Source: RFC 5530, section 3: AUTHENTICATIONFAILED does not say which part was wrong.
 *
 * Returns: (transfer full) (nullable): the verdict if the row applies
 */
SlVerdict *
sl_diagnosis_row_refused (const SlReading *reading)
{
  gboolean token;

  if (reading->current == NULL
      || (reading->current->outcome != SL_OUTCOME_AUTH_REJECTED
          && reading->current->outcome != SL_OUTCOME_TOKEN_REJECTED))
    return NULL;

  token = reading->current->outcome == SL_OUTCOME_TOKEN_REJECTED;
  return sl_words_verdict (
      SL_STATE_ACTION_NEEDED, SL_CAUSE_CREDENTIAL, refusal_confidence (reading),
      sl_words_fill (token
                         /* Translators: %s is an account, such as a mail address */
                         ? _ ("Your sign-in for %s was refused.")
                         /* Translators: %s is an account, such as a mail address */
                         : _ ("Your password for %s was refused."),
                     sl_words_account (reading)),
      sl_words_join (history_words (reading), app_password_words (reading),
                     g_strdup (next_step_words (reading)), NULL));
}

/* Each reason has its own headline and its own next step. %s is the account or, where
 * @names_provider, the provider. */
typedef struct
{
  SlOutcome   outcome;
  gboolean    names_provider;
  const char *headline;
  const char *advice;
} Reason;

static const Reason reasons[] = {
  { SL_OUTCOME_SERVER_MOVED, FALSE,
    /* Translators: %s is an account, such as a mail address */
    N_ ("The server of %s sends sign-ins to another server."),
    N_ ("If you trust that server, enter its address as the account’s server. Nothing was sent "
        "there.") },
  { SL_OUTCOME_AUTH_EXPIRED, FALSE,
    /* Translators: %s is an account, such as a mail address */
    N_ ("Your password for %s has expired."),
    N_ ("Choose a new one on the provider’s page, then enter it here.") },
  { SL_OUTCOME_AUTH_DISABLED, FALSE,
    /* Translators: %s is an account, such as a mail address */
    N_ ("The account %s is locked or switched off."),
    N_ ("Only the provider or your administrator can open it again. Ask them.") },
  { SL_OUTCOME_AUTH_NEEDS_APP_PASSWORD, TRUE,
    /* Translators: %s is a provider's name */
    N_ ("%s wants an app password here."),
    N_ ("Create one on the provider’s page, then enter it here.") },
  { SL_OUTCOME_AUTH_NEEDS_WEB_LOGIN, TRUE,
    /* Translators: %s is a provider's name */
    N_ ("%s wants you to sign in on its web page first."),
    N_ ("Sign in with a browser and answer what it asks, then check again.") },
  { SL_OUTCOME_AUTH_METHOD_DISABLED, FALSE,
    /* Translators: %s is an account, such as a mail address */
    N_ ("This way of signing in is switched off for %s."),
    N_ ("Switch on access for mail programs in the account’s settings, or ask your "
        "administrator.") },
  { SL_OUTCOME_AUTH_NEEDS_ONLINE_ACCOUNT, FALSE,
    /* Translators: %s is an account, such as a mail address; “Online Accounts” is the page of that
     * name in GNOME’s Settings */
    N_ ("Your desktop’s Online Accounts give out no sign-in for %s."),
    N_ ("Open Online Accounts in Settings: sign in there again, or switch mail on. It is checked "
        "as "
        "soon as you have.") },
  { SL_OUTCOME_MAILBOX_REFUSED, FALSE,
    /* Translators: %s is an account, such as a mail address */
    N_ ("Signed in, but the mailbox of %s must not be opened."),
    N_ ("Switch on access for mail programs in the account’s settings, or ask your "
        "administrator.") },
  { SL_OUTCOME_OVER_QUOTA, FALSE,
    /* Translators: %s is an account, such as a mail address */
    N_ ("The mailbox of %s is full."),
    N_ ("Delete or move mail to make room: nothing new arrives until you do.") },
};

static const Reason *
find_reason (SlOutcome outcome)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      if (reasons[i].outcome == outcome)
        return &reasons[i];
    }
  return NULL;
}

/**
 * sl_diagnosis_row_account:
 * @reading: a reading
 *
 * Row 9: the server says what about the account stands in the way, and only the user can mend it.
 *
 * Returns: (transfer full) (nullable): the verdict if the row applies
 */
SlVerdict *
sl_diagnosis_row_account (const SlReading *reading)
{
  const Reason *reason = reading->current != NULL ? find_reason (reading->current->outcome) : NULL;

  if (reason == NULL)
    return NULL;
  return sl_words_verdict (SL_STATE_ACTION_NEEDED, SL_CAUSE_CREDENTIAL, SL_CONFIDENCE_HIGH,
                           sl_words_fill (_ (reason->headline), reason->names_provider
                                                                    ? sl_words_provider (reading)
                                                                    : sl_words_account (reading)),
                           g_strdup (_ (reason->advice)));
}
