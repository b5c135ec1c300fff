/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "outcome.h"
#include "secret.h"

#define SL_TOKEN_REPLY_MAX_BYTES (64 * 1024)

/**
 * SlTokenAnswer:
 * @status: HTTP status, 0 if there was no answer at all
 * @retry_after: (nullable): value of the Retry-After header
 * @body: what came, any bytes
 * @length: bytes in @body, at most %SL_TOKEN_REPLY_MAX_BYTES
 *
 * What a token endpoint sent, as it came.
 */
typedef struct
{
  guint       status;
  const char *retry_after;
  const char *body;
  gsize       length;
} SlTokenAnswer;

/**
 * SlTokenReply:
 * @outcome: %SL_OUTCOME_OK, then @access_token is set; else what stands in the way
 * @unreachable: the endpoint did not answer, which may be the user's own line
 * @error: (nullable): its machine word with its number if it gave one, such as
 *   "invalid_grant AADSTS50173"; for people and reports
 * @reason: (nullable): why it did not answer, in the system's words
 * @access_token: (nullable): what mail servers take
 * @refresh_token: (nullable): a new one, that takes the place of the old one; %NULL: the old one stays
 * @lifetime_seconds: how long @access_token is good; an hour if it was not said
 * @retry_after_seconds: how long it asked us to wait, 0 if it did not
 *
 * What a token endpoint's answer means. Owned by who asked.
 */
typedef struct
{
  SlOutcome outcome;
  gboolean  unreachable;
  char     *error;
  char     *reason;
  SlSecret *access_token;
  SlSecret *refresh_token;
  guint     lifetime_seconds;
  guint     retry_after_seconds;
} SlTokenReply;

SlTokenReply *sl_token_reply_new (const SlTokenAnswer *answer, gint64 now);
SlTokenReply *sl_token_reply_new_unreachable (const char *reason);
void          sl_token_reply_free (SlTokenReply *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlTokenReply, sl_token_reply_free)
