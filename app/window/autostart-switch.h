/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

gboolean sl_autostart_is_available (void);
gboolean sl_autostart_is_enabled (void);
gboolean sl_autostart_set_enabled (gboolean enabled, GError **error);
