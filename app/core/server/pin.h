/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* SHA-256 in hexadecimal. */
#define SL_PIN_KEY_DIGITS 64

/**
 * SlPin:
 * @host: lower-case host name or address literal without brackets
 * @key: SHA-256 of the SubjectPublicKeyInfo, 64 lower-case hexadecimal digits. Source: RFC 7469, 2.4
 * @accepted: when the user accepted it, Unix seconds, 0 if unknown
 *
 * A server's key that the user accepted although nobody vouches for it: a mail bridge on this
 * computer, or a server of one's own. An immutable value, part of an account.
 */
typedef struct
{
  char  *host;
  char  *key;
  gint64 accepted;
} SlPin;

SlPin   *sl_pin_new (const char *host, const char *key, gint64 accepted);
SlPin   *sl_pin_copy (const SlPin *pin);
void     sl_pin_free (SlPin *pin);
gboolean sl_pin_key_is_valid (const char *key);
char    *sl_pin_key_to_words (const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlPin, sl_pin_free)
