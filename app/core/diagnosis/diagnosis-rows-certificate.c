/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "diagnosis-rows.h"
#include "diagnosis-words.h"

#include <glib/gi18n-lib.h>

static SlVerdict *
diagnose_expired (const SlReading *reading)
{
  return sl_words_verdict (
      SL_STATE_OUTAGE, SL_CAUSE_PROVIDER, SL_CONFIDENCE_HIGH,
      /* Translators: %s is a server's name */
      sl_words_fill (_ ("The certificate of %s has expired. Nothing was sent."),
                     sl_words_server (reading)),
      sl_words_join (g_strdup (_ ("The provider has to renew it.")),
                     g_strdup (_ ("If many sites complain, check this computer’s date and time.")),
                     NULL));
}

static SlVerdict *
diagnose_between (const SlReading *reading, const char *reason)
{
  return sl_words_verdict (
      SL_STATE_ACTION_NEEDED, SL_CAUSE_CERTIFICATE, SL_CONFIDENCE_HIGH,
      /* Translators: %s is a server's name */
      sl_words_fill (_ ("Something stands between you and %s. Nothing was sent."),
                     sl_words_server (reading)),
      sl_words_join (g_strdup (reason),
                     g_strdup (_ ("This is common on hotel Wi-Fi and behind company filters.")),
                     NULL));
}

/* A server of one's own may have a new key; so may somebody who listens. */
static SlVerdict *
diagnose_changed (const SlReading *reading)
{
  return sl_words_verdict (
      SL_STATE_ACTION_NEEDED, SL_CAUSE_CERTIFICATE, SL_CONFIDENCE_HIGH,
      /* Translators: %s is a server's name */
      sl_words_fill (_ ("%s shows another key than the one you accepted. Nothing was sent."),
                     sl_words_server (reading)),
      sl_words_join (
          g_strdup (_ ("If you, or whoever runs the server, made a new certificate, compare its "
                       "fingerprint and accept it.")),
          g_strdup (_ ("If not, somebody may be listening on this network.")), NULL));
}

static SlVerdict *
diagnose_revoked (const SlReading *reading)
{
  return sl_words_verdict (
      SL_STATE_ACTION_NEEDED, SL_CAUSE_CERTIFICATE, SL_CONFIDENCE_HIGH,
      /* Translators: %s is a server's name */
      sl_words_fill (_ ("The certificate of %s was withdrawn. Nothing was sent."),
                     sl_words_server (reading)),
      sl_words_join (g_strdup (_ ("Whoever issued it no longer vouches for it.")),
                     g_strdup (_ ("Do not sign in there until its owner says what happened.")),
                     NULL));
}

/* Old servers without encryption exist, but so do boxes that take it away: either way nothing may
 * be sent. */
static SlVerdict *
diagnose_clear_text (const SlReading *reading)
{
  return sl_words_verdict (
      SL_STATE_ACTION_NEEDED, SL_CAUSE_CERTIFICATE, SL_CONFIDENCE_MEDIUM,
      /* Translators: %s is a server's name */
      sl_words_fill (_ ("%s offers no encryption. Nothing was sent."), sl_words_server (reading)),
      sl_words_join (g_strdup (_ ("Something in between may take it away, or the port is wrong.")),
                     g_strdup (_ ("Try another network, then check the server’s settings.")),
                     NULL));
}

/**
 * sl_diagnosis_row_certificate:
 * @reading: a reading
 *
 * Row 10: encryption that cannot be trusted. An expired certificate is the provider's business; one
 * of somebody else, or none at all, means that something is in between.
 *
 * Returns: (transfer full) (nullable): the verdict if the row applies
 */
SlVerdict *
sl_diagnosis_row_certificate (const SlReading *reading)
{
  switch (reading->current != NULL ? (int) reading->current->outcome : SL_OUTCOME_OK)
    {
    case SL_OUTCOME_CERTIFICATE_EXPIRED:
      return diagnose_expired (reading);
    case SL_OUTCOME_CERTIFICATE_UNTRUSTED:
      return diagnose_between (reading, _ ("The certificate is signed by nobody this computer "
                                           "trusts."));
    case SL_OUTCOME_CERTIFICATE_HOSTNAME:
      return diagnose_between (reading, _ ("The certificate belongs to someone else."));
    case SL_OUTCOME_CERTIFICATE_REVOKED:
      return diagnose_revoked (reading);
    case SL_OUTCOME_CERTIFICATE_CHANGED:
      return diagnose_changed (reading);
    case SL_OUTCOME_STARTTLS_MISSING:
      return diagnose_clear_text (reading);
    default:
      return NULL;
    }
}
