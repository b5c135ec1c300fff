/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RFC 9457 problem+json · RFC 8620, 3.6 JMAP · Microsoft Graph and EWS error bodies */
#define G_LOG_DOMAIN "sl-signin"

#include "http-error.h"

#include "http-credential.h"
#include "json-getters.h"
#include "json-text.h"
#include "xml-words.h"

#include <libsoup/soup.h>
#include <string.h>

/* More of a page than this is no error any more. */
#define LONGEST_TITLE_BYTES 200

/**
 * sl_http_error_free:
 * @error: (transfer full) (nullable): an error
 */
void
sl_http_error_free (SlHttpError *error)
{
  if (error == NULL)
    return;
  g_free (error->code);
  g_free (error->text);
  g_free (error->words);
  g_free (error);
}

static const char *
get_first (JsonObject *object, const char *const *names)
{
  for (gsize i = 0; names[i] != NULL; i++)
    if (sl_json_get_string (object, names[i]) != NULL)
      return sl_json_get_string (object, names[i]);
  return NULL;
}

/* "urn:ietf:params:jmap:error:limit" is told by its last word. */
static const char *
last_part (const char *type)
{
  const char *colon = type != NULL ? strrchr (type, ':') : NULL;

  return colon != NULL && colon[1] != '\0' && colon[1] != '/' ? colon + 1 : type;
}

/* Takes the accepted shapes:
 *   {"type":"urn:…:limit","limit":"maxCallsInRequest","detail":"…"}     RFC 9457, RFC 8620, 3.6.1
 *   {"error":{"code":"InvalidAuthenticationToken","message":"…"}}       Microsoft Graph
 *   {"error":"invalid_token","error_description":"…"}                   RFC 6749, 5.2
 */
static void
read_json (const SlHttpAnswer *answer, GString *code, GString *text)
{
  static const char *const codes[] = { "code", "error", "type", NULL };
  static const char *const texts[] = { "message", "error_description", "detail", "title", NULL };
  g_autoptr (JsonNode) node = sl_json_parse (answer->body, (gssize) answer->length, NULL);
  JsonObject *object = sl_json_get_root (node);
  JsonObject *inner = sl_json_get_object (object, "error");
  const char *found;

  if (object == NULL)
    return;
  if (inner != NULL)
    object = inner;
  found = last_part (get_first (object, codes));
  if (found != NULL)
    g_string_append_printf (code, " %s", found);
  if (sl_json_get_string (object, "limit") != NULL)
    g_string_append_printf (text, "%s: ", sl_json_get_string (object, "limit"));
  found = get_first (object, texts);
  if (found != NULL)
    g_string_append (text, found);
}

/* A page for people says what it is in its title. */
static void
read_title (const SlHttpAnswer *answer, GString *text)
{
  g_autofree char *lower = g_ascii_strdown (answer->body, (gssize) strlen (answer->body));
  const char      *start = strstr (lower, "<title");
  const char      *end;

  start = start != NULL ? strchr (start, '>') : NULL;
  end = start != NULL ? strchr (start, '<') : NULL;
  if (end != NULL && end - start - 1 <= LONGEST_TITLE_BYTES)
    g_string_append_len (text, answer->body + (start + 1 - lower), end - start - 1);
}

static void
read_body (const SlHttpAnswer *answer, GString *code, GString *text, GString *words)
{
  switch (sl_http_answer_get_shape (answer))
    {
    case SL_HTTP_SHAPE_JSON:
      read_json (answer, code, text);
      break;
    case SL_HTTP_SHAPE_XML:
      sl_xml_words_read (answer->body, answer->length, code, text, words);
      break;
    case SL_HTTP_SHAPE_HTML:
      read_title (answer, text);
      /* Networks that want a sign-in of their own say so to programs, too: WISPr, 2. */
      if (strstr (answer->body, "WISPAccessGatewayParam") != NULL)
        g_string_append (words, "WISPAccessGatewayParam\n");
      break;
    case SL_HTTP_SHAPE_OTHER:
    default:
      break;
    }
}

/**
 * sl_http_error_read:
 * @answer: an answer that is not "yes", or not what was due
 *
 * Reads what it says. Pure.
 *
 * Source: RFC 9457, 3; RFC 8620, 3.6.1; https://learn.microsoft.com/graph/errors; [MS-OXWSCDATA],
 * ResponseCodeType.
 *
 * Returns: (transfer full): what was found
 */
SlHttpError *
sl_http_error_read (const SlHttpAnswer *answer)
{
  SlHttpError *error = g_new0 (SlHttpError, 1);
  const char  *reason = soup_status_get_phrase (answer->status);
  GString     *code = g_string_new (NULL);
  GString     *text = g_string_new (NULL);
  GString     *words = g_string_new (NULL);

  g_string_printf (code, "%u", answer->status);
  read_body (answer, code, text, words);
  if (text->len == 0 && answer->location != NULL)
    g_string_append (text, answer->location);
  if (text->len == 0)
    g_string_append_printf (text, "%s", reason);
  if (answer->challenge != NULL)
    g_string_append_printf (words, "WWW-Authenticate: %s\n", answer->challenge);
  if (answer->retry_after_seconds > 0)
    g_string_append_printf (words, "Retry-After: %u\n", answer->retry_after_seconds);
  g_string_append_printf (words, "%s %s", code->str, text->str);
  error->code = g_string_free (code, FALSE);
  error->text = g_string_free (text, FALSE);
  error->words = g_string_free (words, FALSE);
  return error;
}

/* RFC 9110, 15.5.2: a 401 names what would be taken; ours may not be among it. */
static gboolean
wants_another_way (const SlConversation *conversation, const SlHttpAnswer *answer)
{
  return answer->status == SOUP_STATUS_UNAUTHORIZED && conversation->presented != NULL
         && !sl_http_answer_offers (answer, sl_http_credential_get_scheme (conversation->request));
}

/**
 * sl_http_error_fail:
 * @conversation: a check
 * @answer: an answer that is not "yes", or not what was due
 *
 * Notes what the server said, and what it means.
 *
 * Returns: %FALSE
 */
gboolean
sl_http_error_fail (SlConversation *conversation, const SlHttpAnswer *answer)
{
  g_autoptr (SlHttpError) error = sl_http_error_read (answer);
  SlAnswerKind kind
      = wants_another_way (conversation, answer) ? SL_ANSWER_OTHER_WAY : SL_ANSWER_REFUSED;

  return sl_conversation_fail_with_answer (conversation, kind, error->code, error->text,
                                           error->words);
}
