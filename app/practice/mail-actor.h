/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "acts.h"

#include <gio/gio.h>

/**
 * SlMailActor:
 *
 * The practice's mail server: IMAP with implicit TLS on a loopback port that stays the same while it
 * acts, even while it refuses connections. Owned by the practice.
 */
#define SL_TYPE_MAIL_ACTOR (sl_mail_actor_get_type ())
G_DECLARE_FINAL_TYPE (SlMailActor, sl_mail_actor, SL, MAIL_ACTOR, GObject)

SlMailActor *sl_mail_actor_new (GTlsCertificate *certificate, const char *password, GError **error);
void         sl_mail_actor_stop (SlMailActor *self);
guint16      sl_mail_actor_get_port (SlMailActor *self);
gboolean     sl_mail_actor_set_act (SlMailActor *self, SlMailAct act, guint delay_ms, GError **error);
SlMailAct    sl_mail_actor_get_act (SlMailActor *self);
guint        sl_mail_actor_get_delay_ms (SlMailActor *self);
const char  *sl_mail_actor_get_password (SlMailActor *self);
void         sl_mail_actor_set_password (SlMailActor *self, const char *password);
void         sl_mail_actor_add_signins (SlMailActor *self, guint count);
guint        sl_mail_actor_get_signins (SlMailActor *self);
