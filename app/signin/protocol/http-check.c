/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RFC 9110 HTTP semantics; what lies behind an address: http-service.c */
#define G_LOG_DOMAIN "sl-signin"

#include "http-check.h"

#include "http-error.h"
#include "http-service.h"
#include "http-visit.h"

#include <string.h>

static gboolean
is_good_status (guint status)
{
  return status >= 200 && status <= 299;
}

/* Without a credential "who are you?", "not for you" and "not in this way" come from a server that
 * works. */
static gboolean
opens (const SlHttpService *service, const SlHttpAnswer *answer)
{
  if (answer->status == 401 || answer->status == 403 || answer->status == 405)
    return service->kind != SL_HTTP_SERVICE_OPENID;
  return is_good_status (answer->status)
         && (service->kind != SL_HTTP_SERVICE_OPENID || sl_http_service_accepts (service, answer));
}

static void
knock (SlConversation *conversation, SlHttpVisit *visit, const SlHttpService *service)
{
  const SlHttpQuestion question
      = { .method = "GET", .accept = service->accept, .stage = SL_STAGE_GREETING };
  g_autoptr (GUri) address
      = sl_http_visit_make_address (conversation->request->server, service->usual_path);
  g_autoptr (SlHttpAnswer) answer = sl_http_visit_ask (visit, &question, &address);

  if (answer != NULL && !opens (service, answer))
    sl_http_error_fail (conversation, answer);
}

/* Exchange says 200 and means no: the code in the body decides. */
static gboolean
says_no (const SlHttpService *service, const SlHttpAnswer *answer)
{
  g_autoptr (SlHttpError) error = NULL;

  if (service->kind != SL_HTTP_SERVICE_EWS)
    return FALSE;
  error = sl_http_error_read (answer);
  return !g_str_has_suffix (error->code, " NoError");
}

static void
sign_in (SlConversation *conversation, SlHttpVisit *visit, const SlHttpService *service)
{
  const SlHttpQuestion question = {
    .method = service->method,
    .accept = service->accept,
    .content_type = service->content_type,
    .body = service->body,
    .depth = service->depth,
    .presents = TRUE,
    .stage = SL_STAGE_AUTHENTICATION,
  };
  g_autoptr (GUri) address
      = sl_http_visit_make_address (conversation->request->server, service->usual_path);
  g_autoptr (SlHttpAnswer) answer = sl_http_visit_ask (visit, &question, &address);

  if (answer == NULL)
    return;
  if (is_good_status (answer->status))
    sl_conversation_enter (conversation, SL_STAGE_MAILBOX);
  if (!is_good_status (answer->status) || !sl_http_service_accepts (service, answer)
      || says_no (service, answer))
    sl_http_error_fail (conversation, answer);
}

/**
 * sl_http_check:
 * @conversation: one that has not begun
 *
 * Makes a door or sign-in check over HTTPS: a page or an OpenID discovery document as a door, one
 * request to Microsoft Graph, Exchange Web Services, CalDAV or CardDAV as a sign-in.
 *
 * Source: RFC 9110; http-service.c.
 */
void
sl_http_check (SlConversation *conversation)
{
  const SlHttpService *service = sl_http_service_find (conversation->request->server);
  g_autoptr (SlHttpVisit) visit = sl_http_visit_new (conversation);

  if (conversation->request->kind == SL_CHECK_KIND_DOOR)
    knock (conversation, visit, service);
  else if (service->kind == SL_HTTP_SERVICE_OPENID)
    sl_conversation_fail (conversation, SL_OUTCOME_AUTH_METHOD_DISABLED);
  else
    sign_in (conversation, visit, service);
}
