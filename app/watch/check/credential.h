/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check-result.h"
#include "secret.h"

/**
 * SlCredential:
 * @secret: (nullable): the password or access token; %NULL: there is none, for a reason that is told
 * @is_token: @secret is an OAuth 2 access token, which changes by itself
 * @good_for_seconds: of a token: how long it will be good, 0 if nobody said
 * @outcome: without @secret: why there is none
 * @unreachable: without @secret: who gives it out did not answer, which may be the user's own line
 * @code: (nullable): without @secret: the sign-in service's machine word, such as "invalid_grant"
 * @text: (nullable): without @secret: the reason, a sentence of ours or the system's
 * @retry_after_seconds: without @secret: how long we were asked to wait, 0 if we were not
 *
 * What a sign-in is made with, or why it cannot be made. A refused refresh token or an online account
 * that wants attention is a finding like a server's refusal, not an error. Immutable; main thread only.
 */
typedef struct
{
  SlSecret *secret;
  gboolean  is_token;
  guint     good_for_seconds;
  SlOutcome outcome;
  gboolean  unreachable;
  char     *code;
  char     *text;
  guint     retry_after_seconds;
} SlCredential;

SlCredential *sl_credential_new_password (SlSecret *secret);
SlCredential *sl_credential_new_token (SlSecret *secret);
SlCredential *sl_credential_new_absent (SlOutcome outcome, const char *text);
SlCredential *sl_credential_copy (const SlCredential *credential);
void          sl_credential_free (SlCredential *credential);

SlCheckResult *sl_credential_to_result (const SlCredential *credential, SlProtocol protocol);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlCredential, sl_credential_free)
