/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RFC 5321 SMTP · RFC 6409 submission · RFC 3207 STARTTLS · RFC 4954 AUTH · RFC 2920 PIPELINING */
#define G_LOG_DOMAIN "sl-signin"

#include "smtp-check.h"

#include "sasl-talk.h"
#include "server-name.h"
#include "smtp-reply.h"

#include <string.h>

#define QUIT_LINE "QUIT\r\n"

/* RFC 4954, 4: the command with its first answer is a line like any other; RFC 5321, 4.5.3.1.4. */
#define LONGEST_COMMAND_BYTES 512

#define STATUS_READY 220
#define STATUS_DONE 250
#define STATUS_SIGNED_IN 235
#define STATUS_CONTINUE 334

typedef struct
{
  SlConversation *conversation;
  SlSaslOffer     offer;
  gboolean        starttls;
  gboolean        pipelining;
} SmtpSession;

/* Reading */

static SlSmtpReply *
read_reply (SmtpSession *session)
{
  g_autoptr (SlSmtpReply) reply = sl_smtp_reply_new ();

  while (!reply->complete)
    {
      g_autofree char *line = sl_conversation_read_line (session->conversation);
      g_autoptr (GError) error = NULL;

      if (line == NULL)
        return NULL;
      if (!sl_smtp_reply_add_line (reply, line, &error))
        {
          sl_conversation_fail_with_error (session->conversation, error);
          return NULL;
        }
    }
  return g_steal_pointer (&reply);
}

static gboolean
fail_with_reply (SmtpSession *session, const SlSmtpReply *reply)
{
  g_autofree char *code = sl_smtp_reply_dup_code (reply);
  g_autofree char *text = sl_smtp_reply_dup_text (reply);
  g_autofree char *words = g_strdup_printf ("%s %s", code, text);

  /* A "yes" of the wrong kind. */
  if (reply->status < 400)
    return sl_conversation_fail (session->conversation, SL_OUTCOME_PROTOCOL_ERROR);
  return sl_conversation_fail_with_answer (session->conversation, SL_ANSWER_REFUSED, code, text,
                                           words);
}

/* Before sign-in */

static gboolean
hear_greeting (SmtpSession *session)
{
  g_autoptr (SlSmtpReply) greeting = read_reply (session);

  if (greeting == NULL)
    return FALSE;
  session->conversation->result->server_name
      = sl_server_name_from_greeting (SL_PROTOCOL_SMTP, g_ptr_array_index (greeting->lines, 0));
  return greeting->status == STATUS_READY || fail_with_reply (session, greeting);
}

/* The first line is the server's name. "AUTH=" is how old servers wrote it. */
static void
note_extensions (SmtpSession *session, const SlSmtpReply *reply)
{
  session->offer = 0;
  session->starttls = session->pipelining = FALSE;
  for (guint i = 1; i < reply->lines->len; i++)
    {
      const char *line = g_ptr_array_index (reply->lines, i);

      if (g_ascii_strcasecmp (line, "STARTTLS") == 0)
        session->starttls = TRUE;
      else if (g_ascii_strcasecmp (line, "PIPELINING") == 0)
        session->pipelining = TRUE;
      else if (g_ascii_strncasecmp (line, "AUTH ", strlen ("AUTH ")) == 0
               || g_ascii_strncasecmp (line, "AUTH=", strlen ("AUTH=")) == 0)
        sl_sasl_offer_add (&session->offer, line + strlen ("AUTH "), "");
    }
}

/* RFC 5321, 4.1.3: our address stands for a name, so that the computer's own name stays here. */
static char *
make_ehlo_line (const SlMailStream *stream)
{
  g_autofree char *address = sl_mail_stream_dup_address (stream, FALSE);

  if (address == NULL)
    return g_strdup ("EHLO localhost\r\n");
  return g_strdup_printf ("EHLO [%s%s]\r\n", strchr (address, ':') != NULL ? "IPv6:" : "", address);
}

static gboolean
say_hello (SmtpSession *session)
{
  g_autofree char *line = make_ehlo_line (session->conversation->stream);
  g_autoptr (SlSmtpReply) reply = NULL;

  if (!sl_conversation_send (session->conversation, line))
    return FALSE;
  reply = read_reply (session);
  if (reply == NULL)
    return FALSE;
  if (reply->status != STATUS_DONE)
    return fail_with_reply (session, reply);
  note_extensions (session, reply);
  return TRUE;
}

static gboolean
start_tls (SmtpSession *session)
{
  SlConversation *conversation = session->conversation;
  g_autoptr (SlSmtpReply) reply = NULL;

  if (!session->starttls)
    return sl_conversation_fail (conversation, SL_OUTCOME_STARTTLS_MISSING);
  if (!sl_conversation_send (conversation, "STARTTLS\r\n"))
    return FALSE;
  reply = read_reply (session);
  if (reply == NULL)
    return FALSE;
  if (reply->status != STATUS_READY)
    return sl_conversation_fail (conversation, SL_OUTCOME_STARTTLS_MISSING);
  if (!sl_conversation_encrypt (conversation))
    return FALSE;
  sl_conversation_enter (conversation, SL_STAGE_GREETING);
  return say_hello (session);
}

/* Sign-in */

static gboolean
read_challenge (gpointer data, char **challenge)
{
  SmtpSession *session = data;
  g_autoptr (SlSmtpReply) reply = read_reply (session);

  if (reply == NULL)
    return FALSE;
  if (reply->status == STATUS_CONTINUE)
    *challenge = g_strdup (g_ptr_array_index (reply->lines, 0));
  return *challenge != NULL || reply->status == STATUS_SIGNED_IN
         || fail_with_reply (session, reply);
}

static gboolean
sign_in (SmtpSession *session)
{
  /* RFC 4954, 4: commands may follow a response that is the last one, if the server takes several
   * together. */
  const SlSaslTalk talk = { "AUTH", LONGEST_COMMAND_BYTES, session->pipelining ? QUIT_LINE : NULL,
                            read_challenge, session };
  SlConversation  *conversation = session->conversation;
  SlSaslMechanism  mechanism = sl_sasl_choose (session->offer, conversation->request,
                                               conversation->binding.base64 != NULL);

  sl_conversation_enter (conversation, SL_STAGE_AUTHENTICATION);
  if (mechanism == SL_SASL_NONE)
    return sl_conversation_fail (conversation, SL_OUTCOME_AUTH_METHOD_DISABLED);
  conversation->result->mechanism = g_strdup (sl_sasl_get_name (mechanism));
  return sl_sasl_sign_in (conversation, mechanism, &talk);
}

static void
converse (SmtpSession *session)
{
  const SlCheckRequest *request = session->conversation->request;

  if (!hear_greeting (session) || !say_hello (session))
    return;
  if (request->server->security == SL_SECURITY_STARTTLS && !start_tls (session))
    return;
  if (request->kind == SL_CHECK_KIND_SIGNIN)
    sign_in (session);
}

/**
 * sl_smtp_check:
 * @conversation: one that is open
 *
 * Makes a door or sign-in check over SMTP submission: greeting, EHLO, STARTTLS where due, one AUTH,
 * QUIT. Nothing is said before the greeting, which servers punish, and no message is begun.
 *
 * Source: RFC 5321; RFC 3207; RFC 4954.
 */
void
sl_smtp_check (SlConversation *conversation)
{
  SmtpSession session = { .conversation = conversation };

  converse (&session);
  sl_conversation_say_goodbye (conversation, QUIT_LINE);
}
