/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "diagnosis-rows.h"
#include "diagnosis-words.h"

#include <glib/gi18n-lib.h>

/* When mail was last seen working, 0 if its last word was not good. */
static gint64
last_good_time (const SlReading *reading)
{
  GPtrArray *checks = reading->evidence->checks;

  for (guint i = checks->len; i-- > 0;)
    {
      const SlCheckResult *result = checks->pdata[i];
      SlCause              cause = sl_outcome_get_info (result->outcome)->cause;

      if (result->kind != SL_CHECK_KIND_SIGNIN || result->outcome == SL_OUTCOME_CANCELLED)
        continue;
      if (sl_outcome_is_good (result->outcome))
        return result->time;
      /* A refused password or the like was no matter of the line. */
      if (cause == SL_CAUSE_CREDENTIAL || cause == SL_CAUSE_THROTTLED)
        return 0;
    }
  return reading->evidence->last_success;
}

static char *
last_online_words (const SlReading *reading)
{
  gint64 time = last_good_time (reading);

  if (time <= 0)
    return g_strdup ("");
  /* Translators: %s is a time */
  return sl_words_fill (_ ("Mail was fine when you were last online (%s)."),
                        sl_words_moment (reading, time));
}

/**
 * sl_diagnosis_row_portal:
 * @reading: a reading
 *
 * Row 1: the network wants a sign-in of its own, says the desktop, or a server answered plain HTTP
 * where TLS was due.
 *
 * Returns: (transfer full) (nullable): the verdict if the row applies
 */
SlVerdict *
sl_diagnosis_row_portal (const SlReading *reading)
{
  gboolean seen
      = reading->current != NULL && reading->current->outcome == SL_OUTCOME_CAPTIVE_PORTAL;

  if (!seen && reading->evidence->connectivity != SL_CONNECTIVITY_PORTAL)
    return NULL;
  return sl_words_verdict (SL_STATE_OFFLINE, SL_CAUSE_NETWORK, SL_CONFIDENCE_HIGH,
                           g_strdup (_ ("This Wi-Fi wants you to sign in first.")),
                           sl_words_join (g_strdup (_ ("Open the network’s sign-in page.")),
                                          last_online_words (reading), NULL));
}

/**
 * sl_diagnosis_row_offline:
 * @reading: a reading
 *
 * Row 2: nothing answers anywhere.
 *
 * Returns: (transfer full) (nullable): the verdict if the row applies
 */
SlVerdict *
sl_diagnosis_row_offline (const SlReading *reading)
{
  gboolean certain = reading->evidence->connectivity == SL_CONNECTIVITY_LOCAL
                     || reading->evidence->baseline == SL_BASELINE_UNREACHABLE;

  if (!reading->offline)
    return NULL;
  return sl_words_verdict (SL_STATE_OFFLINE, SL_CAUSE_NETWORK,
                           certain ? SL_CONFIDENCE_HIGH : SL_CONFIDENCE_MEDIUM,
                           g_strdup (_ ("You are offline.")),
                           sl_words_join (last_online_words (reading),
                                          g_strdup (_ ("It will be checked again when you are back "
                                                       "online.")),
                                          NULL));
}
