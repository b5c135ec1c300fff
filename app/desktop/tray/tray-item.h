/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "state.h"

#include <gio/gio.h>

/**
 * SlTrayItem:
 *
 * The StatusNotifierItem object on the bus: icon, tool tip and clicks. It answers from memory, never
 * slowly. The icon is a pixmap with an empty name, the one form that nearly every host draws; for the
 * others it can have a name too. Its status stays Active, because hosts disagree on the other two.
 *
 * Signals: activate (char *activation_token nullable): any click that is not for the menu
 */
#define SL_TYPE_TRAY_ITEM (sl_tray_item_get_type ())
G_DECLARE_FINAL_TYPE (SlTrayItem, sl_tray_item, SL, TRAY_ITEM, GObject)

SlTrayItem *sl_tray_item_new (const char *id, const char *title, const char *menu_path);
gboolean    sl_tray_item_export (SlTrayItem *self, GDBusConnection *connection, const char *path, GError **error);
void        sl_tray_item_unexport (SlTrayItem *self);
void        sl_tray_item_set_state (SlTrayItem *self, SlState state, gboolean practice);
void        sl_tray_item_set_named (SlTrayItem *self, gboolean named);
void        sl_tray_item_set_tool_tip (SlTrayItem *self, const char *title, const char *body);
char       *sl_tray_item_take_activation_token (SlTrayItem *self);
