/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "notice.h"

/**
 * SlNotifier:
 *
 * Shows notices: one per id, replaced in place, withdrawn on demand. Through libnotify outside a
 * sandbox, through the notification portal inside. A missing or broken notification daemon is a
 * normal state: see sl_notifier_get_problem(); what it owes is told to the next one. Never blocks the
 * main loop, but for sl_notifier_flush().
 *
 * Signals: activated (char *target, char *activation_token nullable): the user clicked a notice. In a
 * sandbox the portal calls the window program itself, so that the signal does not come.
 * problem-changed (): sl_notifier_get_problem() answers anew.
 */
#define SL_TYPE_NOTIFIER (sl_notifier_get_type ())
G_DECLARE_FINAL_TYPE (SlNotifier, sl_notifier, SL, NOTIFIER, GObject)

SlNotifier *sl_notifier_new (GDBusConnection *connection, const char *application_name);
void        sl_notifier_show (SlNotifier *self, const char *id, const char *title, const char *body, SlNoticeUrgency urgency, const char *icon_name);
void        sl_notifier_send (SlNotifier *self, SlNotice *notice);
void        sl_notifier_set_lifetime (SlNotifier *self, guint lifetime_ms);
void        sl_notifier_withdraw (SlNotifier *self, const char *id);
void        sl_notifier_flush (SlNotifier *self);
gboolean    sl_notifier_is_open (SlNotifier *self, const char *id);
const char *sl_notifier_get_problem (SlNotifier *self);
