/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-practice"

#include "certificate.h"

#include "practice-error.h"

#include <glib/gi18n-lib.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <time.h>

#define SERIAL_BYTES 16
#define CLOCK_TOLERANCE_SECONDS (60 * 60)
#define LIFETIME_SECONDS (24 * 60 * 60)

static const guint8 LOOPBACK_IPV4[] = { 127, 0, 0, 1 };
static const guint8 LOOPBACK_IPV6[16] = { [15] = 1 };

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_crt_t, gnutls_x509_crt_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_privkey_t, gnutls_x509_privkey_deinit, NULL)

static gboolean
check (int code, GError **error)
{
  if (code >= 0)
    return TRUE;
  g_set_error (error, SL_PRACTICE_ERROR, SL_PRACTICE_ERROR_SERVER,
               /* Translators: %s is the encryption library's reason */
               _ ("The practice could not make its certificate: %s"), gnutls_strerror (code));
  return FALSE;
}

static gboolean
create_key (gnutls_x509_privkey_t *key, GError **error)
{
  return check (gnutls_x509_privkey_init (key), error)
         && check (gnutls_x509_privkey_generate (
                       *key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0),
                   error);
}

static gboolean
create_certificate (gnutls_x509_crt_t    *certificate,
                    const char           *name,
                    gnutls_x509_privkey_t key,
                    GError              **error)
{
  guint8       serial[SERIAL_BYTES];
  const time_t now = time (NULL);

  if (!check (gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial), error))
    return FALSE;
  /* RFC 5280, 4.1.2.2: a positive integer. */
  serial[0] = (serial[0] & 0x7f) | 0x40;

  return check (gnutls_x509_crt_init (certificate), error)
         && check (gnutls_x509_crt_set_version (*certificate, 3), error)
         && check (gnutls_x509_crt_set_serial (*certificate, serial, sizeof serial), error)
         && check (
             gnutls_x509_crt_set_activation_time (*certificate, now - CLOCK_TOLERANCE_SECONDS),
             error)
         && check (gnutls_x509_crt_set_expiration_time (*certificate, now + LIFETIME_SECONDS),
                   error)
         && check (gnutls_x509_crt_set_dn_by_oid (*certificate, GNUTLS_OID_X520_COMMON_NAME, 0,
                                                  name, strlen (name)),
                   error)
         && check (gnutls_x509_crt_set_key (*certificate, key), error);
}

static gboolean
sign_authority (gnutls_x509_crt_t authority, gnutls_x509_privkey_t key, GError **error)
{
  return check (gnutls_x509_crt_set_basic_constraints (authority, 1, 0), error)
         && check (gnutls_x509_crt_set_key_usage (authority, GNUTLS_KEY_KEY_CERT_SIGN), error)
         && check (gnutls_x509_crt_sign2 (authority, authority, key, GNUTLS_DIG_SHA256, 0), error);
}

static gboolean
sign_leaf (gnutls_x509_crt_t     leaf,
           gnutls_x509_crt_t     authority,
           gnutls_x509_privkey_t key,
           GError              **error)
{
  return check (gnutls_x509_crt_set_subject_alt_name (leaf, GNUTLS_SAN_DNSNAME, "localhost",
                                                      strlen ("localhost"), GNUTLS_FSAN_SET),
                error)
         && check (gnutls_x509_crt_set_subject_alt_name (leaf, GNUTLS_SAN_IPADDRESS, LOOPBACK_IPV4,
                                                         sizeof LOOPBACK_IPV4, GNUTLS_FSAN_APPEND),
                   error)
         && check (gnutls_x509_crt_set_subject_alt_name (leaf, GNUTLS_SAN_IPADDRESS, LOOPBACK_IPV6,
                                                         sizeof LOOPBACK_IPV6, GNUTLS_FSAN_APPEND),
                   error)
         && check (gnutls_x509_crt_set_key_usage (leaf, GNUTLS_KEY_DIGITAL_SIGNATURE), error)
         && check (gnutls_x509_crt_set_key_purpose_oid (leaf, GNUTLS_KP_TLS_WWW_SERVER, 0), error)
         && check (gnutls_x509_crt_sign2 (leaf, authority, key, GNUTLS_DIG_SHA256, 0), error);
}

static char *
export_certificate (gnutls_x509_crt_t certificate, GError **error)
{
  gnutls_datum_t pem = { NULL, 0 };
  char          *text;

  if (!check (gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &pem), error))
    return NULL;
  text = g_strndup ((const char *) pem.data, pem.size);
  gnutls_free (pem.data);
  return text;
}

static char *
export_key (gnutls_x509_privkey_t key, GError **error)
{
  gnutls_datum_t pem = { NULL, 0 };
  char          *text;

  if (!check (gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL, 0, &pem), error))
    return NULL;
  text = g_strndup ((const char *) pem.data, pem.size);
  gnutls_free (pem.data);
  return text;
}

/* The certificate and its key as one text, and the authority's certificate. */
static char *
export_all (gnutls_x509_crt_t     authority,
            gnutls_x509_crt_t     leaf,
            gnutls_x509_privkey_t leaf_key,
            char                **authority_pem,
            GError              **error)
{
  g_autofree char *leaf_text = export_certificate (leaf, error);
  g_autofree char *key_text = leaf_text != NULL ? export_key (leaf_key, error) : NULL;

  if (key_text == NULL)
    return NULL;
  *authority_pem = export_certificate (authority, error);
  return *authority_pem != NULL ? g_strconcat (leaf_text, key_text, NULL) : NULL;
}

/**
 * sl_practice_certificate_new:
 * @authority_pem: (out): the certificate of the authority that signed it, PEM
 * @error: set to %SL_PRACTICE_ERROR_SERVER
 *
 * Makes an authority that lives for this one certificate (its key is dropped at once) and a
 * certificate for localhost, 127.0.0.1 and ::1 that lives for a day.
 *
 * Source: RFC 5280, 4.2.1; RFC 9525, 6.
 *
 * Returns: (transfer full) (nullable): the certificate with its private key
 */
GTlsCertificate *
sl_practice_certificate_new (char **authority_pem, GError **error)
{
  g_auto (gnutls_x509_privkey_t) authority_key = NULL;
  g_auto (gnutls_x509_privkey_t) leaf_key = NULL;
  g_auto (gnutls_x509_crt_t) authority = NULL;
  g_auto (gnutls_x509_crt_t) leaf = NULL;
  g_autofree char *pem = NULL;

  if (!create_key (&authority_key, error) || !create_key (&leaf_key, error)
      || !create_certificate (&authority, "Storm Lantern practice", authority_key, error)
      || !create_certificate (&leaf, "localhost", leaf_key, error)
      || !sign_authority (authority, authority_key, error)
      || !sign_leaf (leaf, authority, authority_key, error))
    return NULL;

  pem = export_all (authority, leaf, leaf_key, authority_pem, error);
  return pem != NULL ? g_tls_certificate_new_from_pem (pem, -1, error) : NULL;
}
