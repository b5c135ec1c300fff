/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "line-reader.h"

#include "check.h"
#include "signin-error.h"

#include <string.h>

struct _SlLineReader
{
  GByteArray *pending;
  gsize       searched;    /* bytes of pending known to hold no line end */
  gsize       reply_bytes; /* bytes of the lines taken since the reply began */
};

/**
 * sl_line_reader_new:
 *
 * Returns: (transfer full): an empty reader
 */
SlLineReader *
sl_line_reader_new (void)
{
  SlLineReader *self = g_new0 (SlLineReader, 1);

  self->pending = g_byte_array_new ();
  return self;
}

/**
 * sl_line_reader_free:
 * @self: (transfer full) (nullable): a reader
 */
void
sl_line_reader_free (SlLineReader *self)
{
  if (self == NULL)
    return;
  g_byte_array_unref (self->pending);
  g_free (self);
}

/**
 * sl_line_reader_start_reply:
 * @self: a reader
 *
 * Says that a new reply is expected, so that its size is counted from zero.
 */
void
sl_line_reader_start_reply (SlLineReader *self)
{
  self->reply_bytes = 0;
}

/**
 * sl_line_reader_feed:
 * @self: a reader
 * @data: what the server sent
 * @length: bytes in @data
 *
 * Adds bytes. Take all lines before feeding more: what is kept is then at most one unfinished line
 * and one piece of @length.
 */
void
sl_line_reader_feed (SlLineReader *self, const char *data, gsize length)
{
  g_return_if_fail (length <= G_MAXUINT);

  g_byte_array_append (self->pending, (const guint8 *) data, (guint) length);
}

/* A NUL would end the text early for every reader of C strings, so it becomes a space. */
static char *
copy_line (const guint8 *data, gsize length)
{
  char *line;

  if (length > 0 && data[length - 1] == '\r')
    length--;
  line = g_malloc (length + 1);
  for (gsize i = 0; i < length; i++)
    line[i] = data[i] == '\0' ? ' ' : (char) data[i];
  line[length] = '\0';
  return line;
}

static gboolean
check_limits (SlLineReader *self, gsize line_bytes, GError **error)
{
  if (line_bytes > SL_MAX_LINE_BYTES)
    {
      g_set_error (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_LINE_TOO_LONG,
                   "The server sent a line of more than %d bytes", SL_MAX_LINE_BYTES);
      return FALSE;
    }
  if (self->reply_bytes + line_bytes > SL_MAX_REPLY_BYTES)
    {
      g_set_error (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_REPLY_TOO_LONG,
                   "The server sent a reply of more than %d bytes", SL_MAX_REPLY_BYTES);
      return FALSE;
    }
  return TRUE;
}

/**
 * sl_line_reader_take_line:
 * @self: a reader
 * @line: (out) (transfer full) (nullable): the next line without its line end, %NULL if it is not
 *   complete yet; not necessarily UTF-8; NUL bytes have become spaces
 * @error: set to %SL_SIGNIN_ERROR_LINE_TOO_LONG or %SL_SIGNIN_ERROR_REPLY_TOO_LONG
 *
 * A line ends with LF; a CR before it is dropped, as servers are known to forget it.
 *
 * Source: RFC 3501, 2.2; RFC 1939, 3; RFC 5321, 2.3.8.
 *
 * Returns: %FALSE if a limit was passed; the connection is then of no more use
 */
gboolean
sl_line_reader_take_line (SlLineReader *self, char **line, GError **error)
{
  const guint8 *end;
  gsize         line_bytes;

  *line = NULL;
  if (self->pending->len == 0)
    return TRUE;

  end = memchr (self->pending->data + self->searched, '\n', self->pending->len - self->searched);
  line_bytes = end != NULL ? (gsize) (end - self->pending->data) : self->pending->len;
  if (!check_limits (self, line_bytes, error))
    return FALSE;
  if (end == NULL)
    {
      self->searched = self->pending->len;
      return TRUE;
    }
  *line = copy_line (self->pending->data, line_bytes);
  g_byte_array_remove_range (self->pending, 0, (guint) (line_bytes + 1));
  self->searched = 0;
  self->reply_bytes += line_bytes + 1;
  return TRUE;
}

/**
 * sl_line_reader_is_empty:
 * @self: a reader
 *
 * Returns: whether nothing is left; anything left behind a STARTTLS reply was injected
 */
gboolean
sl_line_reader_is_empty (const SlLineReader *self)
{
  return self->pending->len == 0;
}
