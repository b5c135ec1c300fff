/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "oauth2.h"
#include "server.h"

/* One public health feed of a provider and the components of it that matter. */
typedef struct
{
  char  *platform;            /* reader's name, or "auto" */
  char  *url;                 /* https, or http on a loopback address in the practice */
  char **mail_components;     /* ids or names; never NULL */
  char **identity_components; /* ids or names; never NULL */
} SlProviderFeed;

/**
 * SlProvider:
 * @id: stable, as the file's name without ".json"
 * @name: for people
 * @kinds: any of "mail", "chat", "video", "phone", "identity", "other"
 * @domains: mail domains that belong to it
 * @mx: glob patterns over mail exchanger host names
 * @servers: (element-type SlServer): without user
 * @user_name: "address" or "local-part": what its servers take as the user name
 * @signin: kinds of sign-in it takes: "password", "app-password", "oauth2"
 * @oauth2: (nullable): how it hands out tokens; a mail provider may leave that to one it depends on
 * @feeds: (element-type SlProviderFeed)
 * @doors: https addresses that can be tried without a password
 * @identity_doors: the same for its identity service
 * @depends: names of shared services, such as "microsoft-identity"
 * @address_patterns: glob patterns over channel addresses that depend on it, such as "tg:*"
 * @help: help links by key: "app-password", "status-page", "web-mail"
 * @sources: where the facts come from
 *
 * What is known of one provider. Data, not code: data/providers/<id>.json; schema beside them.
 */
typedef struct
{
  char       *id;
  char       *name;
  char      **kinds;
  char      **domains;
  char      **mx;
  GPtrArray  *servers;
  char       *user_name;
  char      **signin;
  SlOAuth2   *oauth2;
  GPtrArray  *feeds;
  char      **doors;
  char      **identity_doors;
  char      **depends;
  char      **address_patterns;
  GHashTable *help;
  char      **sources;
} SlProvider;

SlProvider *sl_provider_new_from_json (const char *id, const char *data, gssize length, GError **error);
SlProvider *sl_provider_ref (SlProvider *provider);
void        sl_provider_unref (SlProvider *provider);

typedef enum
{
  SL_PROVIDER_ERROR_SYNTAX,
  SL_PROVIDER_ERROR_VALUE,
  SL_PROVIDER_ERROR_FILE, /* it cannot be written or removed */
} SlProviderError;

#define SL_PROVIDER_ERROR (sl_provider_error_quark ())
GQuark sl_provider_error_quark (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlProvider, sl_provider_unref)
