/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RFC 5802 SCRAM · RFC 7628 OAUTHBEARER · RFC 2195 CRAM-MD5 · Google's XOAUTH2 */
#define G_LOG_DOMAIN "sl-signin"

#include "sasl-exchange.h"

#include "scram.h"

#include <string.h>

/* RFC 7628, 3.2.3: the client acknowledges the error with one byte, \001. */
#define OAUTHBEARER_ACKNOWLEDGEMENT "\001"

struct _SlSaslExchange
{
  SlSaslMechanism       mechanism;
  const SlCheckRequest *request;
  SlScram              *scram; /* nullable: only for SCRAM */
  guint                 n_answers;
  char                 *refusal; /* nullable */
};

static gboolean
is_scram (SlSaslMechanism mechanism)
{
  return mechanism >= SL_SASL_SCRAM_SHA_256_PLUS && mechanism <= SL_SASL_SCRAM_SHA_1;
}

/**
 * sl_sasl_exchange_new:
 * @mechanism: one in which the server has questions
 * @request: with user and secret; must outlive the exchange
 * @binding: the connection's binding; must outlive the exchange
 *
 * Returns: (transfer full) (nullable): an exchange that has not begun, %NULL if the credential
 *   cannot be presented in this way
 */
SlSaslExchange *
sl_sasl_exchange_new (SlSaslMechanism         mechanism,
                      const SlCheckRequest   *request,
                      const SlChannelBinding *binding)
{
  g_autoptr (SlSaslExchange) self = g_new0 (SlSaslExchange, 1);

  self->mechanism = mechanism;
  self->request = request;
  if (!is_scram (mechanism))
    return g_steal_pointer (&self);
  self->scram = sl_scram_new (sl_sasl_get_name (mechanism), request->server->user, request->secret,
                              binding);
  return self->scram != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * sl_sasl_exchange_free:
 * @self: (transfer full) (nullable): an exchange
 */
void
sl_sasl_exchange_free (SlSaslExchange *self)
{
  if (self == NULL)
    return;
  sl_scram_free (self->scram);
  g_free (self->refusal);
  g_free (self);
}

/**
 * sl_sasl_exchange_speaks_first:
 * @self: an exchange
 *
 * Returns: whether the client begins, so that its first answer may travel with the command
 */
gboolean
sl_sasl_exchange_speaks_first (const SlSaslExchange *self)
{
  return self->mechanism != SL_SASL_CRAM_MD5;
}

/* Answers that hold a secret are put together here and wiped. */
static SlSecret *
encode_and_wipe (GString *answer)
{
  g_autoptr (SlSecret) raw = sl_secret_new (answer->str, (gssize) answer->len);
  SlSecret *encoded = sl_sasl_base64 (raw);

  explicit_bzero (answer->str, answer->len);
  g_string_free (answer, TRUE);
  return encoded;
}

/* A string that never grows leaves no copy behind. */
static GString *
new_answer (const SlSaslExchange *self, gsize *secret_length, const char **secret)
{
  *secret = sl_secret_peek (self->request->secret, secret_length);
  return g_string_sized_new (2 * strlen (self->request->server->user)
                             + strlen (self->request->server->host) + *secret_length + 128);
}

static SlSecret *
present_xoauth2 (SlSaslExchange *self)
{
  gsize       length;
  const char *token;
  GString    *answer = new_answer (self, &length, &token);

  g_string_append_printf (answer, "user=%s\001auth=Bearer ", self->request->server->user);
  g_string_append_len (answer, token, (gssize) length);
  g_string_append (answer, "\001\001");
  return encode_and_wipe (answer);
}

/* RFC 5801, 4: "=" and "," of a name are written as numbers. */
static void
append_name (GString *answer, const char *user)
{
  for (; *user != '\0'; user++)
    if (*user == '=')
      g_string_append (answer, "=3D");
    else if (*user == ',')
      g_string_append (answer, "=2C");
    else
      g_string_append_c (answer, *user);
}

static SlSecret *
present_oauthbearer (SlSaslExchange *self)
{
  const SlServer *server = self->request->server;
  gsize           length;
  const char     *token;
  GString        *answer = new_answer (self, &length, &token);

  g_string_append (answer, "n,a=");
  append_name (answer, server->user);
  g_string_append_printf (answer, ",\001host=%s\001port=%u\001auth=Bearer ", server->host,
                          server->port);
  g_string_append_len (answer, token, (gssize) length);
  g_string_append (answer, "\001\001");
  return encode_and_wipe (answer);
}

static SlSecret *
present_cram_md5 (SlSaslExchange *self, const guint8 *challenge, gsize length)
{
  gsize            secret_length;
  const char      *secret = sl_secret_peek (self->request->secret, &secret_length);
  g_autofree char *digest = g_compute_hmac_for_data (G_CHECKSUM_MD5, (const guchar *) secret,
                                                     secret_length, challenge, length);
  GString         *answer = g_string_new (self->request->server->user);

  g_string_append_printf (answer, " %s", digest);
  return encode_and_wipe (answer);
}

static SlSecret *
answer_refusal (SlSaslExchange *self, const guint8 *challenge, gsize length, const char *answer)
{
  g_autoptr (SlSecret) raw = sl_secret_new (answer, -1);

  g_free (self->refusal);
  self->refusal = g_strndup ((const char *) challenge, length);
  return sl_sasl_base64 (raw);
}

static SlSecret *
answer_scram (SlSaslExchange *self, const guint8 *challenge, gsize length)
{
  gsize n_output = 0;
  char *output = NULL;
  g_autoptr (SlSecret) raw = NULL;

  if (self->n_answers > 1 && length > 2 && memcmp (challenge, "e=", 2) == 0)
    return answer_refusal (self, challenge, length, "");
  if (sl_scram_is_complete (self->scram)
      || !sl_scram_step (self->scram, (const char *) challenge, length, &output, &n_output))
    return NULL;
  raw = sl_secret_new (output != NULL ? output : "", (gssize) n_output);
  g_free (output);
  return sl_sasl_base64 (raw);
}

static SlSecret *
answer_decoded (SlSaslExchange *self, const guint8 *challenge, gsize length)
{
  if (is_scram (self->mechanism))
    return answer_scram (self, challenge, length);
  if (self->mechanism == SL_SASL_CRAM_MD5)
    return self->n_answers == 0 ? present_cram_md5 (self, challenge, length) : NULL;
  /* Behind the token the server has nothing to ask: what comes is why it refuses. */
  if (self->n_answers == 1)
    return answer_refusal (self, challenge, length,
                           self->mechanism == SL_SASL_OAUTHBEARER ? OAUTHBEARER_ACKNOWLEDGEMENT
                                                                  : "");
  if (self->n_answers > 1)
    return NULL;
  return self->mechanism == SL_SASL_XOAUTH2 ? present_xoauth2 (self) : present_oauthbearer (self);
}

/**
 * sl_sasl_exchange_answer:
 * @self: an exchange
 * @challenge: what the server asks, in base64; empty to begin
 * @presents: (out): whether the answer presents the credential
 *
 * Returns: (transfer full) (nullable): the answer in base64, %NULL if the server's message is not
 * in order, or if it was the last
 */
SlSecret *
sl_sasl_exchange_answer (SlSaslExchange *self, const char *challenge, gboolean *presents)
{
  gsize              length = 0;
  g_autofree guint8 *decoded = *challenge != '\0' ? g_base64_decode (challenge, &length) : NULL;
  SlSecret          *answer = answer_decoded (self, decoded, length);

  /* SCRAM's first message names the user only; the second holds the proof. */
  *presents = self->n_answers == (is_scram (self->mechanism) ? 1 : 0);
  self->n_answers++;
  return answer;
}

/**
 * sl_sasl_exchange_is_complete:
 * @self: an exchange
 *
 * Returns: whether the server may now say yes: SCRAM's has proved itself
 */
gboolean
sl_sasl_exchange_is_complete (const SlSaslExchange *self)
{
  return self->scram == NULL || sl_scram_is_complete (self->scram);
}

/**
 * sl_sasl_exchange_get_refusal:
 * @self: an exchange
 *
 * Returns: (transfer none) (nullable): why the server refuses, as it said in place of a question:
 *   JSON for tokens, "e=…" for SCRAM; in no known encoding
 */
const char *
sl_sasl_exchange_get_refusal (const SlSaslExchange *self)
{
  return self->refusal;
}
