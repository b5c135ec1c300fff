/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "watch-client.h"

#include <adwaita.h>

/**
 * SlDiscoveryView:
 *
 * Offers to look for the servers of an address whose provider is not known here, shows how far each
 * source is, and lets the user choose. Asks nobody before the user wants it. Part of the account
 * editor.
 *
 * Signal: chosen (GVariant *settings): fill these in, see "settings" of DiscoveryProgress; the best
 *   are chosen by themselves as soon as they are known, others when the user says so
 */
#define SL_TYPE_DISCOVERY_VIEW (sl_discovery_view_get_type ())
G_DECLARE_FINAL_TYPE (SlDiscoveryView, sl_discovery_view, SL, DISCOVERY_VIEW, AdwPreferencesGroup)

void sl_discovery_view_set_client (SlDiscoveryView *self, SlWatchClient *client);
void sl_discovery_view_set_domain (SlDiscoveryView *self, const char *domain);
