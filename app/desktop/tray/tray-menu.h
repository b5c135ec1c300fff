/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/**
 * SlTrayMenu:
 *
 * A menu that the tray's host draws: com.canonical.dbusmenu, made from a #GMenuModel and a
 * #GActionGroup. Sections become separators, actions with a state become check marks and radio
 * buttons. It follows both: new properties keep a line's number, a new structure gets new numbers,
 * because some hosts do not read a known number again. Unknown numbers are answered politely: they
 * come from hosts that are one layout behind.
 *
 * Written over a generated skeleton: libdbusmenu-glib has had no release since 2018, wants the menu in its own
 * item objects, which would have to be kept in step with the model by about as much code as is here,
 * and would be one more module to build for Flatpak.
 */
#define SL_TYPE_TRAY_MENU (sl_tray_menu_get_type ())
G_DECLARE_FINAL_TYPE (SlTrayMenu, sl_tray_menu, SL, TRAY_MENU, GObject)

SlTrayMenu *sl_tray_menu_new (GMenuModel *model, GActionGroup *actions);
gboolean    sl_tray_menu_export (SlTrayMenu *self, GDBusConnection *connection, const char *path, GError **error);
void        sl_tray_menu_unexport (SlTrayMenu *self);
