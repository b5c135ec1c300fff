/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "token-reply.h"

#include <string.h>

#define LATER_SECONDS (24 * 60 * 60)

/* A line with the status, one with Retry-After; the rest is what a token endpoint sends: a token
 * exactly if it is well, and a word that may be shown. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autofree char *text = g_strndup ((const char *) data, length);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 3);
  SlTokenAnswer answer = { 0 };
  g_autoptr (SlTokenReply) reply = NULL;
  size_t start;

  if (g_strv_length (lines) < 3)
    return 0;
  start = strlen (lines[0]) + strlen (lines[1]) + 2;
  answer.status = (guint) (g_ascii_strtoull (lines[0], NULL, 10) % 600);
  answer.retry_after = *lines[1] != '\0' ? lines[1] : NULL;
  answer.body = (const char *) data + start;
  answer.length = length - start;
  if (answer.length > SL_TOKEN_REPLY_MAX_BYTES)
    return 0;
  reply = sl_token_reply_new (&answer, 0);
  if ((reply->outcome == SL_OUTCOME_OK) != (reply->access_token != NULL))
    FUZZ_FAIL ("outcome %d does not go with the token", reply->outcome);
  if (reply->retry_after_seconds > LATER_SECONDS)
    FUZZ_FAIL ("%u seconds are longer than a day", reply->retry_after_seconds);
  for (const char *next = reply->error; next != NULL && *next != '\0'; next++)
    if (g_ascii_iscntrl (*next))
      FUZZ_FAIL ("the word holds a control character");
  return 0;
}
