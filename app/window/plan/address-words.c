/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "address-words.h"

#include <gtk/gtk.h>
#include <string.h>

#define FIRST_STRONG_ISOLATE "\u2068"
#define POP_DIRECTIONAL_ISOLATE "\u2069"

/**
 * sl_address_to_words:
 * @address: a channel's address
 *
 * People read a number, not "tel:": the scheme goes where the channel's icon says it already, and
 * so does what is asked of a program after "?" (RFC 6068, RFC 5724, XEP-0147).
 *
 * Returns: (transfer full): the address to be shown
 */
char *
sl_address_to_words (const char *address)
{
  static const char *const plain_schemes[] = { "tel:", "sms:", "mailto:", "sip:", "xmpp:" };
  g_autofree char         *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (plain_schemes); i++)
    if (g_str_has_prefix (address, plain_schemes[i]))
      {
        const char *begin = address + strlen (plain_schemes[i]);

        text = g_uri_unescape_segment (begin, begin + strcspn (begin, "?"), NULL);
        break;
      }
  if (text == NULL)
    text = g_strdup (address);
  /* Between right-to-left words a number's "+" would jump to its end; isolate it (UAX #9, FSI). */
  if (gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL)
    return g_strconcat (FIRST_STRONG_ISOLATE, text, POP_DIRECTIONAL_ISOLATE, NULL);
  return g_steal_pointer (&text);
}
