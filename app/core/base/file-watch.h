/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/**
 * SlFileWatch:
 *
 * Tells when a file appears, changes or goes, also while the folders above it are missing, and never
 * wakes up to look: what is watched is the nearest folder that is there. Owned by whoever reads the
 * file.
 *
 * Signal: changed (): look again; the content may be the same
 */
#define SL_TYPE_FILE_WATCH (sl_file_watch_get_type ())
G_DECLARE_FINAL_TYPE (SlFileWatch, sl_file_watch, SL, FILE_WATCH, GObject)

SlFileWatch *sl_file_watch_new (const char *path);
const char  *sl_file_watch_get_path (SlFileWatch *self);
