/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine.h"
#include "service-calls.h"
#include "window-launcher.h"

/**
 * SlTrayActions:
 *
 * What the entries of the lantern's menu do: open, show-fallback (s: account), check-now, pause
 * (u: seconds), pause-until-tomorrow, resume, practise, preferences, quit. Owned by the service.
 *
 * Signals: quit (): the user wants the service to end
 */
#define SL_TYPE_TRAY_ACTIONS (sl_tray_actions_get_type ())
G_DECLARE_FINAL_TYPE (SlTrayActions, sl_tray_actions, SL, TRAY_ACTIONS, GObject)

SlTrayActions *sl_tray_actions_new (SlEngine *engine, SlWindowLauncher *launcher, SlServiceCalls *calls);
GActionGroup  *sl_tray_actions_get_group (SlTrayActions *self);
guint          sl_tray_actions_seconds_until_morning (GDateTime *now);
