/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/**
 * SlApplication:
 *
 * The window program: one instance per session, started by D-Bus or by hand. Its actions are what
 * the tray and the notifications call, with an activation token that raises the window:
 * show-fallback (s: account id; "practice" is the practice's,
 * "practise/reminder" is the reminder to practise), show-overview, preferences,
 * practise, about, quit.
 */
#define SL_TYPE_APPLICATION (sl_application_get_type ())
G_DECLARE_FINAL_TYPE (SlApplication, sl_application, SL, APPLICATION, AdwApplication)

SlApplication *sl_application_new (void);
