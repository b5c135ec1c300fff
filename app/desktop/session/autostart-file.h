/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

char    *sl_autostart_file_get_path (void);
gboolean sl_autostart_file_is_enabled (const char *path);
gboolean sl_autostart_file_write (const char *path, GError **error);
gboolean sl_autostart_file_remove (const char *path, GError **error);
