/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "sasl.h"

#include "saslprep.h"
#include "scram.h"

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

static const struct
{
  SlSaslMechanism mechanism;
  const char     *name;
} names[] = {
  { SL_SASL_SCRAM_SHA_256_PLUS, "SCRAM-SHA-256-PLUS" },
  { SL_SASL_SCRAM_SHA_1_PLUS, "SCRAM-SHA-1-PLUS" },
  { SL_SASL_SCRAM_SHA_256, "SCRAM-SHA-256" },
  { SL_SASL_SCRAM_SHA_1, "SCRAM-SHA-1" },
  { SL_SASL_PLAIN, "PLAIN" },
  { SL_SASL_LOGIN, "LOGIN" },
  { SL_SASL_CRAM_MD5, "CRAM-MD5" },
  { SL_SASL_XOAUTH2, "XOAUTH2" },
  { SL_SASL_OAUTHBEARER, "OAUTHBEARER" },
  { SL_SASL_EXTERNAL, "EXTERNAL" },
};

/* RFC 6750, 2.1: a token is printable ASCII; the mechanisms separate their fields by \001. */
static gboolean
is_token (const char *secret, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (secret[i]))
      return FALSE;
  return length > 0;
}

static gboolean
can_prepare (const SlSecret *secret)
{
  g_autoptr (SlSecret) prepared = sl_saslprep (secret);

  return prepared != NULL;
}

static gboolean
has (SlSaslOffer offer, SlSaslMechanism mechanism)
{
  return (offer & SL_SASL_OFFER (mechanism)) != 0;
}

/* A server that can bind takes it for an attack if a client that can does not: so "-PLUS" goes
 * before the better hash. RFC 5802, 6. */
static SlSaslMechanism
choose_scram (SlSaslOffer offer, const SlCheckRequest *request, gboolean can_bind)
{
  SlSaslMechanism first = can_bind ? SL_SASL_SCRAM_SHA_256_PLUS : SL_SASL_SCRAM_SHA_256;

  if (!sl_scram_is_available ())
    return SL_SASL_NONE;
  for (SlSaslMechanism mechanism = first; mechanism <= SL_SASL_SCRAM_SHA_1; mechanism++)
    if (has (offer, mechanism))
      return can_prepare (request->secret) ? mechanism : SL_SASL_NONE;
  return SL_SASL_NONE;
}

/* XOAUTH2 is what the large providers are asked with all day; the standard's name comes second. */
static SlSaslMechanism
choose_for_token (SlSaslOffer offer, const SlSecret *secret)
{
  gsize       length;
  const char *peeked = sl_secret_peek (secret, &length);

  if (!is_token (peeked, length))
    return SL_SASL_NONE;
  if (has (offer, SL_SASL_XOAUTH2))
    return SL_SASL_XOAUTH2;
  return has (offer, SL_SASL_OAUTHBEARER) ? SL_SASL_OAUTHBEARER : SL_SASL_NONE;
}

static SlSaslMechanism
choose_without_plain (SlSaslOffer offer, const SlCheckRequest *request)
{
  const char *user = request->server->user;
  gsize       length;
  const char *secret = sl_secret_peek (request->secret, &length);
  gboolean    seven_bit = is_seven_bit (secret, length) && is_seven_bit (user, strlen (user));
  gboolean    command = has (offer, SL_SASL_COMMAND) && fits_in_a_line (secret, length)
                     && fits_in_a_line (user, strlen (user));

  /* RFC 3501, 9: a quoted string is 7-bit; POP3 never said. */
  if (request->server->protocol == SL_PROTOCOL_IMAP)
    command = command && seven_bit;
  if (command && (seven_bit || !has (offer, SL_SASL_LOGIN)))
    return SL_SASL_COMMAND;
  if (has (offer, SL_SASL_LOGIN))
    return SL_SASL_LOGIN;
  return has (offer, SL_SASL_CRAM_MD5) ? SL_SASL_CRAM_MD5 : SL_SASL_NONE;
}

/**
 * sl_sasl_choose:
 * @offer: what the server offers
 * @request: with user, and secret or client certificate
 * @can_bind: whether the connection gives a binding
 *
 * Chooses the one way in which the credential will be presented: the strongest that is offered.
 * SCRAM says no password at all; PLAIN carries everything but NUL; the protocol's own command needs
 * no extra wait, but only 7-bit text is well-defined in it; the mechanism LOGIN carries 8-bit text;
 * CRAM-MD5 is worth less than a password inside TLS, so it is the last resort. Without a secret the
 * client certificate alone must do.
 *
 * Source: RFC 4422, A (EXTERNAL); RFC 5802, 6; RFC 4616, 2; RFC 3501, 6.2.3 and 9 (quoted); RFC
 * 1939, 7.
 *
 * Returns: the way, or %SL_SASL_NONE
 */
SlSaslMechanism
sl_sasl_choose (SlSaslOffer offer, const SlCheckRequest *request, gboolean can_bind)
{
  gsize           length;
  const char     *secret;
  SlSaslMechanism scram;

  if (request->secret == NULL)
    return has (offer, SL_SASL_EXTERNAL) ? SL_SASL_EXTERNAL : SL_SASL_NONE;
  secret = sl_secret_peek (request->secret, &length);
  if (request->is_token)
    return choose_for_token (offer, request->secret);
  if (memchr (secret, '\0', length) != NULL)
    return SL_SASL_NONE;
  scram = choose_scram (offer, request, can_bind);
  if (scram != SL_SASL_NONE)
    return scram;
  return has (offer, SL_SASL_PLAIN) ? SL_SASL_PLAIN : choose_without_plain (offer, request);
}

/**
 * sl_sasl_get_name:
 * @mechanism: a mechanism
 *
 * Returns: (transfer none) (nullable): its registered name, %NULL for the protocol's own command
 */
const char *
sl_sasl_get_name (SlSaslMechanism mechanism)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].mechanism == mechanism)
      return names[i].name;
  return NULL;
}

/**
 * sl_sasl_may_be_pipelined:
 * @mechanism: a mechanism
 *
 * Says whether commands may follow the credential at once. Behind the other mechanisms a server may
 * have one more question, and would take the next command for the answer.
 *
 * Source: RFC 4954, 4.
 *
 * Returns: whether they may
 */
gboolean
sl_sasl_may_be_pipelined (SlSaslMechanism mechanism)
{
  return mechanism == SL_SASL_PLAIN || mechanism == SL_SASL_LOGIN || mechanism == SL_SASL_COMMAND
         || mechanism == SL_SASL_EXTERNAL;
}

static SlSaslOffer
find_offer (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i].name, name) == 0)
      return SL_SASL_OFFER (names[i].mechanism);
  return 0;
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
    if (g_ascii_strncasecmp (words[i], prefix, prefix_length) == 0)
      *offer |= find_offer (words[i] + prefix_length);
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
 * Both are prepared where they can be, so that they are the same bytes from every keyboard.
 *
 * Source: RFC 4616, 2: NUL user NUL password; no separate identity to act as.
 *
 * Returns: (transfer full): the response in base64
 */
SlSecret *
sl_sasl_plain (const char *user, const SlSecret *secret)
{
  g_autoptr (SlSecret) user_text = sl_secret_new (user, -1);
  g_autoptr (SlSecret) prepared_user = sl_saslprep (user_text);
  g_autoptr (SlSecret) prepared = sl_saslprep (secret);
  gsize       user_length;
  gsize       secret_length;
  gsize       length;
  const char *user_bytes;
  const char *secret_bytes;
  char       *response;

  user_bytes = sl_secret_peek (prepared_user != NULL ? prepared_user : user_text, &user_length);
  secret_bytes = sl_secret_peek (prepared != NULL ? prepared : secret, &secret_length);
  length = 1 + user_length + 1 + secret_length;
  response = g_malloc0 (length);
  memcpy (response + 1, user_bytes, user_length);
  memcpy (response + 1 + user_length + 1, secret_bytes, secret_length);
  return encode_and_wipe (response, length);
}

/**
 * sl_sasl_external:
 * @user: the user name
 *
 * The certificate says who we are; the response says whose mail is wanted.
 *
 * Source: RFC 4422, A.
 *
 * Returns: (transfer full): the response in base64
 */
SlSecret *
sl_sasl_external (const char *user)
{
  g_autoptr (SlSecret) user_text = sl_secret_new (user, -1);

  return sl_sasl_base64 (user_text);
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
