/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "http-error.h"
#include "http-service.h"

#include <string.h>

/* What lies behind each kind of address, see http-service.c. */
static const char *const addresses[] = {
  "https://example.org/.well-known/openid-configuration",
  "https://graph.microsoft.com",
  "https://example.org/ews/exchange.asmx",
  "https://dav.example.org",
  "https://example.org",
};

/* A line with the status, one with the content type, one with the challenge; the rest is the body.
 */
static SlHttpAnswer *
read_answer (const uint8_t *data, size_t length)
{
  g_autofree char *text = g_strndup ((const char *) data, length);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 4);
  SlHttpAnswer *answer = NULL;
  size_t        start = 0;

  if (g_strv_length (lines) < 4)
    return NULL;
  for (int i = 0; i < 3; i++)
    start += strlen (lines[i]) + 1;
  answer = g_new0 (SlHttpAnswer, 1);
  answer->status = (guint) (g_ascii_strtoull (lines[0], NULL, 10) % 600);
  answer->content_type = g_ascii_strdown (lines[1], -1);
  answer->challenge = *lines[2] != '\0' ? g_strdup (lines[2]) : NULL;
  answer->retry_after_seconds = sl_http_wait_parse (lines[2], 0);
  answer->length = length - start;
  answer->body = g_malloc0 (answer->length + 1);
  memcpy (answer->body, data + start, answer->length);
  return answer;
}

/* Whatever a web server sends, or a portal in its place: an error with a code and words. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autoptr (SlHttpAnswer) answer = read_answer (data, length);
  g_autoptr (SlHttpError) error = NULL;

  if (answer == NULL)
    return 0;
  error = sl_http_error_read (answer);
  if (g_ascii_strtoull (error->code, NULL, 10) != answer->status)
    FUZZ_FAIL ("%s is not %u", error->code, answer->status);
  if (strstr (error->words, error->text) == NULL)
    FUZZ_FAIL ("%s lacks %s", error->words, error->text);
  sl_http_answer_offers (answer, "Basic");
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (SlServer) server = sl_server_new_from_uri (addresses[i], NULL);

      sl_http_service_accepts (sl_http_service_find (server), answer);
    }
  return 0;
}
