/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "pop3-reply.h"

#include "signin-error.h"

#include <string.h>

static const struct
{
  const char  *word;
  SlPop3Status status;
} statuses[] = {
  { "+OK", SL_POP3_STATUS_OK },
  { "-ERR", SL_POP3_STATUS_ERR },
  { "+", SL_POP3_STATUS_CONTINUE },
};

static gboolean
read_status (const char *line, SlPop3Status *status, const char **rest)
{
  gsize length = strcspn (line, " ");

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (strlen (statuses[i].word) == length
        && g_ascii_strncasecmp (line, statuses[i].word, length) == 0)
      {
        *status = statuses[i].status;
        *rest = line + length + strspn (line + length, " ");
        return TRUE;
      }
  return FALSE;
}

/* "[SYS/TEMP] text"; a bracket that is never closed is text. */
static const char *
read_code (SlPop3Reply *reply, const char *text)
{
  const char *close = text[0] == '[' ? strchr (text, ']') : NULL;

  if (close == NULL || close == text + 1)
    return text;
  reply->code = g_ascii_strup (text + 1, close - text - 1);
  return close + 1 + strspn (close + 1, " ");
}

/**
 * sl_pop3_reply_parse:
 * @line: one line without its line end, UTF-8 not required
 * @error: set to %SL_SIGNIN_ERROR_PROTOCOL, or %SL_SIGNIN_ERROR_HTTP if a web server speaks
 *
 * Takes the first line of a POP3 reply apart.
 *
 * Source: RFC 1939, 3; RFC 2449, 8 (response codes); RFC 5034, 4 ("+ " continuation).
 *
 * Returns: (transfer full) (nullable): the reply, or %NULL with @error set
 */
SlPop3Reply *
sl_pop3_reply_parse (const char *line, GError **error)
{
  g_autoptr (SlPop3Reply) reply = g_new0 (SlPop3Reply, 1);
  const char *rest;

  if (!read_status (line, &reply->status, &rest))
    {
      if (g_str_has_prefix (line, "HTTP/"))
        g_set_error_literal (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_HTTP,
                             "A web server answered instead of a POP3 server");
      else
        g_set_error_literal (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_PROTOCOL,
                             "The server sent a line that is not POP3");
      return NULL;
    }
  if (reply->status != SL_POP3_STATUS_CONTINUE)
    rest = read_code (reply, rest);
  reply->text = g_strdup (rest);
  return g_steal_pointer (&reply);
}

/**
 * sl_pop3_reply_free:
 * @reply: (transfer full) (nullable): a reply
 */
void
sl_pop3_reply_free (SlPop3Reply *reply)
{
  if (reply == NULL)
    return;
  g_free (reply->code);
  g_free (reply->text);
  g_free (reply);
}
