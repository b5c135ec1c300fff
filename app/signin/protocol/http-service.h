/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "http-answer.h"
#include "server.h"

typedef enum
{
  SL_HTTP_SERVICE_PAGE,   /* a web page, such as a sign-in page */
  SL_HTTP_SERVICE_OPENID, /* an OpenID discovery document; there is nothing to sign in to */
  SL_HTTP_SERVICE_GRAPH,  /* Microsoft Graph: the inbox */
  SL_HTTP_SERVICE_EWS,    /* Exchange Web Services: the inbox */
  SL_HTTP_SERVICE_DAV,    /* CalDAV or CardDAV: who am I */
} SlHttpServiceKind;

/**
 * SlHttpService:
 * @kind: what it is
 * @host: (nullable): pattern over the host, %NULL for all
 * @path: (nullable): pattern over the path in lower case, %NULL for all
 * @usual_path: where to ask if the address names no path
 * @method: how to ask at sign-in; a door is asked with GET
 * @accept: the kinds of answer that are understood
 * @content_type: (nullable): of @body
 * @body: (nullable): what is asked at sign-in
 * @depth: (nullable): WebDAV's Depth
 * @due: what the answer must be, %SL_HTTP_SHAPE_OTHER if anything will do
 *
 * One row of the table of what may lie behind an https address.
 */
typedef struct
{
  SlHttpServiceKind kind;
  const char       *host;
  const char       *path;
  const char       *usual_path;
  const char       *method;
  const char       *accept;
  const char       *content_type;
  const char       *body;
  const char       *depth;
  SlHttpShape       due;
} SlHttpService;

const SlHttpService *sl_http_service_find (const SlServer *server);
gboolean sl_http_service_accepts (const SlHttpService *service, const SlHttpAnswer *answer);
