/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "imap-reply.h"

#include "signin-error.h"

#include <string.h>

#define CAPABILITY_WORD "CAPABILITY"

/* Dovecot greets with this, perhaps several times, while its own sign-in process starts.
 * Source: Dovecot 2.3.19.1, login-common/client-common-auth.c. */
#define WAITING_TEXT "Waiting for authentication process"

static const struct
{
  const char  *word;
  SlImapStatus status;
} statuses[] = {
  { "OK", SL_IMAP_STATUS_OK },           { "NO", SL_IMAP_STATUS_NO },
  { "BAD", SL_IMAP_STATUS_BAD },         { "BYE", SL_IMAP_STATUS_BYE },
  { "PREAUTH", SL_IMAP_STATUS_PREAUTH },
};

static const char *
skip_spaces (const char *text)
{
  return text + strspn (text, " ");
}

static SlImapStatus
read_status (const char *text, const char **rest)
{
  gsize length = strcspn (text, " ");

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (strlen (statuses[i].word) == length
        && g_ascii_strncasecmp (text, statuses[i].word, length) == 0)
      {
        *rest = skip_spaces (text + length);
        return statuses[i].status;
      }
  *rest = text;
  return SL_IMAP_STATUS_NONE;
}

/* "[CODE argument] text"; a bracket that is never closed is text. */
static const char *
read_code (SlImapReply *reply, const char *text)
{
  const char *close;
  gsize       word_length;

  if (text[0] != '[')
    return text;
  close = strchr (text, ']');
  if (close == NULL)
    return text;
  text++;
  word_length = strcspn (text, " ]");
  if (word_length > 0)
    reply->code = g_ascii_strup (text, (gssize) word_length);
  text = skip_spaces (text + word_length);
  if (text < close)
    reply->code_argument = g_strndup (text, (gsize) (close - text));
  return skip_spaces (close + 1);
}

/**
 * sl_imap_reply_parse:
 * @line: one line without its line end, UTF-8 not required
 * @error: set to %SL_SIGNIN_ERROR_PROTOCOL, or %SL_SIGNIN_ERROR_HTTP if a web server speaks
 *
 * Takes one line of an IMAP server apart. Words are compared without regard to case; a code may
 * carry any argument; spaces may be repeated.
 *
 * Source: RFC 3501, 7 and 9 (response-data, resp-text); RFC 5530.
 *
 * Returns: (transfer full) (nullable): the reply, or %NULL with @error set
 */
SlImapReply *
sl_imap_reply_parse (const char *line, GError **error)
{
  g_autoptr (SlImapReply) reply = NULL;
  gsize       tag_length = strcspn (line, " ");
  const char *rest;

  if (g_str_has_prefix (line, "HTTP/"))
    {
      g_set_error_literal (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_HTTP,
                           "A web server answered instead of an IMAP server");
      return NULL;
    }
  if (tag_length == 0 || (line[tag_length] == '\0' && line[0] != '+'))
    {
      g_set_error_literal (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_PROTOCOL,
                           "The server sent a line that is not IMAP");
      return NULL;
    }
  reply = g_new0 (SlImapReply, 1);
  reply->tag = g_strndup (line, tag_length);
  rest = skip_spaces (line + tag_length);
  if (line[0] != '+')
    reply->status = read_status (rest, &rest);
  if (reply->status != SL_IMAP_STATUS_NONE)
    rest = read_code (reply, rest);
  reply->text = g_strdup (rest);
  return g_steal_pointer (&reply);
}

/**
 * sl_imap_reply_free:
 * @reply: (transfer full) (nullable): a reply
 */
void
sl_imap_reply_free (SlImapReply *reply)
{
  if (reply == NULL)
    return;
  g_free (reply->tag);
  g_free (reply->code);
  g_free (reply->code_argument);
  g_free (reply->text);
  g_free (reply);
}

/**
 * sl_imap_reply_has_tag:
 * @reply: a reply
 * @tag: a command's tag, "*" or "+"
 *
 * Returns: whether @reply answers that command
 */
gboolean
sl_imap_reply_has_tag (const SlImapReply *reply, const char *tag)
{
  return g_ascii_strcasecmp (reply->tag, tag) == 0;
}

/**
 * sl_imap_reply_get_capabilities:
 * @reply: a reply
 *
 * Finds the list of capabilities in "* CAPABILITY …" or in the code "[CAPABILITY …]".
 *
 * Source: RFC 3501, 7.2.1 and 7.1.
 *
 * Returns: (transfer none) (nullable): the words, separated by spaces, or %NULL if it carries none
 */
const char *
sl_imap_reply_get_capabilities (const SlImapReply *reply)
{
  gsize length = strlen (CAPABILITY_WORD);

  if (g_strcmp0 (reply->code, CAPABILITY_WORD) == 0)
    return reply->code_argument;
  if (reply->status == SL_IMAP_STATUS_NONE && strcmp (reply->tag, "*") == 0
      && g_ascii_strncasecmp (reply->text, CAPABILITY_WORD, length) == 0
      && reply->text[length] == ' ')
    return skip_spaces (reply->text + length);
  return NULL;
}

/**
 * sl_imap_reply_is_waiting:
 * @reply: the first line, or one of the first lines
 *
 * Returns: whether this is no greeting yet, but the promise of one
 */
gboolean
sl_imap_reply_is_waiting (const SlImapReply *reply)
{
  return reply->status == SL_IMAP_STATUS_OK && g_str_has_prefix (reply->text, WAITING_TEXT);
}
