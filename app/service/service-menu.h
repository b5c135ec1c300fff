/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine.h"

/**
 * SlServiceMenu:
 *
 * What the lantern's menu shows: made from the watcher's state, changed only where it differs, so
 * that an open menu does not flicker. Action names: see service-actions.h. Owned by the service.
 */
#define SL_TYPE_SERVICE_MENU (sl_service_menu_get_type ())
G_DECLARE_FINAL_TYPE (SlServiceMenu, sl_service_menu, SL, SERVICE_MENU, GObject)

SlServiceMenu *sl_service_menu_new (SlEngine *engine);
GMenuModel *sl_service_menu_get_model (SlServiceMenu *self);
void        sl_service_menu_update (SlServiceMenu *self);
