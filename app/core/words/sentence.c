/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "sentence.h"

#include <string.h>

/* What ends a sentence in the languages of the world. */
#define ENDS ".!?…:。！？।؟"

/**
 * sl_sentence_end:
 * @text: UTF-8 for people, such as an error's text, which by GLib's custom has no full stop
 *
 * Returns: (transfer full): the same with a full stop, if it does not end in a mark of its own
 */
char *
sl_sentence_end (const char *text)
{
  const char *last = g_utf8_find_prev_char (text, text + strlen (text));

  if (last == NULL || g_utf8_strchr (ENDS, -1, g_utf8_get_char (last)) != NULL)
    return g_strdup (text);
  return g_strconcat (text, ".", NULL);
}
