/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "acts.h"

#include <gio/gio.h>

/**
 * SlPageActor:
 *
 * The practice's public status page: plain HTTP on a loopback port, in the shape of Statuspage v2.
 * It says what it is told to say, which need not be what the mail server does. Owned by the practice.
 *
 * Source: https://metastatuspage.com/api/v2/
 */
#define SL_TYPE_PAGE_ACTOR (sl_page_actor_get_type ())
G_DECLARE_FINAL_TYPE (SlPageActor, sl_page_actor, SL, PAGE_ACTOR, GObject)

/* The parts of the page that matter to sign-in. */
#define SL_PAGE_ACTOR_MAIL_COMPONENT "practice-mail"
#define SL_PAGE_ACTOR_IDENTITY_COMPONENT "practice-sign-in"

SlPageActor *sl_page_actor_new (GError **error);
void         sl_page_actor_stop (SlPageActor *self);
char        *sl_page_actor_dup_feed_url (SlPageActor *self);
void         sl_page_actor_set_green (SlPageActor *self);
void         sl_page_actor_set_incident (SlPageActor *self, const char *title, const char *text);
SlPageAct    sl_page_actor_get_act (SlPageActor *self);
guint        sl_page_actor_get_readings (SlPageActor *self);
