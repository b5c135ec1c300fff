/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "outcome.h"
#include "secret.h"

/**
 * SlCredential:
 * @secret: (nullable): the password or access token; %NULL: there is none, for a reason that is told
 * @is_token: @secret is an OAuth 2 access token, which changes by itself
 * @good_for_seconds: of a token: how long it will be good, 0 if nobody said
 * @outcome: without @secret: why there is none
 * @unreachable: without @secret: who gives it out did not answer, which may be the user's own line
 * @text: (nullable): without @secret: the reason in words, a sentence or a machine word
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
  char     *text;
  guint     retry_after_seconds;
} SlCredential;

SlCredential *sl_credential_new_password (SlSecret *secret);
SlCredential *sl_credential_new_token (SlSecret *secret);
SlCredential *sl_credential_new_absent (SlOutcome outcome, const char *text);
void          sl_credential_free (SlCredential *credential);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlCredential, sl_credential_free)
