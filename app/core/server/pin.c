/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "pin.h"

#include <string.h>

/* Groups of four digits are what people can compare by eye. */
#define DIGITS_IN_A_GROUP 4

/**
 * sl_pin_new:
 * @host: a host
 * @key: its key
 * @accepted: when it was accepted, Unix seconds, 0 if unknown
 *
 * Returns: (transfer full): a pin; host and key in lower case
 */
SlPin *
sl_pin_new (const char *host, const char *key, gint64 accepted)
{
  SlPin *pin = g_new0 (SlPin, 1);

  pin->host = g_ascii_strdown (host, -1);
  pin->key = g_ascii_strdown (key, -1);
  pin->accepted = accepted;
  return pin;
}

/**
 * sl_pin_copy:
 * @pin: a pin
 *
 * Returns: (transfer full): an equal one
 */
SlPin *
sl_pin_copy (const SlPin *pin)
{
  return sl_pin_new (pin->host, pin->key, pin->accepted);
}

/**
 * sl_pin_free:
 * @pin: (transfer full) (nullable): a pin
 */
void
sl_pin_free (SlPin *pin)
{
  if (pin == NULL)
    return;
  g_free (pin->host);
  g_free (pin->key);
  g_free (pin);
}

/**
 * sl_pin_key_is_valid:
 * @key: (nullable): what somebody typed or a file holds
 *
 * Returns: whether it is 64 hexadecimal digits
 */
gboolean
sl_pin_key_is_valid (const char *key)
{
  return key != NULL && strlen (key) == SL_PIN_KEY_DIGITS
         && strspn (key, "0123456789abcdefABCDEF") == SL_PIN_KEY_DIGITS;
}

/**
 * sl_pin_key_to_words:
 * @key: a key
 *
 * Returns: (transfer full): the key in groups of four digits, so that it can be compared by eye and
 *   broken into lines
 */
char *
sl_pin_key_to_words (const char *key)
{
  GString *words = g_string_new (NULL);

  for (gsize i = 0; key[i] != '\0'; i++)
    {
      if (i > 0 && i % DIGITS_IN_A_GROUP == 0)
        g_string_append_c (words, ' ');
      g_string_append_c (words, key[i]);
    }
  return g_string_free (words, FALSE);
}
