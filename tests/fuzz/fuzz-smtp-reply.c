/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "smtp-reply.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autofree char *text = g_strndup ((const char *) data, length);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 256);
  g_autoptr (SlSmtpReply) reply = sl_smtp_reply_new ();
  g_autofree char *joined = NULL;
  g_autofree char *code = NULL;

  for (gsize i = 0; lines[i] != NULL && !reply->complete; i++)
    if (!sl_smtp_reply_add_line (reply, lines[i], NULL))
      return 0;
  joined = sl_smtp_reply_dup_text (reply);
  code = sl_smtp_reply_dup_code (reply);
  return 0;
}
