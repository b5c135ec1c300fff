/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RFC 1939 POP3 · RFC 2449 CAPA · RFC 2595 STLS · RFC 3206 codes · RFC 5034 AUTH */
#define G_LOG_DOMAIN "sl-signin"

#include "pop3-check.h"

#include "pop3-reply.h"
#include "sasl-talk.h"
#include "server-name.h"

#include <string.h>

#define QUIT_LINE "QUIT\r\n"

/* RFC 5034, 4: a longer command must leave its response for the next line. */
#define LONGEST_COMMAND_BYTES 255

typedef struct
{
  SlConversation *conversation;
  SlSaslOffer     offer;
  gboolean        starttls;
  gboolean        pipelining;
  GString        *capabilities; /* as they were said, one a line */
} Pop3Session;

/* Reading */

static SlPop3Reply *
read_reply (Pop3Session *session)
{
  g_autofree char *line = sl_conversation_read_line (session->conversation);
  g_autoptr (GError) error = NULL;
  SlPop3Reply *reply;

  if (line == NULL)
    return NULL;
  reply = sl_pop3_reply_parse (line, &error);
  if (reply == NULL)
    sl_conversation_fail_with_error (session->conversation, error);
  return reply;
}

static gboolean
fail_with_reply (Pop3Session *session, const SlPop3Reply *reply)
{
  g_autofree char *words
      = g_strdup_printf ("[%s] %s", reply->code != NULL ? reply->code : "", reply->text);

  if (reply->status == SL_POP3_STATUS_CONTINUE)
    return sl_conversation_fail (session->conversation, SL_OUTCOME_PROTOCOL_ERROR);
  return sl_conversation_fail_with_answer (session->conversation, SL_ANSWER_REFUSED, reply->code,
                                           reply->text, words);
}

static gboolean
expect (Pop3Session *session, SlPop3Status status)
{
  g_autoptr (SlPop3Reply) reply = read_reply (session);

  if (reply == NULL)
    return FALSE;
  return reply->status == status || fail_with_reply (session, reply);
}

/* Before sign-in */

static gboolean
hear_greeting (Pop3Session *session)
{
  g_autoptr (SlPop3Reply) greeting = read_reply (session);

  if (greeting == NULL)
    return FALSE;
  session->conversation->result->server_name
      = sl_server_name_from_greeting (SL_PROTOCOL_POP3, greeting->text);
  return greeting->status == SL_POP3_STATUS_OK || fail_with_reply (session, greeting);
}

static void
note_capability (Pop3Session *session, const char *line)
{
  g_string_append_printf (session->capabilities, "%s\n", line);
  if (g_ascii_strcasecmp (line, "STLS") == 0)
    session->starttls = TRUE;
  else if (g_ascii_strcasecmp (line, "PIPELINING") == 0)
    session->pipelining = TRUE;
  else if (g_ascii_strcasecmp (line, "USER") == 0)
    session->offer |= SL_SASL_OFFER (SL_SASL_COMMAND);
  else if (g_ascii_strncasecmp (line, "SASL ", strlen ("SASL ")) == 0)
    sl_sasl_offer_add (&session->offer, line + strlen ("SASL "), "");
}

static void
forget_capabilities (Pop3Session *session)
{
  session->offer = 0;
  session->starttls = session->pipelining = FALSE;
  g_string_truncate (session->capabilities, 0);
}

static gboolean
recall_capabilities (Pop3Session *session)
{
  const SlServerMemory *memory = session->conversation->memory;
  g_auto (GStrv) lines = NULL;

  if (memory == NULL)
    return FALSE;
  forget_capabilities (session);
  lines = g_strsplit (memory->capabilities, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      note_capability (session, lines[i]);
  return TRUE;
}

/* A server that does not know CAPA knows USER and PASS, and perhaps STLS. */
static gboolean
ask_capabilities (Pop3Session *session)
{
  g_autoptr (SlPop3Reply) reply = NULL;
  char *line;

  forget_capabilities (session);
  if (!sl_conversation_send (session->conversation, "CAPA\r\n"))
    return FALSE;
  reply = read_reply (session);
  if (reply == NULL)
    return FALSE;
  if (reply->status != SL_POP3_STATUS_OK)
    {
      note_capability (session, "USER");
      note_capability (session, "STLS");
      return TRUE;
    }
  while ((line = sl_conversation_read_line (session->conversation)) != NULL)
    {
      g_autofree char *owned = line;

      if (strcmp (line, ".") == 0)
        return TRUE;
      note_capability (session, line);
    }
  return FALSE;
}

static gboolean
start_tls (Pop3Session *session)
{
  SlConversation *conversation = session->conversation;
  g_autoptr (SlPop3Reply) reply = NULL;

  if (!ask_capabilities (session))
    return FALSE;
  if (!session->starttls)
    return sl_conversation_fail (conversation, SL_OUTCOME_STARTTLS_MISSING);
  if (!sl_conversation_send (conversation, "STLS\r\n"))
    return FALSE;
  reply = read_reply (session);
  if (reply == NULL)
    return FALSE;
  if (reply->status != SL_POP3_STATUS_OK)
    return sl_conversation_fail (conversation, SL_OUTCOME_STARTTLS_MISSING);
  if (!sl_conversation_encrypt (conversation))
    return FALSE;
  sl_conversation_enter (conversation, SL_STAGE_GREETING);
  return TRUE;
}

/* Sign-in */

static gboolean
read_challenge (gpointer data, char **challenge)
{
  Pop3Session *session = data;
  g_autoptr (SlPop3Reply) reply = read_reply (session);

  if (reply == NULL)
    return FALSE;
  if (reply->status == SL_POP3_STATUS_CONTINUE)
    *challenge = g_strdup (reply->text);
  return *challenge != NULL || reply->status == SL_POP3_STATUS_OK
         || fail_with_reply (session, reply);
}

/* RFC 2449, 6.6: only a server that says PIPELINING takes the next commands at once. */
static const char *
get_behind (const Pop3Session *session)
{
  return session->pipelining ? "STAT\r\n" QUIT_LINE : NULL;
}

static SlSaslTalk
make_talk (Pop3Session *session)
{
  return (SlSaslTalk){ "AUTH", LONGEST_COMMAND_BYTES, get_behind (session), read_challenge,
                       session };
}

static gboolean
sign_in_with_user_and_pass (Pop3Session *session)
{
  const SlCheckRequest *request = session->conversation->request;
  g_autofree char      *user_line = g_strdup_printf ("USER %s\r\n", request->server->user);

  return sl_conversation_send (session->conversation, user_line)
         && expect (session, SL_POP3_STATUS_OK)
         && sl_conversation_send_secret (session->conversation, "PASS ", request->secret,
                                         get_behind (session))
         && expect (session, SL_POP3_STATUS_OK);
}

static SlSaslMechanism
choose (const Pop3Session *session)
{
  return sl_sasl_choose (session->offer, session->conversation->request,
                         session->conversation->binding.base64 != NULL);
}

/* Everything, sign-in to goodbye, goes out at once, ahead of the greeting. */
static gboolean
can_haste (Pop3Session *session, SlSaslMechanism *mechanism)
{
  SlSaslTalk talk;

  if (!sl_conversation_may_haste (session->conversation) || !recall_capabilities (session)
      || !session->pipelining)
    return FALSE;
  talk = make_talk (session);
  *mechanism = choose (session);
  return sl_sasl_fits_one_flight (session->conversation, *mechanism, &talk);
}

static gboolean
sign_in_with_haste (Pop3Session *session, SlSaslMechanism mechanism)
{
  const SlSaslTalk talk = make_talk (session);
  SlConversation  *conversation = session->conversation;

  conversation->result->pipelined = TRUE;
  conversation->result->mechanism = g_strdup (sl_sasl_get_name (mechanism));
  sl_conversation_learn (conversation, session->capabilities->str);
  if (!sl_sasl_present (conversation, mechanism, &talk) || !hear_greeting (session))
    return FALSE;
  sl_conversation_enter (conversation, SL_STAGE_AUTHENTICATION);
  return sl_sasl_hear_answer (conversation, &talk);
}

static gboolean
sign_in (Pop3Session *session)
{
  SlConversation *conversation = session->conversation;
  SlSaslMechanism mechanism;
  SlSaslTalk      talk;

  if (!recall_capabilities (session) && !ask_capabilities (session))
    return FALSE;
  sl_conversation_learn (conversation, session->capabilities->str);
  sl_conversation_enter (conversation, SL_STAGE_AUTHENTICATION);
  mechanism = choose (session);
  if (mechanism == SL_SASL_NONE)
    return sl_conversation_fail (conversation, SL_OUTCOME_AUTH_METHOD_DISABLED);
  conversation->result->mechanism
      = g_strdup (mechanism == SL_SASL_COMMAND ? "USER" : sl_sasl_get_name (mechanism));
  if (mechanism == SL_SASL_COMMAND)
    return sign_in_with_user_and_pass (session);
  talk = make_talk (session);
  return sl_sasl_sign_in (conversation, mechanism, &talk);
}

static gboolean
count_messages (Pop3Session *session)
{
  SlConversation *conversation = session->conversation;

  sl_conversation_enter (conversation, SL_STAGE_MAILBOX);
  sl_mail_stream_start_reply (conversation->stream);
  if (!conversation->goodbye_sent && !sl_conversation_send (conversation, "STAT\r\n"))
    return FALSE;
  return expect (session, SL_POP3_STATUS_OK);
}

static void
converse (Pop3Session *session)
{
  const SlCheckRequest *request = session->conversation->request;
  SlSaslMechanism       mechanism;

  if (can_haste (session, &mechanism))
    {
      if (sign_in_with_haste (session, mechanism))
        count_messages (session);
      return;
    }
  if (!hear_greeting (session))
    return;
  if (request->server->security == SL_SECURITY_STARTTLS && !start_tls (session))
    return;
  if (request->kind == SL_CHECK_KIND_DOOR)
    return;
  if (sign_in (session))
    count_messages (session);
}

/**
 * sl_pop3_check:
 * @conversation: one that is open
 *
 * Makes a door or sign-in check over POP3: greeting, STLS where due, one sign-in, STAT, QUIT. It
 * holds the mailbox's lock for as short as it can: the user's own program may be waiting for it.
 *
 * Source: RFC 1939; RFC 2449; RFC 2595, 4; RFC 5034.
 */
void
sl_pop3_check (SlConversation *conversation)
{
  Pop3Session session = { .conversation = conversation, .capabilities = g_string_new (NULL) };

  converse (&session);
  sl_conversation_say_goodbye (conversation, QUIT_LINE);
  g_string_free (session.capabilities, TRUE);
}
