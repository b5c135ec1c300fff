/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "discovered-settings.h"
#include "provider-catalogue.h"

#include <gio/gio.h>

/* A server that is slower than this is not worth waiting for while somebody looks on. */
#define SL_DISCOVERY_STEP_TIMEOUT_SECONDS 8

/**
 * SlDiscoveryContext:
 * @domain: whose mail servers are looked for: valid, lower-case, ASCII. Never the address
 * @database_base: where Thunderbird's list lies, ending in "/"
 * @web_port: 443 but in tests
 * @mail_port: 0 for the usual ones, else (tests) the port of every guessed server
 * @trust: (nullable): certificates to trust instead of the system's
 * @providers: (element-type SlProvider): the catalogue, for the source that asks who takes the mail
 *
 * What the sources need. Each source runs in a thread of its own; nothing here changes meanwhile.
 */
typedef struct
{
  char         *domain;
  char         *database_base;
  guint16       web_port;
  guint16       mail_port;
  GTlsDatabase *trust;
  GPtrArray    *providers;
} SlDiscoveryContext;

/* Each blocks, and returns: (transfer full) (nullable): what it found, or %NULL with @error set: to
 * %SL_SIGNIN_ERROR_PROTOCOL or an error of GIO, one sentence. G_IO_ERROR_NOT_FOUND: this source
 * knows nothing of the domain. */
typedef SlDiscoveredSettings *(*SlDiscoveryLookup) (const SlDiscoveryContext *context,
                                                    GCancellable             *cancellable,
                                                    GError                  **error);

SlDiscoveredSettings *sl_discovery_ask_autoconfig (const SlDiscoveryContext *context,
                                                   GCancellable             *cancellable,
                                                   GError                  **error);
SlDiscoveredSettings *sl_discovery_ask_database (const SlDiscoveryContext *context,
                                                 GCancellable             *cancellable,
                                                 GError                  **error);
SlDiscoveredSettings *sl_discovery_ask_services (const SlDiscoveryContext *context,
                                                 GCancellable             *cancellable,
                                                 GError                  **error);
SlDiscoveredSettings *sl_discovery_ask_exchanger (const SlDiscoveryContext *context,
                                                  GCancellable             *cancellable,
                                                  GError                  **error);
SlDiscoveredSettings *sl_discovery_guess (const SlDiscoveryContext *context,
                                          GCancellable             *cancellable,
                                          GError                  **error);

/* Parts that sources share. */
SlDiscoveredSettings *sl_discovery_fetch (const SlDiscoveryContext *context,
                                          const char               *url,
                                          SlDiscoverySource         source,
                                          GCancellable             *cancellable,
                                          GError                  **error);
SlDiscoveredSettings *sl_discovery_settings_of_provider (const SlProvider *provider,
                                                         SlDiscoverySource source);
gboolean              sl_discovery_find_nothing (GError **error, const char *reason);
