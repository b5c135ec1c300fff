/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "state.h"

/**
 * The lantern's pictures, drawn when the project was built. One GVariant per state, made when it is
 * first shown and kept, because a host that waits for a pixmap looks broken.
 */
GVariant *sl_tray_icons_get (SlState state, gboolean practice);
char     *sl_tray_icons_dup_name (SlState state, gboolean practice);
