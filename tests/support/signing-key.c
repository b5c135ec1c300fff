/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "signing-key.h"

#include <gnutls/abstract.h>
#include <string.h>

struct _SigningKey
{
  gnutls_privkey_t key;
};

SigningKey *
signing_key_new (void)
{
  SigningKey *self = g_new0 (SigningKey, 1);

  g_assert_cmpint (gnutls_privkey_init (&self->key), >=, 0);
  g_assert_cmpint (gnutls_privkey_generate (self->key, GNUTLS_PK_EDDSA_ED25519,
                                            GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_ED25519), 0),
                   >=, 0);
  return self;
}

void
signing_key_free (SigningKey *self)
{
  if (self == NULL)
    return;
  gnutls_privkey_deinit (self->key);
  g_free (self);
}

/* Base64, as a plan holds it. */
char *
signing_key_get_public (SigningKey *self)
{
  gnutls_pubkey_t key;
  gnutls_datum_t  bytes;
  char           *base64;

  g_assert_cmpint (gnutls_pubkey_init (&key), >=, 0);
  g_assert_cmpint (gnutls_pubkey_import_privkey (key, self->key, 0, 0), >=, 0);
  g_assert_cmpint (gnutls_pubkey_export_ecc_raw2 (key, NULL, &bytes, NULL, 0), >=, 0);
  base64 = g_base64_encode (bytes.data, bytes.size);
  gnutls_free (bytes.data);
  gnutls_pubkey_deinit (key);
  return base64;
}

/* The signature of text: 64 bytes, or base64 of them on a line. */
GBytes *
signing_key_sign (SigningKey *self, const char *text, gboolean as_base64)
{
  gnutls_datum_t   content = { (unsigned char *) text, (unsigned int) strlen (text) };
  gnutls_datum_t   signature;
  g_autofree char *base64 = NULL;
  GBytes          *bytes;

  g_assert_cmpint (
      gnutls_privkey_sign_data2 (self->key, GNUTLS_SIGN_EDDSA_ED25519, 0, &content, &signature), >=,
      0);
  base64 = g_base64_encode (signature.data, signature.size);
  bytes = as_base64 ? g_bytes_new_take (g_strconcat (base64, "\n", NULL), strlen (base64) + 1)
                    : g_bytes_new (signature.data, signature.size);
  gnutls_free (signature.data);
  return bytes;
}
