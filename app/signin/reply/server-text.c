/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "server-text.h"

#include <string.h>

/* Shorter secrets are not looked for: taking out each "a" would tell more than it hides. */
#define SHORTEST_HIDDEN_SECRET_BYTES 4

static gboolean
is_shown (gunichar character)
{
  switch ((int) g_unichar_type (character))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT: /* includes the marks that turn the direction of writing round */
    case G_UNICODE_SURROGATE:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return FALSE;
    default:
      return TRUE;
    }
}

static char *
hide_secret (char *text, const SlSecret *secret)
{
  const char *peeked;
  gsize       length;

  if (secret == NULL)
    return text;
  peeked = sl_secret_peek (secret, &length);
  if (length < SHORTEST_HIDDEN_SECRET_BYTES || strlen (peeked) != length)
    return text;
  if (strstr (text, peeked) != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (text, peeked, -1);

      g_free (text);
      text = g_strjoinv ("•••", parts);
    }
  return text;
}

/* Appends one character; every run of blanks and unshown characters becomes one space. */
static gboolean
append_character (GString *clean, gunichar character, gboolean *blank)
{
  char encoded[6];
  int  length;

  if (character == ' ' || !is_shown (character))
    {
      *blank = clean->len > 0;
      return TRUE;
    }
  length = g_unichar_to_utf8 (character, encoded);
  if (clean->len + (gsize) length + (*blank ? 1 : 0) > SL_SERVER_TEXT_MAX_BYTES)
    return FALSE;
  if (*blank)
    g_string_append_c (clean, ' ');
  *blank = FALSE;
  g_string_append_len (clean, encoded, length);
  return TRUE;
}

/**
 * sl_server_text_clean:
 * @text: (nullable): a server's words, in no known encoding
 * @secret: (nullable): what was presented, in case the server repeats it
 *
 * Makes a server's words fit to be shown and kept: UTF-8, one line, no control or direction marks,
 * at most %SL_SERVER_TEXT_MAX_BYTES, the secret replaced by "•••".
 *
 * Returns: (transfer full) (nullable): the words, %NULL if nothing is left
 */
char *
sl_server_text_clean (const char *text, const SlSecret *secret)
{
  g_autofree char *valid = NULL;
  g_autoptr (GString) clean = g_string_new (NULL);
  gboolean blank = FALSE;

  if (text == NULL)
    return NULL;
  valid = hide_secret (g_utf8_make_valid (text, -1), secret);
  for (const char *next = valid; *next != '\0'; next = g_utf8_next_char (next))
    if (!append_character (clean, g_utf8_get_char (next), &blank))
      break;
  if (clean->len == 0)
    return NULL;
  return g_string_free (g_steal_pointer (&clean), FALSE);
}
