/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RFC 3501 IMAP4rev1 · RFC 2971 ID · RFC 4959 SASL-IR · RFC 5530 response codes · RFC 8314 implicit
 * TLS */
#define G_LOG_DOMAIN "sl-signin"

#include "imap-check.h"

#include "imap-reply.h"
#include "sasl-talk.h"
#include "server-name.h"

#include <string.h>

/* Tags are fixed: a command is sent at most once in a check. */
#define TAG_CAPABILITY "a1"
#define TAG_STARTTLS "a2"
#define TAG_CAPABILITY_AGAIN "a3"
#define TAG_SIGNIN "a4"
#define TAG_EXAMINE "a5"
#define TAG_LOGOUT "a6"
#define TAG_ID "a7"

#define LOGOUT_LINE TAG_LOGOUT " LOGOUT\r\n"
#define EXAMINE_LINE TAG_EXAMINE " EXAMINE INBOX\r\n"
#define ID_LINE TAG_ID " ID (\"name\" \"Storm Lantern\" \"version\" \"" SL_VERSION "\")\r\n"

/* Coremail's mark. At 163.com, 126.com and others it opens no mailbox to a program that has not
 * said its name: "NO EXAMINE Unsafe Login"; node-imap#908, himalaya#651. */
#define WANTS_NAME "X-CM-EXT-1"

typedef struct
{
  SlConversation *conversation;
  char           *capabilities; /* nullable: words separated by spaces */
  GString        *heard;        /* what stood in front of the tagged reply and may explain it */
  SlImapReply    *goodbye;      /* nullable: the server's BYE */
  gboolean        signed_in;
} ImapSession;

/* Reading */

static gboolean
fail_with_reply (ImapSession *session, const SlImapReply *reply)
{
  SlAnswerKind kind = SL_ANSWER_REFUSED;

  if (reply->status == SL_IMAP_STATUS_BAD)
    kind = SL_ANSWER_BAD;
  else if (reply->status == SL_IMAP_STATUS_BYE)
    kind = SL_ANSWER_GOODBYE;
  return sl_conversation_fail_with_answer (session->conversation, kind, reply->code, reply->text,
                                           session->heard->str);
}

/* A server that leaves says BYE and may never send the tagged reply: the BYE is then the answer. */
static void
note_end (ImapSession *session, const GError *error)
{
  if (session->goodbye != NULL)
    fail_with_reply (session, session->goodbye);
  sl_conversation_fail_with_error (session->conversation, error);
}

static void
take_notes (ImapSession *session, const SlImapReply *reply, const char *line)
{
  const char *capabilities = sl_imap_reply_get_capabilities (reply);

  if (capabilities != NULL)
    {
      g_free (session->capabilities);
      session->capabilities = g_strdup (capabilities);
    }
  if (reply->status != SL_IMAP_STATUS_NONE && reply->status != SL_IMAP_STATUS_OK)
    g_string_append_printf (session->heard, "%s\n", line);
}

static SlImapReply *
read_reply (ImapSession *session)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlImapReply) reply = NULL;
  g_autofree char *line = sl_mail_stream_read_line (session->conversation->stream, &error);

  if (line != NULL)
    reply = sl_imap_reply_parse (line, &error);
  if (reply == NULL)
    {
      note_end (session, error);
      return NULL;
    }
  take_notes (session, reply, line);
  return g_steal_pointer (&reply);
}

/* Reads up to the reply with that tag, or a continuation, which only AUTHENTICATE provokes. */
static SlImapReply *
read_answer (ImapSession *session, const char *tag)
{
  g_string_truncate (session->heard, 0);
  while (TRUE)
    {
      g_autoptr (SlImapReply) reply = read_reply (session);

      if (reply == NULL || sl_imap_reply_has_tag (reply, tag) || sl_imap_reply_has_tag (reply, "+"))
        return g_steal_pointer (&reply);
      if (reply->status == SL_IMAP_STATUS_BYE)
        {
          sl_imap_reply_free (session->goodbye);
          session->goodbye = g_steal_pointer (&reply);
        }
    }
}

static gboolean
has_capability (const ImapSession *session, const char *name)
{
  g_auto (GStrv) words
      = g_strsplit (session->capabilities != NULL ? session->capabilities : "", " ", -1);

  for (gsize i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (words[i], name) == 0)
      return TRUE;
  return FALSE;
}

static const char *
get_mailbox_lines (const ImapSession *session)
{
  return has_capability (session, WANTS_NAME) ? ID_LINE EXAMINE_LINE : EXAMINE_LINE;
}

static const char *
get_lines_behind_signin (const ImapSession *session)
{
  return has_capability (session, WANTS_NAME) ? ID_LINE EXAMINE_LINE LOGOUT_LINE
                                              : EXAMINE_LINE         LOGOUT_LINE;
}

/* Before sign-in */

static gboolean
ask_capabilities (ImapSession *session, const char *tag)
{
  g_autofree char *command = g_strdup_printf ("%s CAPABILITY\r\n", tag);
  g_autoptr (SlImapReply) reply = NULL;

  if (!sl_conversation_send (session->conversation, command))
    return FALSE;
  reply = read_answer (session, tag);
  if (reply == NULL)
    return FALSE;
  if (reply->status != SL_IMAP_STATUS_OK)
    return fail_with_reply (session, reply);
  return session->capabilities != NULL
         || sl_conversation_fail (session->conversation, SL_OUTCOME_PROTOCOL_ERROR);
}

/* RFC 3501, 7.1.5: OK, PREAUTH or BYE. Dovecot may announce the greeting before it comes. */
static gboolean
hear_greeting (ImapSession *session)
{
  g_autoptr (SlImapReply) greeting = read_reply (session);

  while (greeting != NULL && sl_imap_reply_is_waiting (greeting))
    {
      sl_imap_reply_free (greeting);
      greeting = read_reply (session);
    }
  if (greeting == NULL)
    return FALSE;
  session->conversation->result->server_name
      = sl_server_name_from_greeting (SL_PROTOCOL_IMAP, greeting->text);
  if (greeting->status == SL_IMAP_STATUS_BYE)
    return fail_with_reply (session, greeting);
  session->signed_in = greeting->status == SL_IMAP_STATUS_PREAUTH;
  if (!sl_imap_reply_has_tag (greeting, "*")
      || (greeting->status != SL_IMAP_STATUS_OK && !session->signed_in))
    return sl_conversation_fail (session->conversation, SL_OUTCOME_PROTOCOL_ERROR);
  return TRUE;
}

/* RFC 3501, 6.2.1: what was said before encryption is forgotten. A session that is signed in
 * already cannot be encrypted any more. */
static gboolean
start_tls (ImapSession *session)
{
  SlConversation *conversation = session->conversation;
  g_autoptr (SlImapReply) reply = NULL;

  if (session->capabilities == NULL && !ask_capabilities (session, TAG_CAPABILITY))
    return FALSE;
  if (session->signed_in || !has_capability (session, "STARTTLS"))
    return sl_conversation_fail (conversation, SL_OUTCOME_STARTTLS_MISSING);
  if (!sl_conversation_send (conversation, TAG_STARTTLS " STARTTLS\r\n"))
    return FALSE;
  reply = read_answer (session, TAG_STARTTLS);
  if (reply == NULL)
    return FALSE;
  if (reply->status != SL_IMAP_STATUS_OK)
    return sl_conversation_fail (conversation, SL_OUTCOME_STARTTLS_MISSING);
  g_clear_pointer (&session->capabilities, g_free);
  if (!sl_conversation_encrypt (conversation))
    return FALSE;
  sl_conversation_enter (conversation, SL_STAGE_GREETING);
  return TRUE;
}

/* Sign-in */

static gboolean
read_challenge (gpointer data, char **challenge)
{
  ImapSession *session = data;
  g_autoptr (SlImapReply) reply = read_answer (session, TAG_SIGNIN);

  if (reply == NULL)
    return FALSE;
  if (sl_imap_reply_has_tag (reply, "+"))
    *challenge = g_strdup (reply->text);
  return *challenge != NULL || reply->status == SL_IMAP_STATUS_OK
         || fail_with_reply (session, reply);
}

/* Everything that follows a sign-in of one command goes out with it: refused, the server says NO to
 * the first, BAD to the second, and goes. RFC 4959: the response travels with the command where the
 * server allows it. */
static SlSaslTalk
make_talk (ImapSession *session)
{
  return (SlSaslTalk){ TAG_SIGNIN " AUTHENTICATE",
                       has_capability (session, "SASL-IR") ? SL_MAX_LINE_BYTES : 0,
                       get_lines_behind_signin (session), read_challenge, session };
}

static gboolean
present_login_command (ImapSession *session)
{
  const SlCheckRequest *request = session->conversation->request;
  g_autoptr (SlSecret) quoted = sl_sasl_quote (request->secret);
  g_autofree char *user = sl_sasl_quote_user (request->server->user);
  g_autofree char *before = g_strdup_printf (TAG_SIGNIN " LOGIN %s ", user);

  return sl_conversation_send_secret (session->conversation, before, quoted,
                                      get_lines_behind_signin (session));
}

static gboolean
present (ImapSession *session, SlSaslMechanism mechanism)
{
  const SlSaslTalk talk = make_talk (session);

  if (mechanism == SL_SASL_COMMAND)
    return present_login_command (session);
  return sl_sasl_present (session->conversation, mechanism, &talk);
}

static gboolean
hear_answer (ImapSession *session)
{
  const SlSaslTalk talk = make_talk (session);

  return sl_sasl_hear_answer (session->conversation, &talk);
}

static SlSaslMechanism
choose (const ImapSession *session)
{
  SlSaslOffer offer
      = has_capability (session, "LOGINDISABLED") ? 0 : SL_SASL_OFFER (SL_SASL_COMMAND);

  sl_sasl_offer_add (&offer, session->capabilities, "AUTH=");
  return sl_sasl_choose (offer, session->conversation->request,
                         session->conversation->binding.base64 != NULL);
}

static void
recall_capabilities (ImapSession *session)
{
  const SlServerMemory *memory = session->conversation->memory;

  if (session->capabilities == NULL && memory != NULL)
    session->capabilities = g_strdup (memory->capabilities);
}

/* Everything, sign-in to goodbye, goes out at once, ahead of the greeting. Only a credential that
 * fits into one command can. */
static gboolean
can_haste (ImapSession *session, SlSaslMechanism *mechanism)
{
  SlSaslTalk talk;

  if (!sl_conversation_may_haste (session->conversation))
    return FALSE;
  recall_capabilities (session);
  *mechanism = choose (session);
  talk = make_talk (session);
  return *mechanism == SL_SASL_COMMAND
         || sl_sasl_fits_one_flight (session->conversation, *mechanism, &talk);
}

static void
note_mechanism (ImapSession *session, SlSaslMechanism mechanism)
{
  sl_conversation_learn (session->conversation, session->capabilities);
  session->conversation->result->mechanism
      = g_strdup (mechanism == SL_SASL_COMMAND ? "LOGIN" : sl_sasl_get_name (mechanism));
}

static gboolean
sign_in_with_haste (ImapSession *session, SlSaslMechanism mechanism)
{
  session->conversation->result->pipelined = TRUE;
  note_mechanism (session, mechanism);
  if (!present (session, mechanism) || !hear_greeting (session))
    return FALSE;
  /* The greeting may name other mechanisms than the last one did. */
  sl_conversation_learn (session->conversation, session->capabilities);
  sl_conversation_enter (session->conversation, SL_STAGE_AUTHENTICATION);
  return hear_answer (session);
}

static gboolean
sign_in (ImapSession *session)
{
  SlConversation *conversation = session->conversation;
  SlSaslMechanism mechanism;
  SlSaslTalk      talk;

  recall_capabilities (session);
  if (session->capabilities == NULL && !ask_capabilities (session, TAG_CAPABILITY_AGAIN))
    return FALSE;
  sl_conversation_enter (conversation, SL_STAGE_AUTHENTICATION);
  mechanism = choose (session);
  if (mechanism == SL_SASL_NONE)
    return sl_conversation_fail (conversation, SL_OUTCOME_AUTH_METHOD_DISABLED);
  note_mechanism (session, mechanism);
  if (mechanism == SL_SASL_COMMAND)
    return present_login_command (session) && hear_answer (session);
  talk = make_talk (session);
  return sl_sasl_sign_in (conversation, mechanism, &talk);
}

/* The mailbox */

/* Some servers take every sign-in and refuse only here. EXAMINE changes nothing, not even \Recent.
 */
static gboolean
open_inbox (ImapSession *session)
{
  SlConversation *conversation = session->conversation;
  g_autoptr (SlImapReply) reply = NULL;

  sl_conversation_enter (conversation, SL_STAGE_MAILBOX);
  sl_mail_stream_start_reply (conversation->stream);
  if (!conversation->goodbye_sent
      && !sl_conversation_send (conversation, get_mailbox_lines (session)))
    return FALSE;
  reply = read_answer (session, TAG_EXAMINE);
  if (reply == NULL)
    return FALSE;
  return reply->status == SL_IMAP_STATUS_OK || fail_with_reply (session, reply);
}

static void
converse (ImapSession *session)
{
  const SlCheckRequest *request = session->conversation->request;
  SlSaslMechanism       mechanism;

  if (can_haste (session, &mechanism))
    {
      if (sign_in_with_haste (session, mechanism))
        open_inbox (session);
      return;
    }
  /* What is remembered must not hide what the greeting says today. */
  g_clear_pointer (&session->capabilities, g_free);
  if (!hear_greeting (session))
    return;
  if (request->server->security == SL_SECURITY_STARTTLS && !start_tls (session))
    return;
  if (request->kind == SL_CHECK_KIND_DOOR)
    return;
  if (!session->signed_in && !sign_in (session))
    return;
  open_inbox (session);
}

/**
 * sl_imap_check:
 * @conversation: one that is open
 *
 * Makes a door or sign-in check over IMAP: greeting, STARTTLS where due, one sign-in, EXAMINE
 * INBOX, LOGOUT. What was found is in the conversation's result.
 *
 * Source: RFC 3501; RFC 2971; RFC 4959; RFC 5530.
 */
void
sl_imap_check (SlConversation *conversation)
{
  ImapSession session = { .conversation = conversation, .heard = g_string_new (NULL) };

  converse (&session);
  sl_conversation_say_goodbye (conversation, LOGOUT_LINE);
  sl_imap_reply_free (session.goodbye);
  g_string_free (session.heard, TRUE);
  g_free (session.capabilities);
}
