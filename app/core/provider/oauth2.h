/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "json-fields.h"

/**
 * SlOAuth2:
 * @authorize_url: where the browser asks the user; https; may hold "{tenant}"
 * @token_url: where codes and refresh tokens are exchanged; the same
 * @scopes: what is asked for; never empty
 * @tenant: (nullable): what takes the place of "{tenant}" unless the user says otherwise
 * @redirect_host: "127.0.0.1" or "localhost": by which name the provider lets itself be led back
 * @parameters: further names and values for the browser's address, in pairs; never NULL
 * @client: (nullable): under which name this program may have been built with a client of its own
 *
 * How a provider hands out OAuth 2 tokens for mail. Data of a provider file; immutable.
 */
typedef struct
{
  char  *authorize_url;
  char  *token_url;
  char **scopes;
  char  *tenant;
  char  *redirect_host;
  char **parameters;
  char  *client;
} SlOAuth2;

SlOAuth2   *sl_oauth2_new_from_fields (const SlJsonFields *fields, GError **error);
void        sl_oauth2_free (SlOAuth2 *oauth2);
char       *sl_oauth2_fill_url (const SlOAuth2 *oauth2, const char *url, const char *tenant);
const char *sl_oauth2_get_built_in_client_id (const SlOAuth2 *oauth2);
const char *sl_oauth2_get_built_in_client_secret (const SlOAuth2 *oauth2);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlOAuth2, sl_oauth2_free)
