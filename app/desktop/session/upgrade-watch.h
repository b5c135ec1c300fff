/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/**
 * SlUpgradeWatch:
 *
 * Notices that the program was replaced on disk while it runs: its own file, or in a Flatpak the mark
 * that Flatpak leaves in the old version's folder. Waits until the files have been at rest, because
 * an upgrade replaces many.
 *
 * Signals: upgraded (): there is a newer program; once
 */
#define SL_TYPE_UPGRADE_WATCH (sl_upgrade_watch_get_type ())
G_DECLARE_FINAL_TYPE (SlUpgradeWatch, sl_upgrade_watch, SL, UPGRADE_WATCH, GObject)

SlUpgradeWatch *sl_upgrade_watch_new (const char *path, guint rest_ms);
