/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine.h"

/**
 * SlTrayMenu:
 *
 * What the lantern's menu shows: made from the watcher's state, changed only where it differs, so
 * that an open menu does not flicker. Action names: see tray-actions.h. Owned by the service.
 */
#define SL_TYPE_TRAY_MENU (sl_tray_menu_get_type ())
G_DECLARE_FINAL_TYPE (SlTrayMenu, sl_tray_menu, SL, TRAY_MENU, GObject)

SlTrayMenu *sl_tray_menu_new (SlEngine *engine);
GMenuModel *sl_tray_menu_get_model (SlTrayMenu *self);
void        sl_tray_menu_update (SlTrayMenu *self);
