/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/**
 * SlLauncherBadge:
 *
 * The number on the program's icon in a dock, and whether it calls for attention. Understood by
 * Plasma's task manager, Dash to Dock, Plank and others; nobody else hears it. Takes itself away when
 * it is finalized. Owned by the service.
 */
#define SL_TYPE_LAUNCHER_BADGE (sl_launcher_badge_get_type ())
G_DECLARE_FINAL_TYPE (SlLauncherBadge, sl_launcher_badge, SL, LAUNCHER_BADGE, GObject)

SlLauncherBadge *sl_launcher_badge_new (GDBusConnection *connection, const char *desktop_id);
void             sl_launcher_badge_set (SlLauncherBadge *self, guint count, gboolean urgent);
