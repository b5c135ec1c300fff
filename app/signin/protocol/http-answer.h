/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * SlHttpShape:
 *
 * What an answer's body is, by what the server calls it and by how it begins.
 */
typedef enum
{
  SL_HTTP_SHAPE_OTHER,
  SL_HTTP_SHAPE_JSON,
  SL_HTTP_SHAPE_XML,
  SL_HTTP_SHAPE_HTML,
} SlHttpShape;

/**
 * SlHttpAnswer:
 * @status: HTTP status
 * @content_type: (nullable): lower-case, without parameters
 * @location: (nullable): where a redirect leads, as it was sent
 * @challenge: (nullable): all WWW-Authenticate headers, joined by commas
 * @retry_after_seconds: how long the server wants to be left alone, 0 if it does not say
 * @body: what came, with a NUL behind it; no known encoding
 * @length: bytes of @body
 *
 * One answer of a web server. Owned by who asked.
 */
typedef struct
{
  guint status;
  char *content_type;
  char *location;
  char *challenge;
  guint retry_after_seconds;
  char *body;
  gsize length;
} SlHttpAnswer;

void        sl_http_answer_free (SlHttpAnswer *answer);
SlHttpShape sl_http_answer_get_shape (const SlHttpAnswer *answer);
gboolean    sl_http_answer_is_redirect (const SlHttpAnswer *answer);
gboolean    sl_http_answer_offers (const SlHttpAnswer *answer, const char *scheme);
guint       sl_http_wait_parse (const char *text, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlHttpAnswer, sl_http_answer_free)
