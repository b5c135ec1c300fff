/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "certificate-rule.h"

#include "signin-error.h"

#include <gnutls/x509.h>

#define SHA256_BYTES 32

static gboolean
read_key_id (const GByteArray *der, guint8 *key_id)
{
  const gnutls_datum_t data = { der->data, der->len };
  gnutls_x509_crt_t    parsed;
  size_t               length = SHA256_BYTES;
  gboolean             success;

  if (gnutls_x509_crt_init (&parsed) != GNUTLS_E_SUCCESS)
    return FALSE;
  success = gnutls_x509_crt_import (parsed, &data, GNUTLS_X509_FMT_DER) == GNUTLS_E_SUCCESS
            && gnutls_x509_crt_get_key_id (parsed, GNUTLS_KEYID_USE_SHA256, key_id, &length)
                   == GNUTLS_E_SUCCESS
            && length == SHA256_BYTES;
  gnutls_x509_crt_deinit (parsed);
  return success;
}

/**
 * sl_certificate_rule_dup_key:
 * @certificate: a server's certificate
 *
 * Names the server's key, so that a certificate the user accepted can be known again, even after it
 * was renewed with the same key.
 *
 * Source: RFC 7469, 2.4 (the hash of SubjectPublicKeyInfo).
 *
 * Returns: (transfer full) (nullable): SHA-256 of its SubjectPublicKeyInfo in lower-case hex, or
 *   %NULL if it cannot be read
 */
char *
sl_certificate_rule_dup_key (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;
  guint8   key_id[SHA256_BYTES];
  GString *hex;

  g_object_get (certificate, "certificate", &der, NULL);
  if (der == NULL || !read_key_id (der, key_id))
    return NULL;
  hex = g_string_sized_new (2 * SHA256_BYTES);
  for (gsize i = 0; i < SHA256_BYTES; i++)
    g_string_append_printf (hex, "%02x", key_id[i]);
  return g_string_free (hex, FALSE);
}

/* Expired is the provider's slip only if nothing else is wrong; a wrong name matters less than that
 * nobody vouches for it. */
static SlSigninError
name_worst (GTlsCertificateFlags errors)
{
  const GTlsCertificateFlags dates = G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_NOT_ACTIVATED;

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
 * @pinned_key: (nullable): the key the user accepted, see sl_certificate_rule_dup_key()
 * @error: set to one of the certificate errors of #SlSigninError
 *
 * The one rule by which a server is trusted: nothing is wrong, or its key is the accepted one. It
 * must be asked after every handshake: for a resumed session GIO never emits accept-certificate.
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

  if (certificate == NULL)
    {
      g_set_error_literal (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_CERTIFICATE_UNTRUSTED,
                           "The server showed no certificate");
      return FALSE;
    }
  if (errors == G_TLS_CERTIFICATE_NO_FLAGS)
    return TRUE;
  if (pinned_key != NULL)
    {
      key = sl_certificate_rule_dup_key (certificate);
      if (g_strcmp0 (key, pinned_key) == 0)
        return TRUE;
    }
  g_set_error_literal (error, SL_SIGNIN_ERROR, (int) name_worst (errors),
                       "The server's certificate is not acceptable");
  return FALSE;
}
