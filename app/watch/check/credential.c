/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "credential.h"

/**
 * sl_credential_new_password:
 * @secret: a password
 *
 * Returns: (transfer full): it as a credential
 */
SlCredential *
sl_credential_new_password (SlSecret *secret)
{
  SlCredential *credential = g_new0 (SlCredential, 1);

  credential->secret = sl_secret_ref (secret);
  return credential;
}

/**
 * sl_credential_new_token:
 * @secret: an access token
 *
 * Returns: (transfer full): it as a credential
 */
SlCredential *
sl_credential_new_token (SlSecret *secret)
{
  SlCredential *credential = sl_credential_new_password (secret);

  credential->is_token = TRUE;
  return credential;
}

/**
 * sl_credential_new_absent:
 * @outcome: why there is none
 * @text: (nullable): the same in words
 *
 * Returns: (transfer full): a reason in place of a secret
 */
SlCredential *
sl_credential_new_absent (SlOutcome outcome, const char *text)
{
  SlCredential *credential = g_new0 (SlCredential, 1);

  credential->outcome = outcome;
  credential->text = g_strdup (text);
  return credential;
}

/**
 * sl_credential_free:
 * @credential: (transfer full) (nullable): a credential
 */
void
sl_credential_free (SlCredential *credential)
{
  if (credential == NULL)
    return;
  g_clear_pointer (&credential->secret, sl_secret_unref);
  g_free (credential->text);
  g_free (credential);
}
