/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "diagnosis-rows.h"
#include "diagnosis-words.h"

#include <glib/gi18n-lib.h>

/* What the previous state was about; the evidence does not record its cause. */
static SlCause
cause_of_state (SlState state)
{
  switch (state)
    {
    case SL_STATE_OK:
      return SL_CAUSE_NONE;
    case SL_STATE_OUTAGE:
      return SL_CAUSE_PROVIDER_UNCONFIRMED;
    case SL_STATE_OFFLINE:
      return SL_CAUSE_NETWORK;
    case SL_STATE_ACTION_NEEDED:
      return SL_CAUSE_CREDENTIAL;
    case SL_STATE_DEGRADED:
    case SL_STATE_PAUSED:
    case SL_STATE_UNKNOWN:
    default:
      return SL_CAUSE_UNKNOWN;
    }
}

/* A pause says nothing of the mail. */
static SlState
kept_state (const SlReading *reading)
{
  SlState state = reading->evidence->previous_state;

  return state == SL_STATE_PAUSED ? SL_STATE_UNKNOWN : state;
}

/**
 * sl_diagnosis_row_pending:
 * @reading: a reading
 *
 * Row 15: one failure that may be chance: the previous state stays until it is confirmed.
 *
 * Returns: (transfer full) (nullable): the verdict if the row applies
 */
SlVerdict *
sl_diagnosis_row_pending (const SlReading *reading)
{
  SlVerdict *verdict;

  if (reading->current == NULL || reading->failures != 1)
    return NULL;

  verdict = sl_words_verdict (
      kept_state (reading), cause_of_state (kept_state (reading)), SL_CONFIDENCE_LOW,
      /* Translators: %s is a provider's name */
      sl_words_fill (_ ("One check of %s failed. Checking again."), sl_words_provider (reading)),
      g_strdup (sl_outcome_get_text (reading->current->outcome)));
  verdict->pending = TRUE;
  return verdict;
}

static const char *
reason_words (const SlReading *reading)
{
  if (reading->current == NULL)
    return reading->evidence->feeds->len > 0
               ? _ ("Their status page said nothing that can be used.")
               : _ ("The first check is still to come.");
  if (sl_outcome_is_good (reading->current->outcome))
    return _ ("The server answers; the first sign-in is still to come.");
  return _ ("The server cannot be reached, and nothing tells whether your own connection works.");
}

/**
 * sl_diagnosis_row_unknown:
 * @reading: a reading
 *
 * No row applies: says so, and why.
 *
 * Returns: (transfer full): the verdict
 */
SlVerdict *
sl_diagnosis_row_unknown (const SlReading *reading)
{
  gboolean failed = reading->current != NULL && !sl_outcome_is_good (reading->current->outcome);
  gboolean silent = reading->current == NULL && reading->evidence->feeds->len > 0;

  return sl_words_verdict (
      SL_STATE_UNKNOWN, SL_CAUSE_UNKNOWN, SL_CONFIDENCE_LOW,
      g_strdup (failed || silent ? _ ("Cannot tell.") : _ ("Not checked yet.")),
      g_strdup (reason_words (reading)));
}
