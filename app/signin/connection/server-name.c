/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "server-name.h"

#include <string.h>

#define LONGEST_NAME_BYTES 255 /* RFC 1035, 2.3.4 */

static gboolean
is_host_name (const char *name)
{
  gsize length = strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_");

  return length > 0 && length <= LONGEST_NAME_BYTES && name[length] == '\0'
         && strchr (name, '.') != NULL;
}

/* Exchange: "… service is ready. [RgBSADMA…]", the front end's name in UTF-16LE and base64. */
static char *
decode_exchange_name (const char *text)
{
  const char        *open = strrchr (text, '[');
  const char        *close = open != NULL ? strchr (open, ']') : NULL;
  g_autofree char   *encoded = NULL;
  g_autofree guchar *decoded = NULL;
  g_autofree char   *name = NULL;
  gsize              length;

  if (close == NULL || close == open + 1)
    return NULL;
  encoded = g_strndup (open + 1, (gsize) (close - open - 1));
  decoded = g_base64_decode (encoded, &length);
  name = g_convert ((const char *) decoded, (gssize) length, "UTF-8", "UTF-16LE", NULL, NULL, NULL);
  return name != NULL && is_host_name (name) ? g_steal_pointer (&name) : NULL;
}

/**
 * sl_server_name_from_greeting:
 * @protocol: what is spoken
 * @text: the greeting's words
 *
 * Finds out which of a provider's many machines answered: for SMTP the first word (RFC
 * 5321, 4.3.1), for Exchange Online the name it hides in its IMAP and POP3 greetings.
 *
 * Returns: (transfer full) (nullable): the name, %NULL if the greeting does not tell
 */
char *
sl_server_name_from_greeting (SlProtocol protocol, const char *text)
{
  g_autofree char *word = NULL;

  if (protocol != SL_PROTOCOL_SMTP)
    return decode_exchange_name (text);
  word = g_strndup (text, strcspn (text, " "));
  return is_host_name (word) ? g_steal_pointer (&word) : NULL;
}
