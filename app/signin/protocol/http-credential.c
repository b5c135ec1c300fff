/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RFC 7617 Basic · RFC 6750 Bearer */
#define G_LOG_DOMAIN "sl-signin"

#include "http-credential.h"

#include "sasl.h"

#include <string.h>

/**
 * sl_http_credential_get_scheme:
 * @request: a sign-in
 *
 * Returns: (transfer none): "Bearer" for an access token, "Basic" for a password
 */
const char *
sl_http_credential_get_scheme (const SlCheckRequest *request)
{
  return request->is_token ? "Bearer" : "Basic";
}

/* RFC 6750, 2.1: anything else could end the header and begin another one. */
static gboolean
is_token (const char *secret, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (secret[i]))
      return FALSE;
  return length > 0;
}

static SlSecret *
join (const char *before, const char *secret, gsize length)
{
  gsize     before_length = strlen (before);
  char     *joined = g_malloc (before_length + length + 1);
  SlSecret *result;

  memcpy (joined, before, before_length);
  memcpy (joined + before_length, secret, length);
  result = sl_secret_new (joined, (gssize) (before_length + length));
  explicit_bzero (joined, before_length + length);
  g_free (joined);
  return result;
}

/**
 * sl_http_credential_new:
 * @request: a sign-in with user and secret
 *
 * Makes what stands behind the scheme in the Authorization header.
 *
 * Source: RFC 7617, 2: base64 of user, colon, password, and no colon in the user; RFC 6750, 2.1.
 *
 * Returns: (transfer full) (nullable): it, %NULL if this credential cannot be carried
 */
SlSecret *
sl_http_credential_new (const SlCheckRequest *request)
{
  gsize            length;
  const char      *secret = sl_secret_peek (request->secret, &length);
  g_autofree char *before = NULL;
  g_autoptr (SlSecret) pair = NULL;

  if (request->is_token)
    return is_token (secret, length) ? sl_secret_ref (request->secret) : NULL;
  if (strchr (request->server->user, ':') != NULL || memchr (secret, '\0', length) != NULL)
    return NULL;
  before = g_strconcat (request->server->user, ":", NULL);
  pair = join (before, secret, length);
  return sl_sasl_base64 (pair);
}
