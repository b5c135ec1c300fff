/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "sasl-talk.h"

#include "sasl-exchange.h"

#include <string.h>

#define LINE_END "\r\n"

/* The longest exchange, SCRAM's, has three questions; the fourth is one too many. */
#define MOST_QUESTIONS 4

static gboolean
send_answer (SlConversation *conversation, const char *before, SlSecret *answer, gboolean presents)
{
  g_autofree char *line = NULL;

  if (presents)
    return sl_conversation_send_secret (conversation, before, answer, NULL);
  line = g_strconcat (before, sl_secret_peek (answer, NULL), LINE_END, NULL);
  return sl_conversation_send (conversation, line);
}

/* The server's message was not in order; RFC 4954, 4: "*" gives the exchange up. */
static gboolean
give_up (SlConversation *conversation)
{
  sl_conversation_fail (conversation, SL_OUTCOME_PROTOCOL_ERROR);
  sl_conversation_send (conversation, "*" LINE_END);
  return FALSE;
}

static gboolean
begin (SlConversation   *conversation,
       SlSaslExchange   *exchange,
       const char       *name,
       const SlSaslTalk *talk)
{
  g_autofree char *alone = g_strdup_printf ("%s %s" LINE_END, talk->command, name);
  g_autofree char *with_answer = g_strdup_printf ("%s %s ", talk->command, name);
  g_autofree char *challenge = NULL;
  g_autoptr (SlSecret) answer = NULL;
  gboolean presents = FALSE;
  gsize    length = 0;

  if (!sl_sasl_exchange_speaks_first (exchange))
    return sl_conversation_send (conversation, alone);
  answer = sl_sasl_exchange_answer (exchange, "", &presents);
  if (answer == NULL)
    return sl_conversation_fail (conversation, SL_OUTCOME_AUTH_METHOD_DISABLED);
  sl_secret_peek (answer, &length);
  if (strlen (with_answer) + length + strlen (LINE_END) <= talk->longest_line_bytes)
    return send_answer (conversation, with_answer, answer, presents);
  if (!sl_conversation_send (conversation, alone) || !talk->read (talk->session, &challenge))
    return FALSE;
  return challenge != NULL ? send_answer (conversation, "", answer, presents)
                           : sl_conversation_fail (conversation, SL_OUTCOME_PROTOCOL_ERROR);
}

static gboolean
answer_question (SlConversation *conversation, SlSaslExchange *exchange, const char *challenge)
{
  gboolean presents;
  g_autoptr (SlSecret) answer = sl_sasl_exchange_answer (exchange, challenge, &presents);

  if (answer == NULL)
    return give_up (conversation);
  sl_conversation_note_refusal (conversation, sl_sasl_exchange_get_refusal (exchange));
  return send_answer (conversation, "", answer, presents);
}

static gboolean
converse (SlConversation *conversation, SlSaslExchange *exchange, const SlSaslTalk *talk)
{
  for (guint n_questions = 0; n_questions <= MOST_QUESTIONS; n_questions++)
    {
      g_autofree char *challenge = NULL;

      if (!talk->read (talk->session, &challenge))
        return FALSE;
      if (challenge != NULL)
        {
          if (!answer_question (conversation, exchange, challenge))
            return FALSE;
        }
      /* A yes from a server that did not prove to know the password is worth nothing. */
      else if (sl_sasl_exchange_is_complete (exchange)
               && sl_sasl_exchange_get_refusal (exchange) == NULL)
        return TRUE;
      else
        return sl_conversation_fail (conversation, SL_OUTCOME_PROTOCOL_ERROR);
    }
  return give_up (conversation);
}

/* Signs in by question and answer. Nothing is sent behind an answer before the server has replied,
 * and where the server says why it refuses it is heard out. RFC 4422, 3; RFC 7628, 3.2.3. */
static gboolean
talk_it_over (SlConversation *conversation, SlSaslMechanism mechanism, const SlSaslTalk *talk)
{
  const char *name = sl_sasl_get_name (mechanism);
  g_autoptr (SlSaslExchange) exchange
      = sl_sasl_exchange_new (mechanism, conversation->request, &conversation->binding);

  if (exchange == NULL || !sl_mail_stream_is_encrypted (conversation->stream))
    return sl_conversation_fail (conversation, SL_OUTCOME_AUTH_METHOD_DISABLED);
  return begin (conversation, exchange, name, talk) && converse (conversation, exchange, talk);
}

static gboolean
await_question (SlConversation *conversation, const SlSaslTalk *talk)
{
  g_autofree char *challenge = NULL;

  if (!talk->read (talk->session, &challenge))
    return FALSE;
  return challenge != NULL || sl_conversation_fail (conversation, SL_OUTCOME_PROTOCOL_ERROR);
}

static gboolean
fits_with_command (const char *command, const SlSecret *response, const SlSaslTalk *talk)
{
  gsize length;

  sl_secret_peek (response, &length);
  return strlen (command) + length + strlen (LINE_END) <= talk->longest_line_bytes;
}

static SlSecret *
make_response (const SlConversation *conversation, SlSaslMechanism mechanism)
{
  const SlCheckRequest *request = conversation->request;

  return mechanism == SL_SASL_EXTERNAL ? sl_sasl_external (request->server->user)
                                       : sl_sasl_plain (request->server->user, request->secret);
}

static gboolean
present_response (SlConversation *conversation, SlSaslMechanism mechanism, const SlSaslTalk *talk)
{
  const char *name = sl_sasl_get_name (mechanism);
  g_autoptr (SlSecret) response = make_response (conversation, mechanism);
  g_autofree char *command = g_strconcat (talk->command, " ", name, " ", NULL);
  g_autofree char *alone = g_strconcat (talk->command, " ", name, LINE_END, NULL);

  if (fits_with_command (command, response, talk))
    return sl_conversation_send_secret (conversation, command, response, talk->behind);
  return sl_conversation_send (conversation, alone) && await_question (conversation, talk)
         && sl_conversation_send_secret (conversation, "", response, talk->behind);
}

static gboolean
present_login (SlConversation *conversation, const SlSaslTalk *talk)
{
  const SlCheckRequest *request = conversation->request;
  const char           *user = request->server->user;
  g_autoptr (SlSecret) response = sl_sasl_base64 (request->secret);
  g_autofree char *encoded_user = g_base64_encode ((const guchar *) user, strlen (user));
  g_autofree char *user_line = g_strconcat (encoded_user, LINE_END, NULL);
  g_autofree char *command = g_strconcat (talk->command, " LOGIN" LINE_END, NULL);

  return sl_conversation_send (conversation, command) && await_question (conversation, talk)
         && sl_conversation_send (conversation, user_line) && await_question (conversation, talk)
         && sl_conversation_send_secret (conversation, "", response, talk->behind);
}

/**
 * sl_sasl_fits_one_flight:
 * @conversation: a conversation
 * @mechanism: the mechanism that was chosen
 * @talk: how its lines are carried
 *
 * Returns: whether the credential fits into the command, and everything else may follow at once
 */
gboolean
sl_sasl_fits_one_flight (const SlConversation *conversation,
                         SlSaslMechanism       mechanism,
                         const SlSaslTalk     *talk)
{
  g_autofree char *command = NULL;
  g_autoptr (SlSecret) response = NULL;

  if (talk->behind == NULL || (mechanism != SL_SASL_PLAIN && mechanism != SL_SASL_EXTERNAL))
    return FALSE;
  command = g_strconcat (talk->command, " ", sl_sasl_get_name (mechanism), " ", NULL);
  response = make_response (conversation, mechanism);
  return fits_with_command (command, response, talk);
}

/**
 * sl_sasl_present:
 * @conversation: an encrypted conversation
 * @mechanism: PLAIN, LOGIN or EXTERNAL, see sl_sasl_may_be_pipelined()
 * @talk: how its lines are carried
 *
 * Presents the credential, and what may follow it, without waiting for the answer.
 *
 * Source: RFC 4616; RFC 4959; RFC 4954, 4; RFC 5034, 4; draft-murchison-sasl-login.
 *
 * Returns: whether it was sent
 */
gboolean
sl_sasl_present (SlConversation *conversation, SlSaslMechanism mechanism, const SlSaslTalk *talk)
{
  return mechanism == SL_SASL_LOGIN ? present_login (conversation, talk)
                                    : present_response (conversation, mechanism, talk);
}

/**
 * sl_sasl_hear_answer:
 * @conversation: a conversation in which the credential was presented
 * @talk: how its lines are carried
 *
 * Returns: whether the server said yes; another question is an error
 */
gboolean
sl_sasl_hear_answer (SlConversation *conversation, const SlSaslTalk *talk)
{
  g_autofree char *challenge = NULL;

  if (!talk->read (talk->session, &challenge))
    return FALSE;
  return challenge == NULL || sl_conversation_fail (conversation, SL_OUTCOME_PROTOCOL_ERROR);
}

/**
 * sl_sasl_sign_in:
 * @conversation: an encrypted conversation
 * @mechanism: the mechanism that was chosen
 * @talk: how its lines are carried
 *
 * Signs in. The credential is presented once; what may not follow it at once does not.
 *
 * Returns: whether the server said yes
 */
gboolean
sl_sasl_sign_in (SlConversation *conversation, SlSaslMechanism mechanism, const SlSaslTalk *talk)
{
  if (!sl_sasl_may_be_pipelined (mechanism))
    return talk_it_over (conversation, mechanism, talk);
  return sl_sasl_present (conversation, mechanism, talk)
         && sl_sasl_hear_answer (conversation, talk);
}
