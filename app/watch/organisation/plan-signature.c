/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "plan-signature.h"

#include <gnutls/abstract.h>
#include <string.h>

/* RFC 8032, 5.1.5 and 5.1.6. */
#define KEY_BYTES 32
#define SIGNATURE_BYTES 64

static GBytes *
decode (const char *base64)
{
  gsize   length;
  guchar *bytes = g_base64_decode (base64, &length);

  return g_bytes_new_take (bytes, length);
}

/* The 64 bytes themselves, or base64 of them with any white space. */
static GBytes *
read_signature (GBytes *file)
{
  gsize            length;
  const char      *data = g_bytes_get_data (file, &length);
  g_autofree char *text = NULL;

  if (length == SIGNATURE_BYTES)
    return g_bytes_ref (file);
  if (length == 0 || length > SL_PLAN_SIGNATURE_MAX_BYTES)
    return NULL;
  text = g_strndup (data, length);
  return decode (text);
}

static gnutls_datum_t
as_datum (GBytes *bytes)
{
  gsize          length;
  gconstpointer  data = g_bytes_get_data (bytes, &length);
  gnutls_datum_t datum = { (unsigned char *) data, (unsigned int) length };

  return datum;
}

/**
 * sl_plan_signature_verify:
 * @content: the plan, byte for byte as it was fetched
 * @signature: what stands at its signature's address: 64 bytes, or base64 of them
 * @key: the Ed25519 public key in base64
 *
 * Source: RFC 8032, 5.1.7 (Ed25519 on the content itself, not on a hash of it).
 *
 * Returns: whether the holder of @key signed @content
 */
gboolean
sl_plan_signature_verify (GBytes *content, GBytes *signature, const char *key)
{
  g_autoptr (GBytes) raw_signature = read_signature (signature);
  g_autoptr (GBytes) raw_key = decode (key);
  gnutls_datum_t  key_datum, content_datum, signature_datum;
  gnutls_pubkey_t public_key;
  gboolean        is_valid;

  if (raw_signature == NULL || g_bytes_get_size (raw_signature) != SIGNATURE_BYTES
      || g_bytes_get_size (raw_key) != KEY_BYTES || gnutls_pubkey_init (&public_key) < 0)
    return FALSE;
  key_datum = as_datum (raw_key);
  content_datum = as_datum (content);
  signature_datum = as_datum (raw_signature);
  is_valid
      = gnutls_pubkey_import_ecc_raw (public_key, GNUTLS_ECC_CURVE_ED25519, &key_datum, NULL) >= 0
        && gnutls_pubkey_verify_data2 (public_key, GNUTLS_SIGN_EDDSA_ED25519, 0, &content_datum,
                                       &signature_datum)
               >= 0;
  gnutls_pubkey_deinit (public_key);
  return is_valid;
}

/**
 * sl_plan_signature_find_address:
 * @address: where a plan is
 *
 * Returns: (transfer full): where its signature is: ".sig" at the end of the path, before a query
 */
char *
sl_plan_signature_find_address (const char *address)
{
  gsize            path_length = strcspn (address, "?");
  g_autofree char *path = g_strndup (address, path_length);

  return g_strconcat (path, ".sig", address + path_length, NULL);
}
