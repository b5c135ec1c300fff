/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

typedef enum
{
  SL_IMAP_STATUS_NONE, /* data, such as "* 5 EXISTS", or a continuation */
  SL_IMAP_STATUS_OK,
  SL_IMAP_STATUS_NO,
  SL_IMAP_STATUS_BAD,
  SL_IMAP_STATUS_BYE,
  SL_IMAP_STATUS_PREAUTH,
} SlImapStatus;

/**
 * SlImapReply:
 * @tag: "*" for untagged, "+" for a continuation, else the command's tag
 * @status: OK, NO, BAD, BYE, PREAUTH or none
 * @code: (nullable): the response code's first word, upper-case, such as "UNAVAILABLE"
 * @code_argument: (nullable): what follows it inside the brackets
 * @text: the words for people; for data, everything behind the tag; never %NULL, no known encoding
 *
 * One line of an IMAP server, taken apart. An immutable value.
 */
typedef struct
{
  char        *tag;
  SlImapStatus status;
  char        *code;
  char        *code_argument;
  char        *text;
} SlImapReply;

SlImapReply *sl_imap_reply_parse (const char *line, GError **error);
void         sl_imap_reply_free (SlImapReply *reply);
gboolean     sl_imap_reply_has_tag (const SlImapReply *reply, const char *tag);
const char  *sl_imap_reply_get_capabilities (const SlImapReply *reply);
gboolean     sl_imap_reply_is_waiting (const SlImapReply *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlImapReply, sl_imap_reply_free)
