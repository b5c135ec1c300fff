/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * SlSmtpReply:
 * @status: the three digits, 0 before the first line
 * @enhanced: (nullable): the enhanced status code, such as "5.7.8"
 * @lines: each line's words without the digits and the enhanced code
 * @complete: whether the last line has come
 *
 * An SMTP reply of one or more lines, built up line by line.
 */
typedef struct
{
  guint      status;
  char      *enhanced;
  GPtrArray *lines;
  gboolean   complete;
} SlSmtpReply;

SlSmtpReply *sl_smtp_reply_new (void);
void         sl_smtp_reply_free (SlSmtpReply *reply);
gboolean     sl_smtp_reply_add_line (SlSmtpReply *reply, const char *line, GError **error);
char        *sl_smtp_reply_dup_text (const SlSmtpReply *reply);
char        *sl_smtp_reply_dup_code (const SlSmtpReply *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlSmtpReply, sl_smtp_reply_free)
