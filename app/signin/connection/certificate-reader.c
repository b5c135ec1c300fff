/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "certificate-reader.h"

#include "server-text.h"

#include <gnutls/x509.h>
#include <string.h>

#define SHA256_BYTES 32
#define MAX_NAME_BYTES 512
#define IPV4_BYTES 4
#define IPV6_BYTES 16

static gboolean
import (GTlsCertificate *certificate, gnutls_x509_crt_t *parsed)
{
  g_autoptr (GByteArray) der = NULL;
  gnutls_datum_t data;

  g_object_get (certificate, "certificate", &der, NULL);
  if (der == NULL || gnutls_x509_crt_init (parsed) != GNUTLS_E_SUCCESS)
    return FALSE;
  data = (gnutls_datum_t){ der->data, der->len };
  if (gnutls_x509_crt_import (*parsed, &data, GNUTLS_X509_FMT_DER) == GNUTLS_E_SUCCESS)
    return TRUE;
  gnutls_x509_crt_deinit (*parsed);
  return FALSE;
}

static char *
read_key (gnutls_x509_crt_t parsed)
{
  guint8   key_id[SHA256_BYTES];
  size_t   length = sizeof key_id;
  GString *hex;

  if (gnutls_x509_crt_get_key_id (parsed, GNUTLS_KEYID_USE_SHA256, key_id, &length)
          != GNUTLS_E_SUCCESS
      || length != sizeof key_id)
    return NULL;
  hex = g_string_sized_new (2 * sizeof key_id);
  for (gsize i = 0; i < sizeof key_id; i++)
    g_string_append_printf (hex, "%02x", key_id[i]);
  return g_string_free (hex, FALSE);
}

/**
 * sl_certificate_reader_dup_key:
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
sl_certificate_reader_dup_key (GTlsCertificate *certificate)
{
  gnutls_x509_crt_t parsed;
  char             *key;

  if (!import (certificate, &parsed))
    return NULL;
  key = read_key (parsed);
  gnutls_x509_crt_deinit (parsed);
  return key;
}

typedef int (*ReadName) (gnutls_x509_crt_t parsed, gnutls_datum_t *name, unsigned flags);

static char *
read_distinguished_name (gnutls_x509_crt_t parsed, ReadName read_name)
{
  gnutls_datum_t   name = { NULL, 0 };
  g_autofree char *text = NULL;

  if (read_name (parsed, &name, 0) != GNUTLS_E_SUCCESS)
    return NULL;
  text = g_strndup ((const char *) name.data, MIN (name.size, MAX_NAME_BYTES));
  gnutls_free (name.data);
  return *text != '\0' ? sl_server_text_clean (text, NULL) : NULL;
}

static char *
name_to_text (unsigned type, const char *data, size_t length)
{
  g_autofree char *text = NULL;

  if (type == GNUTLS_SAN_IPADDRESS && (length == IPV4_BYTES || length == IPV6_BYTES))
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_bytes (
          (const guint8 *) data,
          length == IPV4_BYTES ? G_SOCKET_FAMILY_IPV4 : G_SOCKET_FAMILY_IPV6);

      return g_inet_address_to_string (address);
    }
  if (type != GNUTLS_SAN_DNSNAME)
    return NULL;
  text = g_strndup (data, length);
  return sl_server_text_clean (text, NULL);
}

static char **
read_names (gnutls_x509_crt_t parsed)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (unsigned i = 0; i < SL_CERTIFICATE_MAX_NAMES; i++)
    {
      char             data[MAX_NAME_BYTES];
      size_t           length = sizeof data;
      int              type = gnutls_x509_crt_get_subject_alt_name (parsed, i, data, &length, NULL);
      g_autofree char *name = NULL;

      if (type == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        break;
      if (type >= 0)
        name = name_to_text ((unsigned) type, data, length);
      if (name != NULL)
        g_strv_builder_add (names, name);
    }
  return g_strv_builder_end (names);
}

/**
 * sl_certificate_reader_read:
 * @certificate: a server's certificate
 *
 * Reads what a person needs who has to decide whether to trust it. What it says is cleaned and
 * bounded, and is not to be believed before it was compared with what the server's owner says.
 *
 * Source: RFC 5280, 4.1.2 and 4.2.1.6.
 *
 * Returns: (transfer full) (nullable): the facts, or %NULL if it cannot be read
 */
SlCertificateFacts *
sl_certificate_reader_read (GTlsCertificate *certificate)
{
  SlCertificateFacts *facts;
  gnutls_x509_crt_t   parsed;
  time_t              from, until;

  if (!import (certificate, &parsed))
    return NULL;
  facts = sl_certificate_facts_new ();
  facts->subject = read_distinguished_name (parsed, gnutls_x509_crt_get_dn3);
  facts->issuer = read_distinguished_name (parsed, gnutls_x509_crt_get_issuer_dn3);
  g_strfreev (facts->names);
  facts->names = read_names (parsed);
  from = gnutls_x509_crt_get_activation_time (parsed);
  until = gnutls_x509_crt_get_expiration_time (parsed);
  facts->valid_from = MAX ((gint64) from, 0);
  facts->valid_until = MAX ((gint64) until, 0);
  facts->self_signed = gnutls_x509_crt_check_issuer (parsed, parsed) != 0;
  facts->key = read_key (parsed);
  gnutls_x509_crt_deinit (parsed);
  return facts;
}
