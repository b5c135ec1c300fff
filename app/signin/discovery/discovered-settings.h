/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "discovery-source.h"
#include "server.h"

/**
 * SlDiscoveredSettings:
 * @source: who says so
 * @name: (nullable): what the source calls the provider, for people
 * @provider: (nullable): id in the catalogue
 * @servers: (element-type SlServer): the best first, without users; none without encryption
 * @user_template: what the servers take as the user name, see sl_user_template_fill()
 * @takes_password: the source names a password as a way to sign in, or does not say
 * @takes_oauth2: the source names OAuth 2
 * @n_refused: how many servers were left out because they want the password in clear
 *
 * What one source says of a domain's mail servers. Made by one source, then handed on.
 */
typedef struct
{
  SlDiscoverySource source;
  char             *name;
  char             *provider;
  GPtrArray        *servers;
  char             *user_template;
  gboolean          takes_password;
  gboolean          takes_oauth2;
  guint             n_refused;
} SlDiscoveredSettings;

SlDiscoveredSettings *sl_discovered_settings_new (SlDiscoverySource source);
void                  sl_discovered_settings_free (SlDiscoveredSettings *settings);
void                  sl_discovered_settings_sort (SlDiscoveredSettings *settings);
char                 *sl_discovered_settings_clean_host (const char *host);
GVariant             *sl_discovered_settings_to_variant (const SlDiscoveredSettings *settings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlDiscoveredSettings, sl_discovered_settings_free)
