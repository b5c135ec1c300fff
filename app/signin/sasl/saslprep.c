/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "saslprep.h"

#include <string.h>

#ifdef SL_HAVE_GSASL
#include <gsasl.h>
#endif

#ifndef SL_HAVE_GSASL
static gboolean
is_seven_bit (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text >= 0x80)
      return FALSE;
  return TRUE;
}
#endif

/**
 * sl_saslprep:
 * @secret: a password or user name
 *
 * Brings text into the one form in which equal passwords are equal bytes, whatever keyboard they
 * were typed on.
 *
 * Source: RFC 4013, as a query (characters newer than it are let through).
 *
 * Returns: (transfer full) (nullable): the text, %NULL if it cannot be prepared: a zero byte, no
 *   UTF-8, a character that is not allowed; or other than ASCII in a build without gsasl
 */
SlSecret *
sl_saslprep (const SlSecret *secret)
{
  gsize       length;
  const char *peeked = sl_secret_peek (secret, &length);

  if (strlen (peeked) != length || !g_utf8_validate (peeked, (gssize) length, NULL))
    return NULL;
#ifdef SL_HAVE_GSASL
  {
    char     *prepared = NULL;
    SlSecret *result;

    if (gsasl_saslprep (peeked, GSASL_ALLOW_UNASSIGNED, &prepared, NULL) != GSASL_OK)
      return NULL;
    result = sl_secret_new (prepared, -1);
    explicit_bzero (prepared, strlen (prepared));
    gsasl_free (prepared);
    return result;
  }
#else
  return is_seven_bit (peeked) ? sl_secret_new (peeked, (gssize) length) : NULL;
#endif
}
