/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "channel-binding.h"
#include "mail-stream.h"
#include "reply-outcome.h"
#include "server-memory.h"

/**
 * SlConversation:
 * @request: what was asked for
 * @deadline: its clock
 * @stream: the connection
 * @result: what has been found so far
 * @stage: where it is now
 * @stage_began_us: since when, monotonic, microseconds
 * @began_us: when the check began
 * @failed: whether @result says how it failed; nothing more is then said but goodbye
 * @broken: whether the connection is of no more use
 * @presented: (nullable): the secret in the form in which it was sent, once it was
 * @binding: what ties a sign-in to the encrypted connection
 * @key: (nullable): the server's key, once the connection is encrypted
 * @memory: (nullable): what is known of this server from the last good sign-in
 * @learned: (nullable): what it offers today, for the next one
 * @refusal: (nullable): why the server refuses, as it said in the middle of a SASL exchange
 * @goodbye_sent: whether the goodbye travelled behind the credential
 *
 * One check while it is being made: keeps the time of each stage and the first failure, so that the
 * protocols can be written as their RFCs read. It promises that a secret is sent only over an
 * encrypted connection, and at most once. Owned by sl_check_run(), used in one thread.
 */
typedef struct
{
  const SlCheckRequest *request;
  SlDeadline           *deadline;
  SlMailStream         *stream;
  SlCheckResult        *result;
  SlStage               stage;
  gint64                stage_began_us;
  gint64                began_us;
  gboolean              failed;
  gboolean              broken;
  SlSecret             *presented;
  SlChannelBinding      binding;
  char                 *key;
  SlServerMemory       *memory;
  char                 *learned;
  char                 *refusal;
  gboolean              goodbye_sent;
} SlConversation;

SlConversation *sl_conversation_new (const SlCheckRequest *request, GCancellable *cancellable);
void            sl_conversation_free (SlConversation *self);
SlCheckResult  *sl_conversation_finish (SlConversation *self);

void     sl_conversation_enter (SlConversation *self, SlStage stage);
gboolean sl_conversation_open (SlConversation *self);
gboolean sl_conversation_encrypt (SlConversation *self);

gboolean sl_conversation_may_haste (const SlConversation *self);
void     sl_conversation_learn (SlConversation *self, const char *capabilities);
gboolean sl_conversation_send (SlConversation *self, const char *text);
gboolean sl_conversation_send_secret (SlConversation *self,
                                      const char     *before,
                                      SlSecret       *secret,
                                      const char     *behind);
char    *sl_conversation_read_line (SlConversation *self);
void     sl_conversation_say_goodbye (SlConversation *self, const char *command);

void     sl_conversation_note_refusal (SlConversation *self, const char *refusal);
gboolean sl_conversation_fail (SlConversation *self, SlOutcome outcome);
gboolean sl_conversation_fail_with_error (SlConversation *self, const GError *error);
gboolean sl_conversation_fail_at_certificate (SlConversation     *self,
                                              const GError       *error,
                                              SlCertificateFacts *facts,
                                              const char         *host);
gboolean sl_conversation_fail_with_answer (
    SlConversation *self, SlAnswerKind kind, const char *code, const char *text, const char *words);
gboolean sl_conversation_fail_with_text (SlConversation *self,
                                         SlOutcome       outcome,
                                         const char     *code,
                                         const char     *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlConversation, sl_conversation_free)
