/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "conversation.h"
#include "http-answer.h"

/* Far more than an inbox, a session or an error is; a page for people may be cut. */
#define SL_HTTP_MAX_BODY_BYTES (256 * 1024)

/**
 * SlHttpQuestion:
 * @method: such as "GET"
 * @accept: the kinds of answer that are understood
 * @content_type: (nullable): of @body
 * @body: (nullable): what is sent
 * @depth: (nullable): WebDAV's Depth
 * @presents: whether the credential goes with it
 * @stage: what is being done while the answer is waited for
 *
 * One request.
 */
typedef struct
{
  const char *method;
  const char *accept;
  const char *content_type;
  const char *body;
  const char *depth;
  gboolean    presents;
  SlStage     stage;
} SlHttpQuestion;

/**
 * SlHttpVisit:
 *
 * The connection of one check to a web server. It promises that the credential is put into a
 * request only after the connection has been looked at, resumed sessions included, that it never
 * follows a redirect to another origin, and that no answer is read without end. Owned by the check,
 * used in its thread.
 */
typedef struct _SlHttpVisit SlHttpVisit;

SlHttpVisit  *sl_http_visit_new (SlConversation *conversation);
void          sl_http_visit_free (SlHttpVisit *self);
GUri         *sl_http_visit_make_address (const SlServer *server, const char *usual_path);
gboolean      sl_http_visit_have_same_origin (GUri *one, GUri *other);
SlHttpAnswer *sl_http_visit_ask (SlHttpVisit *self, const SlHttpQuestion *question, GUri **address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlHttpVisit, sl_http_visit_free)
