/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "acts.h"

/**
 * SlImapSpeaker:
 *
 * The words of the practice's mail server in one connection: a line in, the answer out, no I/O. It
 * knows just enough of IMAP for a sign-in check.
 *
 * Source: RFC 3501; RFC 4959 (SASL-IR); RFC 5530 (response codes).
 */
typedef struct _SlImapSpeaker SlImapSpeaker;

#define SL_IMAP_SPEAKER_MAX_LINE_BYTES (8 * 1024)

SlImapSpeaker *sl_imap_speaker_new (const char *password);
void           sl_imap_speaker_free (SlImapSpeaker *self);
char          *sl_imap_speaker_greet (SlImapSpeaker *self);
char          *sl_imap_speaker_answer (SlImapSpeaker *self, SlMailAct act, const char *line);
gboolean       sl_imap_speaker_is_finished (SlImapSpeaker *self);
guint          sl_imap_speaker_get_signins (SlImapSpeaker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlImapSpeaker, sl_imap_speaker_free)
