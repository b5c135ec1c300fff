/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "outcome.h"
#include "protocol.h"

typedef enum
{
  SL_ANSWER_REFUSED,   /* NO, -ERR, 4xx, 5xx */
  SL_ANSWER_BAD,       /* IMAP's BAD: not understood */
  SL_ANSWER_GOODBYE,   /* IMAP's BYE in place of an answer */
  SL_ANSWER_OTHER_WAY, /* HTTP's 401 that names only ways to sign in which are not ours */
} SlAnswerKind;

/**
 * SlAnswer:
 * @protocol: what is spoken
 * @stage: what was being done
 * @kind: how the server declined
 * @code: (nullable): its machine word, as in #SlCheckResult
 * @words: all it said in answer, codes included
 *
 * A server's answer that is not "yes".
 */
typedef struct
{
  SlProtocol   protocol;
  SlStage      stage;
  SlAnswerKind kind;
  const char  *code;
  const char  *words;
} SlAnswer;

SlOutcome sl_reply_outcome (const SlAnswer *answer);
SlOutcome sl_refusal_outcome (SlOutcome outcome, gboolean is_token, const char *refusal);
guint     sl_reply_retry_after_seconds (const char *words);
