/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/**
 * SlDiscoverySource:
 *
 * Who may know a domain's mail servers, the most trustworthy first: that is also the order in which
 * their answers are ranked. The words of sl_discovery_source_to_nick() are stable.
 */
typedef enum
{
  SL_DISCOVERY_CATALOGUE,  /* our own list of providers */
  SL_DISCOVERY_AUTOCONFIG, /* the domain's own web server, over HTTPS */
  SL_DISCOVERY_DATABASE,   /* Thunderbird's public list of providers */
  SL_DISCOVERY_SERVICES,   /* SRV records of the domain: RFC 6186, RFC 8314 */
  SL_DISCOVERY_EXCHANGER,  /* who takes the domain's mail: a known provider, or one of the list */
  SL_DISCOVERY_GUESS,      /* usual names, if a server answers there */
} SlDiscoverySource;

#define SL_N_DISCOVERY_SOURCES (SL_DISCOVERY_GUESS + 1)
#define SL_TYPE_DISCOVERY_SOURCE (sl_discovery_source_get_type ())
GType sl_discovery_source_get_type (void);

const char *sl_discovery_source_to_nick (SlDiscoverySource source);
const char *sl_discovery_source_get_label (SlDiscoverySource source);
const char *sl_discovery_source_get_explanation (SlDiscoverySource source);
