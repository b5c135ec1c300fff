/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "plain-text.h"

#include <glib/gi18n-lib.h>

static void
append_and (GString *plain, const char *rest)
{
  if (plain->len > 0 && plain->str[plain->len - 1] != ' ')
    g_string_append_c (plain, ' ');
  /* Translators: stands in for "&", which some panels cannot show. */
  g_string_append (plain, _ ("and"));
  if (*rest != ' ' && *rest != '\0')
    g_string_append_c (plain, ' ');
}

/* What turns the reading direction of all that follows, even of the words around a name. A text
 * that is written from right to left needs none of them. Source: Unicode UAX #9, 2. */
static gboolean
is_direction_control (gunichar character)
{
  return (character >= 0x202a && character <= 0x202e)
         || (character >= 0x2066 && character <= 0x2069);
}

static gboolean
is_line_end (gunichar character)
{
  return character == '\n' || character == 0x2028 || character == 0x2029;
}

static void
append_character (GString *plain, gunichar character, const char *rest)
{
  if (character == '&')
    append_and (plain, rest);
  else if (character == '<')
    g_string_append (plain, "‹");
  else if (character == '>')
    g_string_append (plain, "›");
  else if (is_line_end (character))
    g_string_append_c (plain, '\n');
  else if (!g_unichar_iscntrl (character) && !is_direction_control (character))
    g_string_append_unichar (plain, character);
}

static void
shorten (GString *plain, guint max_characters)
{
  if (g_utf8_strlen (plain->str, -1) <= (glong) max_characters)
    return;
  g_string_truncate (plain, g_utf8_offset_to_pointer (plain->str, max_characters - 1) - plain->str);
  g_strchomp (plain->str);
  plain->len = strlen (plain->str);
  g_string_append (plain, "…");
}

/**
 * sl_plain_text:
 * @text: any text
 * @max_characters: its limit, at least 1
 *
 * Makes a text that every panel and notification daemon shows as it is. Some read it as markup and
 * some do not, so that neither escaped nor bare "&" and "<" are safe: it holds none of them.
 *
 * Returns: (transfer full): valid UTF-8 without control characters but newlines, without what turns
 * the reading direction, ending in "…" if
 * it was longer than @max_characters
 */
char *
sl_plain_text (const char *text, guint max_characters)
{
  g_autofree char *valid = NULL;
  GString         *plain = g_string_new (NULL);

  g_return_val_if_fail (text != NULL && max_characters > 0, NULL);

  valid = g_utf8_make_valid (text, -1);
  for (const char *position = valid; *position != '\0'; position = g_utf8_next_char (position))
    append_character (plain, g_utf8_get_char (position), g_utf8_next_char (position));
  shorten (plain, max_characters);
  return g_string_free (plain, FALSE);
}
