/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "imap-reply.h"
#include "server-text.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autofree char *line = g_strndup ((const char *) data, length);
  g_autofree char *clean = sl_server_text_clean (line, NULL);
  g_autoptr (SlImapReply) reply = sl_imap_reply_parse (line, NULL);

  if (clean != NULL && !g_utf8_validate (clean, -1, NULL))
    FUZZ_FAIL ("cleaned text is no UTF-8");
  if (reply == NULL)
    return 0;
  if (reply->text == NULL || reply->tag == NULL)
    FUZZ_FAIL ("a reply without tag or text");
  sl_imap_reply_get_capabilities (reply);
  sl_imap_reply_is_waiting (reply);
  return 0;
}
