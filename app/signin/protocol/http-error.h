/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "conversation.h"
#include "http-answer.h"

/**
 * SlHttpError:
 * @code: the status and, where the body names one, the machine word: "503", "401 InvalidToken"
 * @text: the server's words for people, no known encoding
 * @words: everything by which a reply may be known: code, text, challenge, further fields
 *
 * What an answer that is not "yes" says, whatever language its body speaks.
 */
typedef struct
{
  char *code;
  char *text;
  char *words;
} SlHttpError;

SlHttpError *sl_http_error_read (const SlHttpAnswer *answer);
void         sl_http_error_free (SlHttpError *error);
gboolean     sl_http_error_fail (SlConversation *conversation, const SlHttpAnswer *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlHttpError, sl_http_error_free)
