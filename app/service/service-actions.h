/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine.h"
#include "tray.h"
#include "window-launcher.h"

/**
 * SlServiceActions:
 *
 * What the entries of the lantern's menu do: open, show-fallback (s: account), check-now,
 * check-account (s: account), mute and unmute (s: account), pause (u: seconds),
 * pause-until-tomorrow, resume, practise, preferences, quit. Owned by the service.
 *
 * Signals: quit (): the user wants the service to end
 */
#define SL_TYPE_SERVICE_ACTIONS (sl_service_actions_get_type ())
G_DECLARE_FINAL_TYPE (SlServiceActions, sl_service_actions, SL, SERVICE_ACTIONS, GObject)

SlServiceActions *sl_service_actions_new (SlEngine *engine, SlWindowLauncher *launcher);
void           sl_service_actions_set_tray (SlServiceActions *self, SlTray *tray);
GActionGroup  *sl_service_actions_get_group (SlServiceActions *self);
