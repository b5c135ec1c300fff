/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "conversation.h"

#include "failure-outcome.h"
#include "route.h"
#include "server-text.h"
#include "signin-error.h"
#include "slowness.h"

#include <string.h>

/* The answer to a goodbye is courtesy: it is not worth more waiting than this. */
#define GOODBYE_TIMEOUT_MS 2000

#define LINE_END "\r\n"

/**
 * sl_conversation_new:
 * @request: what to check; must outlive the conversation
 * @cancellable: (nullable): ends it early
 *
 * Returns: (transfer full): a conversation that has not begun; free it in the same thread
 */
SlConversation *
sl_conversation_new (const SlCheckRequest *request, GCancellable *cancellable)
{
  SlConversation *self = g_new0 (SlConversation, 1);

  self->request = request;
  self->deadline
      = sl_deadline_new (cancellable, request->step_timeout_ms, request->check_timeout_ms);
  self->stream = sl_mail_stream_new (request, self->deadline);
  self->result = sl_check_result_new (request->kind, request->server->protocol, SL_OUTCOME_OK,
                                      SL_STAGE_DONE);
  memcpy (self->result->usual_ms, request->usual_ms, sizeof request->usual_ms);
  self->stage = SL_STAGE_NETWORK;
  self->began_us = self->stage_began_us = g_get_monotonic_time ();
  return self;
}

/**
 * sl_conversation_free:
 * @self: (transfer full) (nullable): a conversation
 */
void
sl_conversation_free (SlConversation *self)
{
  if (self == NULL)
    return;
  sl_mail_stream_free (self->stream);
  sl_deadline_free (self->deadline);
  g_clear_pointer (&self->presented, sl_secret_unref);
  g_free (self->binding.base64);
  g_free (self->key);
  sl_server_memory_free (self->memory);
  g_free (self->learned);
  g_free (self->refusal);
  sl_check_result_unref (self->result);
  g_free (self);
}

static int
milliseconds_since (gint64 began_us)
{
  return (int) ((g_get_monotonic_time () - began_us) / 1000);
}

/* A stage may be entered twice: with STARTTLS there is talk before and after encryption. */
static void
leave_stage (SlConversation *self)
{
  int *timing_ms = &self->result->timings_ms[self->stage];

  if (self->stage != SL_STAGE_NETWORK)
    *timing_ms = MAX (*timing_ms, 0) + milliseconds_since (self->stage_began_us);
  self->stage_began_us = g_get_monotonic_time ();
}

/**
 * sl_conversation_enter:
 * @self: a conversation
 * @stage: what begins now
 */
void
sl_conversation_enter (SlConversation *self, SlStage stage)
{
  if (stage == self->stage)
    return;
  leave_stage (self);
  self->stage = stage;
}

static void
on_stage (SlStage stage, gpointer user_data)
{
  sl_conversation_enter (user_data, stage);
}

/**
 * sl_conversation_open:
 * @self: a conversation
 *
 * Connects, and encrypts at once where the server's security is implicit TLS.
 *
 * Returns: whether the server may now be listened to
 */
gboolean
sl_conversation_open (SlConversation *self)
{
  g_autoptr (GError) error = NULL;

  if (!sl_mail_stream_connect (self->stream, on_stage, self, &error))
    {
      sl_mail_stream_describe_road (self->stream, self->result);
      return sl_conversation_fail_with_error (self, error);
    }
  /* A web visit that failed may have been here before. */
  g_free (self->result->address);
  self->result->address = sl_mail_stream_dup_address (self->stream, TRUE);
  sl_mail_stream_describe_road (self->stream, self->result);
  if (self->request->server->security == SL_SECURITY_TLS && !sl_conversation_encrypt (self))
    return FALSE;
  sl_conversation_enter (self, SL_STAGE_GREETING);
  sl_mail_stream_start_reply (self->stream);
  return TRUE;
}

static gboolean
is_certificate_outcome (SlOutcome outcome)
{
  return outcome >= SL_OUTCOME_CERTIFICATE_EXPIRED && outcome <= SL_OUTCOME_CERTIFICATE_CHANGED;
}

/**
 * sl_conversation_fail_at_certificate:
 * @self: a conversation
 * @error: why the server is not believed, or another error of the handshake
 * @facts: (transfer full) (nullable): of the certificate that the server showed
 * @host: who showed it
 *
 * Notes the failure and, if the certificate is the reason, what it says: the user has to be shown
 * whom they would trust.
 *
 * Returns: %FALSE
 */
gboolean
sl_conversation_fail_at_certificate (SlConversation     *self,
                                     const GError       *error,
                                     SlCertificateFacts *facts,
                                     const char         *host)
{
  g_autoptr (SlCertificateFacts) shown = facts;
  SlCheckResult *result = self->result;

  sl_conversation_fail_with_error (self, error);
  if (shown == NULL || result->certificate != NULL || !is_certificate_outcome (result->outcome))
    return FALSE;
  result->certificate = g_steal_pointer (&shown);
  result->certificate->host = g_strdup (host);
  if (result->outcome == SL_OUTCOME_CERTIFICATE_CHANGED)
    result->certificate->accepted_key = g_strdup (self->request->pinned_key);
  return FALSE;
}

/**
 * sl_conversation_encrypt:
 * @self: a connected conversation
 *
 * Returns: whether the connection is encrypted and the server is the right one
 */
gboolean
sl_conversation_encrypt (SlConversation *self)
{
  g_autoptr (GError) error = NULL;

  sl_conversation_enter (self, SL_STAGE_TLS);
  if (!sl_mail_stream_prepare_tls (self->stream, &error))
    return sl_conversation_fail_with_error (self, error);
  /* The server's time begins here, not while our certificates were loaded. */
  self->stage_began_us = g_get_monotonic_time ();
  if (!sl_mail_stream_shake_hands (self->stream, &error))
    return sl_conversation_fail_at_certificate (
        self, error, sl_mail_stream_read_certificate (self->stream), self->request->server->host);
  self->result->tls_version = g_strdup (sl_mail_stream_get_tls_version (self->stream));
  sl_mail_stream_read_binding (self->stream, &self->binding);
  self->key = sl_mail_stream_dup_key (self->stream);
  if (self->key != NULL && self->request->kind == SL_CHECK_KIND_SIGNIN)
    self->memory = sl_server_memory_recall (self->request->server, self->key);
  return TRUE;
}

/**
 * sl_conversation_may_haste:
 * @self: an encrypted conversation
 *
 * Returns: whether the sign-in may be sent before the greeting; @self's memory is then not %NULL
 */
gboolean
sl_conversation_may_haste (const SlConversation *self)
{
  return sl_server_memory_allows_haste (self->memory, self->request);
}

/**
 * sl_conversation_learn:
 * @self: a conversation
 * @capabilities: what the server offers before sign-in
 *
 * Keeps it for the next check, should this one go well.
 */
void
sl_conversation_learn (SlConversation *self, const char *capabilities)
{
  g_free (self->learned);
  self->learned = g_strdup (capabilities);
}

/**
 * sl_conversation_send:
 * @self: a conversation
 * @text: whole lines without a secret
 *
 * Returns: whether it was sent
 */
gboolean
sl_conversation_send (SlConversation *self, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (sl_mail_stream_send (self->stream, text, strlen (text), &error))
    return TRUE;
  return sl_conversation_fail_with_error (self, error);
}

/**
 * sl_conversation_send_secret:
 * @self: a conversation
 * @before: what stands before the secret
 * @secret: the secret in the form the mechanism wants
 * @behind: (nullable): whole lines that follow in the same flight, up to the goodbye
 *
 * Sends a secret as the end of a line: over an encrypted connection, and once. The buffer is wiped.
 *
 * Returns: whether it was sent
 */
gboolean
sl_conversation_send_secret (SlConversation *self,
                             const char     *before,
                             SlSecret       *secret,
                             const char     *behind)
{
  g_autofree char *after = g_strconcat (LINE_END, behind, NULL);
  gsize            before_length = strlen (before);
  gsize            after_length = strlen (after);
  gsize            secret_length;
  const char      *peeked = sl_secret_peek (secret, &secret_length);
  gsize            length = before_length + secret_length + after_length;
  char            *data;
  gboolean         sent;
  g_autoptr (GError) error = NULL;

  if (!sl_mail_stream_is_encrypted (self->stream) || self->presented != NULL)
    return sl_conversation_fail (self, SL_OUTCOME_PROTOCOL_ERROR);
  self->presented = sl_secret_ref (secret);
  self->goodbye_sent = behind != NULL;
  data = g_malloc (length + 1);
  memcpy (data, before, before_length);
  memcpy (data + before_length, peeked, secret_length);
  memcpy (data + before_length + secret_length, after, after_length);
  sent = sl_mail_stream_send (self->stream, data, length, &error);
  explicit_bzero (data, length);
  g_free (data);
  return sent || sl_conversation_fail_with_error (self, error);
}

/**
 * sl_conversation_read_line:
 * @self: a conversation
 *
 * Returns: (transfer full) (nullable): the server's next line, or %NULL after noting the failure
 */
char *
sl_conversation_read_line (SlConversation *self)
{
  g_autoptr (GError) error = NULL;
  char *line = sl_mail_stream_read_line (self->stream, &error);

  if (line == NULL)
    sl_conversation_fail_with_error (self, error);
  return line;
}

/* Closing with unread bytes would reset the connection, and servers count that as an attack. */
static void
drain (SlConversation *self)
{
  char *line;

  sl_deadline_shorten_steps (self->deadline, GOODBYE_TIMEOUT_MS);
  sl_mail_stream_start_reply (self->stream);
  while ((line = sl_mail_stream_read_line (self->stream, NULL)) != NULL)
    g_free (line);
}

/**
 * sl_conversation_say_goodbye:
 * @self: a conversation
 * @command: "LOGOUT" or "QUIT" with its line end
 *
 * Ends politely, so that the server does not count the visit as an attack. The clock of the result
 * has stopped before. Does nothing on a connection that is broken.
 */
void
sl_conversation_say_goodbye (SlConversation *self, const char *command)
{
  leave_stage (self);
  self->result->timings_ms[SL_STAGE_DONE] = milliseconds_since (self->began_us);
  self->stage = SL_STAGE_NETWORK;
  if (self->broken)
    return;
  sl_deadline_shorten_steps (self->deadline, GOODBYE_TIMEOUT_MS);
  if (self->goodbye_sent || sl_mail_stream_send (self->stream, command, strlen (command), NULL))
    drain (self);
  sl_mail_stream_close (self->stream);
}

/**
 * sl_conversation_fail:
 * @self: a conversation
 * @outcome: what it means
 *
 * Notes how the check failed, and that it did so in the present stage. The first failure stands.
 *
 * Returns: %FALSE, so that a step can return the call
 */
gboolean
sl_conversation_fail (SlConversation *self, SlOutcome outcome)
{
  if (self->failed)
    return FALSE;
  self->failed = TRUE;
  self->result->outcome = outcome;
  self->result->stage = self->stage;
  return FALSE;
}

/* Without a network the first thing that fails is the look-up of the name. */
static gboolean
fail_to_reach (SlConversation *self, SlOutcome outcome)
{
  gboolean no_name = outcome == SL_OUTCOME_DNS_FAILED || outcome == SL_OUTCOME_DNS_NOT_FOUND;

  if (outcome == SL_OUTCOME_OFFLINE || (no_name && !sl_route_exists ()))
    {
      self->stage = SL_STAGE_NETWORK;
      self->result->timings_ms[SL_STAGE_DNS] = -1;
      outcome = SL_OUTCOME_OFFLINE;
    }
  return sl_conversation_fail (self, outcome);
}

/* No network that wants a sign-in has the server's certificate: a web server behind it is the right
 * server at the wrong port. */
static SlOutcome
read_failure (const SlConversation *self, const GError *error)
{
  if (self->result->tls_version != NULL
      && g_error_matches (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_HTTP))
    return SL_OUTCOME_PROTOCOL_ERROR;
  return sl_failure_outcome (error, self->stage);
}

/**
 * sl_conversation_fail_with_error:
 * @self: a conversation
 * @error: why the last step could not be taken
 *
 * Notes a failure of the connection, or that what came is of no use.
 *
 * Returns: %FALSE
 */
gboolean
sl_conversation_fail_with_error (SlConversation *self, const GError *error)
{
  g_debug ("%s failed at %s: %s (%s %d)", self->request->server->host,
           sl_stage_to_nick (self->stage), error->message, g_quark_to_string (error->domain),
           error->code);
  /* Words that are not the protocol's leave the connection as it was; everything else ends it. */
  if (!g_error_matches (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_PROTOCOL))
    self->broken = TRUE;
  if (self->stage <= SL_STAGE_CONNECT)
    return fail_to_reach (self, read_failure (self, error));
  return sl_conversation_fail (self, read_failure (self, error));
}

/* The server may repeat what it was told, as it was written or as it was sent. */
static char *
clean (const SlConversation *self, const char *text)
{
  g_autofree char *without_sent = sl_server_text_clean (text, self->presented);

  return sl_server_text_clean (without_sent, self->request->secret);
}

/**
 * sl_conversation_note_refusal:
 * @self: a conversation
 * @refusal: (nullable): why the server refuses, in its own words
 *
 * Keeps what the server said in the middle of a SASL exchange for the answer that ends it.
 */
void
sl_conversation_note_refusal (SlConversation *self, const char *refusal)
{
  g_free (self->refusal);
  self->refusal = g_strdup (refusal);
}

/**
 * sl_conversation_fail_with_answer:
 * @self: a conversation
 * @kind: how the server declined
 * @code: (nullable): its machine word
 * @text: its words for people
 * @words: all it said in answer, codes included
 *
 * Notes that the server declined, and why.
 *
 * Returns: %FALSE
 */
gboolean
sl_conversation_fail_with_answer (
    SlConversation *self, SlAnswerKind kind, const char *code, const char *text, const char *words)
{
  const SlAnswer   answer = { self->request->server->protocol, self->stage, kind, code, words };
  SlOutcome        outcome = sl_reply_outcome (&answer);
  g_autofree char *whole_text = NULL;

  if (self->failed)
    return FALSE;
  if (self->refusal != NULL)
    whole_text = g_strdup_printf ("%s (%s)", text, self->refusal);
  self->result->response_code = clean (self, code);
  self->result->server_text = clean (self, whole_text != NULL ? whole_text : text);
  self->result->retry_after_seconds = sl_reply_retry_after_seconds (words);
  return sl_conversation_fail (
      self, sl_refusal_outcome (outcome, self->request->is_token, self->refusal));
}

/**
 * sl_conversation_fail_with_text:
 * @self: a conversation
 * @outcome: what stands in the way
 * @code: (nullable): the server's machine word
 * @text: what it said of it
 *
 * Notes what was found, and the server's words for it.
 *
 * Returns: %FALSE
 */
gboolean
sl_conversation_fail_with_text (SlConversation *self,
                                SlOutcome       outcome,
                                const char     *code,
                                const char     *text)
{
  if (self->failed)
    return FALSE;
  self->result->response_code = clean (self, code);
  self->result->server_text = clean (self, text);
  return sl_conversation_fail (self, outcome);
}

/**
 * sl_conversation_finish:
 * @self: a conversation that has ended
 *
 * Returns: (transfer full): what was found
 */
SlCheckResult *
sl_conversation_finish (SlConversation *self)
{
  SlCheckResult *result = self->result;

  if (result->timings_ms[SL_STAGE_DONE] < 0)
    {
      leave_stage (self);
      result->timings_ms[SL_STAGE_DONE] = milliseconds_since (self->began_us);
    }
  if (self->failed)
    sl_server_memory_forget (self->request->server);
  else if (self->learned != NULL && self->key != NULL)
    sl_server_memory_keep (self->request->server, self->key, self->learned);
  if (!self->failed && sl_slowness_find (result, self->request->after_refusal, &result->stage))
    result->outcome = SL_OUTCOME_SLOW;
  result->time = g_get_real_time () / G_USEC_PER_SEC;
  return sl_check_result_ref (result);
}
