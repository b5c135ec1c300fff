/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/**
 * SlWindowLauncher:
 *
 * Opens the window program at a page: over D-Bus (org.freedesktop.Application.ActivateAction, so that
 * the activation token raises the window), and by starting the program beside ours when D-Bus cannot.
 */
#define SL_TYPE_WINDOW_LAUNCHER (sl_window_launcher_get_type ())
G_DECLARE_FINAL_TYPE (SlWindowLauncher, sl_window_launcher, SL, WINDOW_LAUNCHER, GObject)

SlWindowLauncher *sl_window_launcher_new (GDBusConnection *connection, const char *application_id);
void              sl_window_launcher_show_overview (SlWindowLauncher *self, const char *activation_token);
void              sl_window_launcher_show_fallback (SlWindowLauncher *self, const char *account_id, const char *activation_token);
void              sl_window_launcher_show_practise (SlWindowLauncher *self, const char *activation_token);
void              sl_window_launcher_show_preferences (SlWindowLauncher *self, const char *activation_token);
