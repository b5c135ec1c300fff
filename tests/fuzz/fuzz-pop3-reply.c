/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "pop3-reply.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autofree char *line = g_strndup ((const char *) data, length);
  g_autoptr (SlPop3Reply) reply = sl_pop3_reply_parse (line, NULL);

  if (reply != NULL && reply->text == NULL)
    FUZZ_FAIL ("a reply without text");
  return 0;
}
