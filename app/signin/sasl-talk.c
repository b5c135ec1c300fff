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
    return sl_conversation_send_secret (conversation, before, answer, LINE_END);
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

/**
 * sl_sasl_talk:
 * @conversation: an encrypted conversation
 * @mechanism: one in which the server has questions
 * @talk: how its lines are carried
 *
 * Signs in by question and answer. The credential is presented once, nothing is sent behind an
 * answer before the server has replied, and where the server says why it refuses it is heard out.
 *
 * Source: RFC 4422, 3; RFC 7628, 3.2.3.
 *
 * Returns: whether the server said yes
 */
gboolean
sl_sasl_talk (SlConversation *conversation, SlSaslMechanism mechanism, const SlSaslTalk *talk)
{
  const char *name = sl_sasl_get_name (mechanism);
  g_autoptr (SlSaslExchange) exchange
      = sl_sasl_exchange_new (mechanism, conversation->request, &conversation->binding);

  if (exchange == NULL || !sl_mail_stream_is_encrypted (conversation->stream))
    return sl_conversation_fail (conversation, SL_OUTCOME_AUTH_METHOD_DISABLED);
  return begin (conversation, exchange, name, talk) && converse (conversation, exchange, talk);
}
