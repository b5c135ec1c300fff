/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "channel-binding.h"
#include "check.h"
#include "deadline.h"

/**
 * SlMailStream:
 *
 * The connection to a mail server: finds it, connects, encrypts (at once or after STARTTLS), sends
 * and reads lines. It promises that sl_mail_stream_is_encrypted() is true only after a handshake
 * with TLS 1.2 or newer whose certificate passed the certificate rule. Owned by one check, used in
 * one thread.
 */
typedef struct _SlMailStream SlMailStream;

/* Called when connecting enters the next stage: name, then connection. */
typedef void (*SlStageFunc) (SlStage stage, gpointer user_data);

SlMailStream *sl_mail_stream_new (const SlCheckRequest *request, SlDeadline *deadline);
void          sl_mail_stream_free (SlMailStream *self);
gboolean      sl_mail_stream_connect (SlMailStream *self,
                                      SlStageFunc   on_stage,
                                      gpointer      user_data,
                                      GError      **error);
void          sl_mail_stream_describe_road (const SlMailStream *self, SlCheckResult *result);
gboolean      sl_mail_stream_prepare_tls (SlMailStream *self, GError **error);
gboolean      sl_mail_stream_shake_hands (SlMailStream *self, GError **error);
gboolean      sl_mail_stream_is_encrypted (const SlMailStream *self);
gboolean sl_mail_stream_send (SlMailStream *self, const char *data, gsize length, GError **error);
void     sl_mail_stream_start_reply (SlMailStream *self);
char    *sl_mail_stream_read_line (SlMailStream *self, GError **error);
void     sl_mail_stream_close (SlMailStream *self);
char    *sl_mail_stream_dup_address (const SlMailStream *self, gboolean remote);
const char *sl_mail_stream_get_tls_version (const SlMailStream *self);
char       *sl_mail_stream_dup_key (const SlMailStream *self);
SlCertificateFacts *sl_mail_stream_read_certificate (const SlMailStream *self);
void        sl_mail_stream_read_binding (const SlMailStream *self, SlChannelBinding *binding);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlMailStream, sl_mail_stream_free)
