/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "certificate-rule.h"

#include "certificate-reader.h"
#include "signin-error.h"

/* Expired is the provider's slip only if nothing else is wrong; a wrong name matters less than that
 * nobody vouches for it. */
static SlSigninError
name_worst (GTlsCertificateFlags errors)
{
  const GTlsCertificateFlags dates = G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_NOT_ACTIVATED;

  if ((errors & G_TLS_CERTIFICATE_REVOKED) != 0)
    return SL_SIGNIN_ERROR_CERTIFICATE_REVOKED;
  if ((errors & ~(dates | G_TLS_CERTIFICATE_BAD_IDENTITY)) != 0)
    return SL_SIGNIN_ERROR_CERTIFICATE_UNTRUSTED;
  if ((errors & G_TLS_CERTIFICATE_BAD_IDENTITY) != 0)
    return SL_SIGNIN_ERROR_CERTIFICATE_HOSTNAME;
  return SL_SIGNIN_ERROR_CERTIFICATE_EXPIRED;
}

/**
 * sl_certificate_rule_check:
 * @certificate: (nullable): what the server showed
 * @errors: what is wrong with it
 * @pinned_key: (nullable): the key the user accepted, see sl_certificate_reader_dup_key()
 * @error: set to one of the certificate errors of #SlSigninError
 *
 * The one rule by which a server is trusted: nothing is wrong, or its key is the accepted one and
 * nobody withdrew it. A certificate with which nothing is wrong needs no pin. The rule must be
 * asked after every handshake: for a resumed session GIO never emits accept-certificate.
 *
 * Returns: whether a secret may be sent
 */
gboolean
sl_certificate_rule_check (GTlsCertificate     *certificate,
                           GTlsCertificateFlags errors,
                           const char          *pinned_key,
                           GError             **error)
{
  g_autofree char *key = NULL;
  SlSigninError    worst = name_worst (errors);

  if (certificate == NULL)
    {
      g_set_error_literal (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_CERTIFICATE_UNTRUSTED,
                           "The server showed no certificate");
      return FALSE;
    }
  if (errors == G_TLS_CERTIFICATE_NO_FLAGS)
    return TRUE;
  if (pinned_key != NULL && (errors & G_TLS_CERTIFICATE_REVOKED) == 0)
    {
      key = sl_certificate_reader_dup_key (certificate);
      if (g_strcmp0 (key, pinned_key) == 0)
        return TRUE;
      worst = SL_SIGNIN_ERROR_CERTIFICATE_CHANGED;
    }
  g_set_error_literal (error, SL_SIGNIN_ERROR, (int) worst,
                       "The server's certificate is not acceptable");
  return FALSE;
}
