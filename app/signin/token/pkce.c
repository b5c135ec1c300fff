/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "pkce.h"

#include <gnutls/crypto.h>
#include <string.h>

/* 256 bits, as RFC 7636, 4.1 recommends; 43 characters once encoded. */
#define RANDOM_BYTES 32

/* Source: RFC 4648, 5, without padding. */
static char *
encode (const guint8 *data, gsize length)
{
  char *text = g_base64_encode (data, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  g_strdelimit (text, "=", '\0');
  return text;
}

static char *
make_random_word (void)
{
  guint8 bytes[RANDOM_BYTES];
  char  *word;

  /* Without random numbers there is no secret, and nothing sensible to go on with. */
  if (gnutls_rnd (GNUTLS_RND_KEY, bytes, sizeof bytes) != 0)
    return NULL;
  word = encode (bytes, sizeof bytes);
  explicit_bzero (bytes, sizeof bytes);
  return word;
}

/**
 * sl_pkce_new_verifier:
 *
 * Source: RFC 7636, 4.1.
 *
 * Returns: (transfer full) (nullable): a new code verifier, 43 characters; %NULL if the system has
 * no random numbers
 */
SlSecret *
sl_pkce_new_verifier (void)
{
  char     *word = make_random_word ();
  SlSecret *verifier = NULL;

  if (word != NULL)
    {
      verifier = sl_secret_new (word, -1);
      explicit_bzero (word, strlen (word));
    }
  g_free (word);
  return verifier;
}

/**
 * sl_pkce_make_challenge:
 * @verifier: a code verifier
 *
 * Source: RFC 7636, 4.2, S256.
 *
 * Returns: (transfer full): its code challenge, which may be seen by anybody
 */
char *
sl_pkce_make_challenge (const SlSecret *verifier)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8      digest[32];
  gsize       length = sizeof digest;
  gsize       verifier_length;
  const char *data = sl_secret_peek (verifier, &verifier_length);

  g_checksum_update (checksum, (const guchar *) data, verifier_length);
  g_checksum_get_digest (checksum, digest, &length);
  return encode (digest, length);
}

/**
 * sl_pkce_new_state:
 *
 * Source: RFC 6749, 10.12.
 *
 * Returns: (transfer full) (nullable): a word that nobody can guess, to know one's own answer by;
 *   %NULL if the system has no random numbers
 */
char *
sl_pkce_new_state (void)
{
  return make_random_word ();
}
