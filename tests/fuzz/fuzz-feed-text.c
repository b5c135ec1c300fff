/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "feed-reader.h"
#include "feed-text.h"

#include <string.h>

static void
check (const char *plain)
{
  if (plain == NULL)
    return;
  if (!g_utf8_validate (plain, -1, NULL))
    g_error ("cleaned text is no UTF-8");
  if (*plain == '\0' || strlen (plain) > SL_FEED_MAX_TEXT_BYTES)
    g_error ("cleaned text is empty or too long");
  for (const char *at = plain; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (g_unichar_iscntrl (g_utf8_get_char (at)))
        g_error ("cleaned text holds a control character");
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autofree char *text = g_strndup ((const char *) data, length);
  g_autofree char *plain = sl_feed_text_clean (text);
  g_autofree char *section = sl_feed_text_section (text, "Title");
  g_autofree char *link = sl_feed_text_link (text);

  check (plain);
  check (section);
  if (link != NULL && !g_str_has_prefix (link, "https://"))
    g_error ("a link that is not https");
  return 0;
}
