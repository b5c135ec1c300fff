/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "preferences.h"
#include "problems.h"
#include "watch-dbus.h"

#include <gio/gio.h>

/**
 * SlAutostartCalls:
 *
 * Answers SetAutostart and keeps the property Autostart. A refusal becomes a problem. Owned by the
 * service.
 */
#define SL_TYPE_AUTOSTART_CALLS (sl_autostart_calls_get_type ())
G_DECLARE_FINAL_TYPE (SlAutostartCalls, sl_autostart_calls, SL, AUTOSTART_CALLS, GObject)

SlAutostartCalls *sl_autostart_calls_new (SlDBusWatch     *skeleton,
                                          GDBusConnection *connection,
                                          SlPreferences   *preferences,
                                          SlProblems      *problems);
