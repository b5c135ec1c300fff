/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/**
 * SlPower:
 *
 * Whether the user wants to save power, from GPowerProfileMonitor. Where the desktop does not tell,
 * nobody wants to.
 *
 * Signals: changed (): the wish is new.
 */
#define SL_TYPE_POWER (sl_power_get_type ())
G_DECLARE_FINAL_TYPE (SlPower, sl_power, SL, POWER, GObject)

SlPower *sl_power_new (void);
gboolean sl_power_is_saved (SlPower *self);
