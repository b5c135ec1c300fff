/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/**
 * SlAutostart:
 *
 * Whether the background service starts when the user logs in. Outside of a sandbox this is a file of
 * the user's, which is followed, so that a change in the desktop's own list of startup programs shows.
 * Inside the background portal decides, which cannot be asked later: its last answer is kept by the
 * caller. Owned by the service.
 *
 * Signals: changed (): state or problem is new
 */
#define SL_TYPE_AUTOSTART (sl_autostart_get_type ())
G_DECLARE_FINAL_TYPE (SlAutostart, sl_autostart, SL, AUTOSTART, GObject)

typedef enum
{
  SL_AUTOSTART_OFF,
  SL_AUTOSTART_ON,
  SL_AUTOSTART_ASKING, /* the desktop has not answered yet */
} SlAutostartState;

SlAutostart     *sl_autostart_new_for_file (void);
SlAutostart     *sl_autostart_new_for_portal (GDBusConnection *connection, gboolean granted);
SlAutostartState sl_autostart_get_state (SlAutostart *self);
const char      *sl_autostart_get_problem (SlAutostart *self);
void             sl_autostart_set (SlAutostart *self, gboolean wanted);
