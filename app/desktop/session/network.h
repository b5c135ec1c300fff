/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "evidence.h"

#include <gio/gio.h>

/**
 * SlNetwork:
 *
 * What the desktop knows of the user's connection, from GNetworkMonitor, and whether the machine has
 * just woken up, from logind.
 *
 * Signals: changed (): connectivity or metered is new. moved (): the way to the internet is another
 * one. woke-up (): the machine was asleep.
 */
#define SL_TYPE_NETWORK (sl_network_get_type ())
G_DECLARE_FINAL_TYPE (SlNetwork, sl_network, SL, NETWORK, GObject)

SlNetwork     *sl_network_new (void);
SlConnectivity sl_network_get_connectivity (SlNetwork *self);
gboolean       sl_network_is_metered (SlNetwork *self);
const char    *sl_network_get_problem (SlNetwork *self);
