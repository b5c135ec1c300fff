/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RFC 8620 JMAP · RFC 8621 JMAP for Mail */
#define G_LOG_DOMAIN "sl-signin"

#include "jmap-check.h"

#include "http-error.h"
#include "http-visit.h"
#include "jmap-session.h"

/* RFC 8620, 2.2. */
#define WELL_KNOWN_PATH "/.well-known/jmap"

/* The session is believed because of the certificate, which is checked in every visit; it is not
 * tied to one key, and must be known before there is a connection. */
#define ANY_KEY "any"

#define JSON "application/json"

typedef struct
{
  SlConversation *conversation;
  SlHttpVisit    *visit;
  SlJmapSession  *known;   /* nullable: from the last good check */
  SlJmapSession  *session; /* nullable: what this check goes by */
} JmapCheck;

static gboolean
is_yes (const SlHttpAnswer *answer)
{
  return answer->status == 200 && sl_http_answer_get_shape (answer) == SL_HTTP_SHAPE_JSON;
}

/* Without a credential "who are you?" is the right answer: the server is there. */
static void
knock (JmapCheck *check)
{
  const SlHttpQuestion question = { .method = "GET", .accept = JSON, .stage = SL_STAGE_GREETING };
  g_autoptr (GUri) address
      = sl_http_visit_make_address (check->conversation->request->server, WELL_KNOWN_PATH);
  g_autoptr (SlHttpAnswer) answer = sl_http_visit_ask (check->visit, &question, &address);

  if (answer != NULL && answer->status != 401 && answer->status != 403 && !is_yes (answer))
    sl_http_error_fail (check->conversation, answer);
}

static void
recall_session (JmapCheck *check)
{
  SlConversation *conversation = check->conversation;

  conversation->key = g_strdup (ANY_KEY);
  conversation->memory = sl_server_memory_recall (conversation->request->server, conversation->key);
  if (conversation->memory != NULL)
    check->known = sl_jmap_session_recall (conversation->memory->capabilities);
}

/* The way there may have been longer, but it has led there before: a failure forgets it. */
static GUri *
find_session_address (JmapCheck *check)
{
  g_autoptr (GUri) usual
      = sl_http_visit_make_address (check->conversation->request->server, WELL_KNOWN_PATH);

  if (check->known != NULL && usual != NULL
      && sl_http_visit_have_same_origin (usual, check->known->own_address))
    return g_uri_ref (check->known->own_address);
  return g_steal_pointer (&usual);
}

static gboolean
take_session (JmapCheck *check, const SlHttpAnswer *answer, GUri *address)
{
  gboolean no_mail;

  check->session = sl_jmap_session_parse (answer->body, answer->length, address, &no_mail);
  if (check->session != NULL)
    return TRUE;
  if (no_mail)
    sl_conversation_enter (check->conversation, SL_STAGE_MAILBOX);
  return sl_conversation_fail (check->conversation,
                               no_mail ? SL_OUTCOME_MAILBOX_REFUSED : SL_OUTCOME_PROTOCOL_ERROR);
}

static gboolean
fetch_session (JmapCheck *check)
{
  const SlHttpQuestion question
      = { .method = "GET", .accept = JSON, .presents = TRUE, .stage = SL_STAGE_AUTHENTICATION };
  g_autoptr (GUri) address = find_session_address (check);
  g_autoptr (SlHttpAnswer) answer = sl_http_visit_ask (check->visit, &question, &address);

  if (answer == NULL)
    return FALSE;
  if (!is_yes (answer))
    return sl_http_error_fail (check->conversation, answer);
  return take_session (check, answer, address);
}

static void
judge (JmapCheck *check, const SlHttpAnswer *answer)
{
  SlConversation  *conversation = check->conversation;
  g_autofree char *type = NULL;

  switch (sl_jmap_answer_parse (answer->body, answer->length, &type))
    {
    case SL_JMAP_ANSWER_INBOX:
      return;
    case SL_JMAP_ANSWER_NO_INBOX:
      sl_conversation_fail (conversation, SL_OUTCOME_MAILBOX_REFUSED);
      return;
    case SL_JMAP_ANSWER_ERROR:
      sl_conversation_fail_with_answer (conversation, SL_ANSWER_REFUSED, type, type, type);
      return;
    case SL_JMAP_ANSWER_NONSENSE:
    default:
      sl_conversation_fail (conversation, SL_OUTCOME_PROTOCOL_ERROR);
    }
}

static void
open_inbox (JmapCheck *check)
{
  SlConversation      *conversation = check->conversation;
  g_autofree char     *body = sl_jmap_session_make_question (check->session);
  const SlHttpQuestion question = {
    .method = "POST",
    .accept = JSON,
    .content_type = JSON,
    .body = body,
    .presents = TRUE,
    .stage = conversation->presented == NULL ? SL_STAGE_AUTHENTICATION : SL_STAGE_MAILBOX,
  };
  g_autoptr (GUri) address = g_uri_ref (check->session->api_address);
  g_autoptr (SlHttpAnswer) answer = sl_http_visit_ask (check->visit, &question, &address);

  if (answer == NULL)
    return;
  if (answer->status == 200)
    sl_conversation_enter (conversation, SL_STAGE_MAILBOX);
  if (is_yes (answer))
    judge (check, answer);
  else
    sl_http_error_fail (conversation, answer);
}

static void
sign_in (JmapCheck *check)
{
  SlConversation  *conversation = check->conversation;
  g_autofree char *learned = NULL;

  recall_session (check);
  if (!conversation->request->polite)
    check->session = g_steal_pointer (&check->known);
  if (check->session == NULL && !fetch_session (check))
    return;
  learned = sl_jmap_session_to_text (check->session);
  sl_conversation_learn (conversation, learned);
  open_inbox (check);
}

/**
 * sl_jmap_check:
 * @conversation: one that has not begun
 *
 * Makes a door or sign-in check over JMAP: the session object, unless it is remembered from the
 * last good check (then only its address is remembered if the check is polite), and one request
 * that finds and opens the inbox. In HTTP every request carries
 * the credential; none follows one that was refused.
 *
 * Source: RFC 8620, 2 and 3; RFC 8621, 2.
 */
void
sl_jmap_check (SlConversation *conversation)
{
  JmapCheck check = { conversation, sl_http_visit_new (conversation), NULL, NULL };

  if (conversation->request->kind == SL_CHECK_KIND_DOOR)
    knock (&check);
  else
    sign_in (&check);
  sl_jmap_session_free (check.known);
  sl_jmap_session_free (check.session);
  sl_http_visit_free (check.visit);
}
