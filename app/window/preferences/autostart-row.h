/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "watch-client.h"

#include <adwaita.h>

/**
 * SlAutostartRow:
 *
 * The switch for starting at login. It shows what the service says that is, never what was wished; a
 * refusal is said below the title.
 */
#define SL_TYPE_AUTOSTART_ROW (sl_autostart_row_get_type ())
G_DECLARE_FINAL_TYPE (SlAutostartRow, sl_autostart_row, SL, AUTOSTART_ROW, AdwActionRow)

void sl_autostart_row_follow (SlAutostartRow *self, SlWatchClient *client);
