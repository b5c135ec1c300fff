/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* What the portal takes of a status, and how long the user's attention lasts. */
#define SL_BACKGROUND_STATUS_CHARACTERS 96

/**
 * SlBackgroundStatus:
 *
 * The sentence below a program's name in the desktop's list of background apps (GNOME 44 and later):
 * what the lantern shows, where there is no panel for it. Told to the background portal when it is
 * new, and again when the portal is. Silent where there is no such portal. Owned by the service.
 */
#define SL_TYPE_BACKGROUND_STATUS (sl_background_status_get_type ())
G_DECLARE_FINAL_TYPE (SlBackgroundStatus, sl_background_status, SL, BACKGROUND_STATUS, GObject)

SlBackgroundStatus *sl_background_status_new (GDBusConnection *connection);
void                sl_background_status_set (SlBackgroundStatus *self, const char *sentence);
