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
 * @text: (nullable): the same in a sentence
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
 * sl_credential_copy:
 * @credential: (nullable): a credential
 *
 * Returns: (transfer full) (nullable): another one that says the same
 */
SlCredential *
sl_credential_copy (const SlCredential *credential)
{
  SlCredential *copy;

  if (credential == NULL)
    return NULL;
  copy = g_memdup2 (credential, sizeof *credential);
  if (copy->secret != NULL)
    sl_secret_ref (copy->secret);
  copy->code = g_strdup (credential->code);
  copy->text = g_strdup (credential->text);
  return copy;
}

/**
 * sl_credential_to_result:
 * @credential: a credential without a secret
 * @protocol: what would have been spoken with the mail server
 *
 * What kept a sign-in from being made is its result. No stage of it was reached, see
 * sl_check_result_reached_server().
 *
 * Returns: (transfer full): the result, without a time
 */
SlCheckResult *
sl_credential_to_result (const SlCredential *credential, SlProtocol protocol)
{
  SlCheckResult *result = sl_check_result_new (SL_CHECK_KIND_SIGNIN, protocol, credential->outcome,
                                               SL_STAGE_AUTHENTICATION);

  result->response_code = g_strdup (credential->code);
  result->server_text = g_strdup (credential->text);
  result->retry_after_seconds = credential->retry_after_seconds;
  return result;
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
  g_free (credential->code);
  g_free (credential->text);
  g_free (credential);
}
