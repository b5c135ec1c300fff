/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "discovery-lookup.h"

/* The whole search, however slow the servers are. */
#define SL_DISCOVERY_TIMEOUT_SECONDS 25

/* How far a source is. Stable words: "waiting", "found", "nothing", "failed", "cancelled". */
typedef enum
{
  SL_DISCOVERY_WAITING,
  SL_DISCOVERY_FOUND,
  SL_DISCOVERY_NOTHING,
  SL_DISCOVERY_FAILED,
  SL_DISCOVERY_CANCELLED,
} SlDiscoveryState;

#define SL_TYPE_DISCOVERY_STATE (sl_discovery_state_get_type ())
GType sl_discovery_state_get_type (void);

/**
 * SlDiscoveryStep:
 * @state: how far the source is
 * @detail: (nullable): what it found, or why it found nothing: one sentence, or a server's name
 * @settings: (nullable): what it found
 *
 * One source of a search.
 */
typedef struct
{
  SlDiscoveryState      state;
  char                 *detail;
  SlDiscoveredSettings *settings;
} SlDiscoveryStep;

/**
 * SlDiscovery:
 *
 * A search for a domain's mail servers: asks all sources side by side, and tells how far each is.
 * It promises that nobody outside learns more than the domain, that no server is named that takes
 * the password in clear, and that it ends within %SL_DISCOVERY_TIMEOUT_SECONDS. Main thread; the
 * sources work on threads of their own. Owned by who asked.
 *
 * Signal: changed (): a source has something new to say; the last one when the search is over
 */
#define SL_TYPE_DISCOVERY (sl_discovery_get_type ())
G_DECLARE_FINAL_TYPE (SlDiscovery, sl_discovery, SL, DISCOVERY, GObject)

SlDiscovery           *sl_discovery_new (SlProviderCatalogue *catalogue, const char *domain, GError **error);
SlDiscoveryContext    *sl_discovery_get_context (SlDiscovery *self);
void                   sl_discovery_start (SlDiscovery *self);
void                   sl_discovery_cancel (SlDiscovery *self);
gboolean               sl_discovery_is_over (SlDiscovery *self);
const SlDiscoveryStep *sl_discovery_get_step (SlDiscovery *self, SlDiscoverySource source);
const SlDiscoveredSettings *sl_discovery_get_best (SlDiscovery *self);
GVariant              *sl_discovery_to_variant (SlDiscovery *self);
char                  *sl_discovery_parse_domain (const char *text, GError **error);
