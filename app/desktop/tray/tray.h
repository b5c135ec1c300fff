/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "state.h"

#include <gio/gio.h>

/**
 * SlTray:
 *
 * The lantern in the tray: a StatusNotifierItem with a com.canonical.dbusmenu menu made from a
 * GMenuModel and a GActionGroup (detailed action names with the prefix "tray."). Registers itself again whenever a host
 * appears. Works, silently, without any host: see the property "host-present".
 *
 * Signals: activate (char *activation_token nullable): the user clicked the icon
 * Properties: host-present (boolean, read-only)
 */
#define SL_TYPE_TRAY (sl_tray_get_type ())
G_DECLARE_FINAL_TYPE (SlTray, sl_tray, SL, TRAY, GObject)

SlTray  *sl_tray_new (GDBusConnection *connection, const char *id, const char *title, GMenuModel *menu, GActionGroup *actions);
gboolean sl_tray_is_host_present (SlTray *self);
void     sl_tray_set_state (SlTray *self, SlState state, gboolean practice);
void     sl_tray_set_named (SlTray *self, gboolean named);
void     sl_tray_set_tool_tip (SlTray *self, const char *title, const char *body);
char    *sl_tray_take_activation_token (SlTray *self);
