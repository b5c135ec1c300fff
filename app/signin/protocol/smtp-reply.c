/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "smtp-reply.h"

#include "signin-error.h"

#include <string.h>

#define STATUS_DIGITS 3

/**
 * sl_smtp_reply_new:
 *
 * Returns: (transfer full): a reply without lines
 */
SlSmtpReply *
sl_smtp_reply_new (void)
{
  SlSmtpReply *reply = g_new0 (SlSmtpReply, 1);

  reply->lines = g_ptr_array_new_with_free_func (g_free);
  return reply;
}

/**
 * sl_smtp_reply_free:
 * @reply: (transfer full) (nullable): a reply
 */
void
sl_smtp_reply_free (SlSmtpReply *reply)
{
  if (reply == NULL)
    return;
  g_free (reply->enhanced);
  g_ptr_array_unref (reply->lines);
  g_free (reply);
}

/* "NNN" and then the end, a space (last line) or a hyphen (more to come). */
static gboolean
read_status (const char *line, guint *status, gboolean *last)
{
  for (gsize i = 0; i < STATUS_DIGITS; i++)
    if (!g_ascii_isdigit (line[i]))
      return FALSE;
  *status = (guint) (100 * (line[0] - '0') + 10 * (line[1] - '0') + (line[2] - '0'));
  *last = line[STATUS_DIGITS] != '-';
  return *status >= 200 && *status <= 599
         && (line[STATUS_DIGITS] == '\0' || line[STATUS_DIGITS] == ' '
             || line[STATUS_DIGITS] == '-');
}

/* "5.7.139": one digit 2, 4 or 5, then two numbers of at most three digits. Source: RFC 3463, 2. */
static gsize
enhanced_length (const char *text)
{
  gsize length = 1;

  if (text[0] != '2' && text[0] != '4' && text[0] != '5')
    return 0;
  for (int part = 0; part < 2; part++)
    {
      gsize digits;

      if (text[length] != '.')
        return 0;
      digits = strspn (text + length + 1, "0123456789");
      if (digits < 1 || digits > 3)
        return 0;
      length += 1 + digits;
    }
  return text[length] == ' ' || text[length] == '\0' ? length : 0;
}

/**
 * sl_smtp_reply_add_line:
 * @reply: a reply that is not complete
 * @line: one line without its line end, UTF-8 not required
 * @error: set to %SL_SIGNIN_ERROR_PROTOCOL, or %SL_SIGNIN_ERROR_HTTP if a web server speaks
 *
 * Adds a line: "NNN-text" or, as the last one, "NNN text".
 *
 * Source: RFC 5321, 4.2; RFC 2034, 4 (enhanced codes).
 *
 * Returns: %FALSE with @error set if the line is no part of this reply
 */
gboolean
sl_smtp_reply_add_line (SlSmtpReply *reply, const char *line, GError **error)
{
  guint       status;
  gboolean    last;
  const char *text;
  gsize       length;

  g_return_val_if_fail (!reply->complete, FALSE);

  if (!read_status (line, &status, &last) || (reply->status != 0 && status != reply->status))
    {
      if (g_str_has_prefix (line, "HTTP/"))
        g_set_error_literal (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_HTTP,
                             "A web server answered instead of an SMTP server");
      else
        g_set_error_literal (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_PROTOCOL,
                             "The server sent a line that is not SMTP");
      return FALSE;
    }
  text = line + STATUS_DIGITS + (line[STATUS_DIGITS] != '\0' ? 1 : 0);
  length = enhanced_length (text);
  if (length > 0 && reply->enhanced == NULL)
    reply->enhanced = g_strndup (text, length);
  text += length;
  g_ptr_array_add (reply->lines, g_strdup (text + strspn (text, " ")));
  reply->status = status;
  reply->complete = last;
  return TRUE;
}

/**
 * sl_smtp_reply_dup_text:
 * @reply: a reply
 *
 * Returns: (transfer full): its lines, joined by spaces
 */
char *
sl_smtp_reply_dup_text (const SlSmtpReply *reply)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < reply->lines->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            (const char *) g_ptr_array_index (reply->lines, i));
  return g_string_free (text, FALSE);
}

/**
 * sl_smtp_reply_dup_code:
 * @reply: a reply
 *
 * Returns: (transfer full): the code as results carry it: "454 4.7.0", or "454"
 */
char *
sl_smtp_reply_dup_code (const SlSmtpReply *reply)
{
  if (reply->enhanced == NULL)
    return g_strdup_printf ("%u", reply->status);
  return g_strdup_printf ("%u %s", reply->status, reply->enhanced);
}
