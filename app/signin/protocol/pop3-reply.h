/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

typedef enum
{
  SL_POP3_STATUS_OK,
  SL_POP3_STATUS_ERR,
  SL_POP3_STATUS_CONTINUE, /* "+ " in an AUTH exchange */
} SlPop3Status;

/**
 * SlPop3Reply:
 * @status: +OK, -ERR or the request for more of an AUTH exchange
 * @code: (nullable): the response code, upper-case, such as "SYS/TEMP"
 * @text: the words for people, never %NULL, no known encoding
 *
 * The first line of a POP3 reply, taken apart. An immutable value.
 */
typedef struct
{
  SlPop3Status status;
  char        *code;
  char        *text;
} SlPop3Reply;

SlPop3Reply *sl_pop3_reply_parse (const char *line, GError **error);
void         sl_pop3_reply_free (SlPop3Reply *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlPop3Reply, sl_pop3_reply_free)
