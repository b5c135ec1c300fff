/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "diagnosis-rows.h"
#include "diagnosis-words.h"
#include "duration-words.h"

#include <glib/gi18n-lib.h>

/* One slow check alone may be chance; two in a row are not. */
#define SLOW_IN_A_ROW 2

static gboolean
signin_works (const SlReading *reading)
{
  return reading->current != NULL && reading->current->kind == SL_CHECK_KIND_SIGNIN
         && sl_outcome_is_good (reading->current->outcome);
}

static gboolean
door_opens (const SlReading *reading)
{
  return reading->current != NULL && reading->current->kind == SL_CHECK_KIND_DOOR
         && sl_outcome_is_good (reading->current->outcome);
}

static char *
signed_in_words (const SlReading *reading)
{
  if (reading->current->time <= 0)
    return g_strdup ("");
  /* Translators: %s is a time */
  return sl_words_fill (_ ("Last sign-in: %s."), sl_words_moment (reading, reading->current->time));
}

/**
 * sl_diagnosis_row_ok:
 * @reading: a reading
 *
 * Row 3: sign-in works and nobody reports trouble.
 *
 * Returns: (transfer full) (nullable): the verdict if the row applies
 */
SlVerdict *
sl_diagnosis_row_ok (const SlReading *reading)
{
  if (!signin_works (reading) || reading->slow_in_a_row >= SLOW_IN_A_ROW
      || reading->feed_word == SL_FEED_WORD_TROUBLE)
    return NULL;
  return sl_words_verdict (SL_STATE_OK, SL_CAUSE_NONE, SL_CONFIDENCE_HIGH,
                           /* Translators: %s is a provider's name */
                           sl_words_fill (_ ("%s works."), sl_words_provider (reading)),
                           signed_in_words (reading));
}

/**
 * sl_diagnosis_row_reported:
 * @reading: a reading
 *
 * Row 4: sign-in works, but the provider reports trouble that touches it.
 *
 * Returns: (transfer full) (nullable): the verdict if the row applies
 */
SlVerdict *
sl_diagnosis_row_reported (const SlReading *reading)
{
  if (!signin_works (reading) || reading->slow_in_a_row >= SLOW_IN_A_ROW
      || reading->feed_word != SL_FEED_WORD_TROUBLE)
    return NULL;
  return sl_words_verdict (
      SL_STATE_DEGRADED, SL_CAUSE_PROVIDER, SL_CONFIDENCE_HIGH,
      /* Translators: %s is a provider's name */
      sl_words_fill (_ ("%s reports trouble, but your sign-in works."),
                     sl_words_provider (reading)),
      sl_words_join (g_strdup (_ ("Delivery may be slow.")), sl_words_feed (reading), NULL));
}

static char *
slow_headline (const SlReading *reading)
{
  g_autofree char *name = sl_words_provider (reading);
  int              seconds = (reading->current->timings_ms[SL_STAGE_DONE] + 500) / 1000;
  int              usual = (reading->evidence->usual_total_ms + 500) / 1000;

  if (seconds <= 0 || seconds <= usual)
    /* Translators: %s is a provider's name */
    return g_strdup_printf (_ ("%s is slow to sign in."), name);
  if (reading->evidence->usual_total_ms <= 0)
    /* Translators: %s is a provider's name, %d a number of seconds */
    return g_strdup_printf (_ ("%s is slow to sign in (%d s)."), name, seconds);
  /* Translators: %s is a provider's name, both %d are numbers of seconds */
  return g_strdup_printf (_ ("%s is slow to sign in (%d s instead of %d s)."), name, seconds,
                          MAX (usual, 1));
}

static const char *
slow_stage_words (SlStage stage)
{
  switch (stage)
    {
    case SL_STAGE_NETWORK:
    case SL_STAGE_DNS:
      return _ ("The slow part is looking up the server’s name, which your network does.");
    case SL_STAGE_CONNECT:
    case SL_STAGE_TLS:
      return _ ("The slow part is the connection to the server.");
    case SL_STAGE_GREETING:
    case SL_STAGE_AUTHENTICATION:
    case SL_STAGE_MAILBOX:
      return _ ("The slow part is the server’s answer, not your network.");
    case SL_STAGE_DONE:
    default:
      return "";
    }
}

static SlCause
slow_cause (const SlReading *reading)
{
  if (reading->feed_word == SL_FEED_WORD_TROUBLE)
    return SL_CAUSE_PROVIDER;

  switch (reading->current->stage)
    {
    case SL_STAGE_NETWORK:
    case SL_STAGE_DNS:
      return SL_CAUSE_NETWORK;
    case SL_STAGE_GREETING:
    case SL_STAGE_AUTHENTICATION:
    case SL_STAGE_MAILBOX:
      return SL_CAUSE_PROVIDER_UNCONFIRMED;
    case SL_STAGE_CONNECT:
    case SL_STAGE_TLS:
    case SL_STAGE_DONE:
    default:
      return SL_CAUSE_UNKNOWN;
    }
}

/* How long the slow stage took, if more is known than the total. */
static char *
slow_stage_numbers (const SlReading *reading)
{
  SlStage stage = reading->current->stage;
  int     seconds = (reading->current->timings_ms[stage] + 500) / 1000;
  double  usual = reading->current->usual_ms[stage] / 1000.0;

  if (stage == SL_STAGE_DONE || seconds <= 0 || reading->current->usual_ms[stage] <= 0)
    return g_strdup ("");
  /* Translators: %d and %.1f are numbers of seconds: of this time, and of the usual one */
  return g_strdup_printf (_ ("It took %d s; it usually takes %.1f s."), seconds, MAX (usual, 0.1));
}

/**
 * sl_diagnosis_row_slow:
 * @reading: a reading
 *
 * Row 5: twice slow; names the slow stage.
 *
 * Returns: (transfer full) (nullable): the verdict if the row applies
 */
SlVerdict *
sl_diagnosis_row_slow (const SlReading *reading)
{
  if (reading->slow_in_a_row < SLOW_IN_A_ROW)
    return NULL;
  return sl_words_verdict (
      SL_STATE_DEGRADED, slow_cause (reading), SL_CONFIDENCE_MEDIUM, slow_headline (reading),
      sl_words_join (g_strdup (slow_stage_words (reading->current->stage)),
                     slow_stage_numbers (reading), sl_words_feed (reading), NULL));
}

/**
 * sl_diagnosis_row_throttled:
 * @reading: a reading
 *
 * Row 13: the server asks for fewer sign-ins or connections, and gets its rest.
 *
 * Returns: (transfer full) (nullable): the verdict if the row applies
 */
SlVerdict *
sl_diagnosis_row_throttled (const SlReading *reading)
{
  const SlCheckResult *current = reading->current;
  char                *wait;

  if (current == NULL || sl_outcome_get_info (current->outcome)->cause != SL_CAUSE_THROTTLED)
    return NULL;

  wait = current->retry_after_seconds > 0
             /* Translators: %s is a duration such as "10 minutes" */
             ? sl_words_fill (_ ("It asked for a pause of %s, and gets it."),
                              sl_duration_to_words (current->retry_after_seconds))
             : g_strdup (_ ("It will be checked less often for a while."));
  return sl_words_verdict (
      SL_STATE_DEGRADED, SL_CAUSE_THROTTLED, SL_CONFIDENCE_HIGH,
      /* Translators: %s is a provider's name */
      sl_words_fill (_ ("%s asks to be left alone for a while."), sl_words_provider (reading)),
      sl_words_join (current->outcome == SL_OUTCOME_TOO_MANY_CONNECTIONS
                         ? g_strdup (_ ("Other mail programs may hold too many connections open."))
                         : g_strdup (_ ("There were too many sign-ins in a short time.")),
                     wait, NULL));
}

/* What the feed alone comes to, when not even a door is tried. */
static SlVerdict *
diagnose_feed_only (const SlReading *reading)
{
  gboolean major;

  if (reading->feed_word == SL_FEED_WORD_UNKNOWN)
    return NULL;

  major = reading->feed->state == SL_HEALTH_MAJOR_OUTAGE;
  if (reading->feed_word == SL_FEED_WORD_TROUBLE)
    return sl_words_verdict (
        major ? SL_STATE_OUTAGE : SL_STATE_DEGRADED, SL_CAUSE_PROVIDER, SL_CONFIDENCE_MEDIUM,
        /* Translators: %s is a provider's name */
        sl_words_fill (major ? _ ("%s reports an outage.") : _ ("%s reports trouble."),
                       sl_words_provider (reading)),
        sl_words_feed (reading));
  return sl_words_verdict (
      SL_STATE_OK, SL_CAUSE_NONE, SL_CONFIDENCE_MEDIUM,
      /* Translators: %s is a provider's name */
      sl_words_fill (_ ("%s reports no problem."), sl_words_provider (reading)),
      sl_words_join (sl_words_feed (reading),
                     g_strdup (_ ("Only the status page is read; no sign-in is tried.")), NULL));
}

/**
 * sl_diagnosis_row_without_signin:
 * @reading: a reading
 *
 * Row 14: no sign-in is configured, or none has been tried yet; door and feed decide. A door that
 * fails is the business of rows 10 to 12.
 *
 * Returns: (transfer full) (nullable): the verdict if the row applies
 */
SlVerdict *
sl_diagnosis_row_without_signin (const SlReading *reading)
{
  gboolean trouble = reading->feed_word == SL_FEED_WORD_TROUBLE;

  /* A door that opens does not say that the password works: wait for the first sign-in. */
  if (reading->evidence->signin_configured && !trouble)
    return NULL;
  if (reading->current == NULL)
    return diagnose_feed_only (reading);
  if (!door_opens (reading))
    return NULL;

  if (trouble)
    return sl_words_verdict (SL_STATE_DEGRADED, SL_CAUSE_PROVIDER, SL_CONFIDENCE_HIGH,
                             /* Translators: %s is a provider's name */
                             sl_words_fill (_ ("%s reports trouble, but its server answers."),
                                            sl_words_provider (reading)),
                             sl_words_feed (reading));
  return sl_words_verdict (SL_STATE_OK, SL_CAUSE_NONE, SL_CONFIDENCE_MEDIUM,
                           /* Translators: %s is a provider's name */
                           sl_words_fill (_ ("%s answers."), sl_words_provider (reading)),
                           sl_words_join (sl_words_feed (reading),
                                          g_strdup (_ ("Only its door is tried; nobody signs in.")),
                                          NULL));
}
