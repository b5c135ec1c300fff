/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "sasl.h"

#include <string.h>

static gboolean
is_seven_bit (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80)
      return FALSE;
  return TRUE;
}

/* A line end would let the rest of the credential be read as a command. */
static gboolean
fits_in_a_line (const char *text, gsize length)
{
  return memchr (text, '\0', length) == NULL && memchr (text, '\r', length) == NULL
         && memchr (text, '\n', length) == NULL;
}

/**
 * sl_sasl_choose:
 * @offer: what the server offers
 * @request: with user and secret
 *
 * Chooses the one way in which the credential will be presented: PLAIN carries everything but NUL;
 * the protocol's own command needs no extra wait, but only 7-bit text is well-defined in it; the
 * mechanism LOGIN carries 8-bit text.
 *
 * Source: RFC 4616, 2; RFC 3501, 6.2.3 and 9 (quoted); RFC 1939, 7.
 *
 * Returns: the way, or %SL_SASL_NONE
 */
SlSaslMechanism
sl_sasl_choose (const SlSaslOffer *offer, const SlCheckRequest *request)
{
  const char *user = request->server->user;
  gsize       length;
  const char *secret = sl_secret_peek (request->secret, &length);
  gboolean    seven_bit = is_seven_bit (secret, length) && is_seven_bit (user, strlen (user));
  gboolean    command
      = offer->command && fits_in_a_line (secret, length) && fits_in_a_line (user, strlen (user));

  if (request->is_token || memchr (secret, '\0', length) != NULL)
    return SL_SASL_NONE;
  if (offer->plain)
    return SL_SASL_PLAIN;
  if (command && (seven_bit || !offer->login))
    return SL_SASL_COMMAND;
  return offer->login ? SL_SASL_LOGIN : SL_SASL_NONE;
}

/**
 * sl_sasl_offer_add:
 * @offer: (inout): what is known so far
 * @mechanisms: words separated by spaces
 * @prefix: what stands before a mechanism's name, such as "AUTH=", or ""
 *
 * Notes the mechanisms among the words.
 */
void
sl_sasl_offer_add (SlSaslOffer *offer, const char *mechanisms, const char *prefix)
{
  g_auto (GStrv) words = g_strsplit (mechanisms, " ", -1);
  gsize prefix_length = strlen (prefix);

  for (gsize i = 0; words[i] != NULL; i++)
    {
      if (g_ascii_strncasecmp (words[i], prefix, prefix_length) != 0)
        continue;
      offer->plain |= g_ascii_strcasecmp (words[i] + prefix_length, "PLAIN") == 0;
      offer->login |= g_ascii_strcasecmp (words[i] + prefix_length, "LOGIN") == 0;
    }
}

/* Takes over @plain_text, wiping it. */
static SlSecret *
encode_and_wipe (char *plain_text, gsize length)
{
  gsize     capacity = (length / 3 + 1) * 4 + 4;
  char     *encoded = g_malloc (capacity);
  int       state = 0;
  int       save = 0;
  gsize     n_encoded;
  SlSecret *secret;

  n_encoded
      = g_base64_encode_step ((const guchar *) plain_text, length, FALSE, encoded, &state, &save);
  n_encoded += g_base64_encode_close (FALSE, encoded + n_encoded, &state, &save);
  secret = sl_secret_new (encoded, (gssize) n_encoded);
  explicit_bzero (encoded, capacity);
  g_free (encoded);
  explicit_bzero (plain_text, length);
  g_free (plain_text);
  return secret;
}

/**
 * sl_sasl_plain:
 * @user: the user name
 * @secret: the password
 *
 * Source: RFC 4616, 2: NUL user NUL password; no separate identity to act as.
 *
 * Returns: (transfer full): the response in base64
 */
SlSecret *
sl_sasl_plain (const char *user, const SlSecret *secret)
{
  gsize       user_length = strlen (user);
  gsize       secret_length;
  const char *peeked = sl_secret_peek (secret, &secret_length);
  gsize       length = 1 + user_length + 1 + secret_length;
  char       *response = g_malloc0 (length);

  memcpy (response + 1, user, user_length);
  memcpy (response + 1 + user_length + 1, peeked, secret_length);
  return encode_and_wipe (response, length);
}

/**
 * sl_sasl_base64:
 * @secret: the password
 *
 * Returns: (transfer full): @secret in base64, as LOGIN wants it
 */
SlSecret *
sl_sasl_base64 (const SlSecret *secret)
{
  gsize       length;
  const char *peeked = sl_secret_peek (secret, &length);
  char       *copy = g_malloc (length + 1);

  memcpy (copy, peeked, length);
  return encode_and_wipe (copy, length);
}

static gsize
quote_into (char *quoted, const char *text, gsize length)
{
  gsize n_quoted = 0;

  quoted[n_quoted++] = '"';
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '"' || text[i] == '\\')
        quoted[n_quoted++] = '\\';
      quoted[n_quoted++] = text[i];
    }
  quoted[n_quoted++] = '"';
  return n_quoted;
}

/**
 * sl_sasl_quote_user:
 * @user: a user name without line ends
 *
 * Source: RFC 3501, 9 (quoted).
 *
 * Returns: (transfer full): @user as a quoted string
 */
char *
sl_sasl_quote_user (const char *user)
{
  gsize length = strlen (user);
  char *quoted = g_malloc0 (2 * length + 3);

  quote_into (quoted, user, length);
  return quoted;
}

/**
 * sl_sasl_quote:
 * @secret: a password without line ends
 *
 * Source: RFC 3501, 9 (quoted).
 *
 * Returns: (transfer full): @secret as a quoted string
 */
SlSecret *
sl_sasl_quote (const SlSecret *secret)
{
  gsize       length;
  const char *peeked = sl_secret_peek (secret, &length);
  gsize       capacity = 2 * length + 3;
  char       *quoted = g_malloc (capacity);
  SlSecret   *result = sl_secret_new (quoted, (gssize) quote_into (quoted, peeked, length));

  explicit_bzero (quoted, capacity);
  g_free (quoted);
  return result;
}
