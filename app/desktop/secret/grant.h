/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "secret.h"

/**
 * SlGrant:
 * @token_url: where it is exchanged for access tokens
 * @client_id: the client it was given to
 * @client_secret: (nullable): that client's secret
 * @scope: what was asked for, words with spaces between
 * @hosts: names of the mail servers its tokens may be sent to; never NULL
 * @refresh_token: the permission itself
 *
 * What the user allowed in the browser, as it lies in the keyring, complete in one item so that a
 * rotated refresh token takes the old one's place at once or not at all. Immutable.
 */
typedef struct
{
  char     *token_url;
  char     *client_id;
  SlSecret *client_secret;
  char     *scope;
  char    **hosts;
  SlSecret *refresh_token;
} SlGrant;

SlGrant  *sl_grant_new_from_secret (const SlSecret *secret);
SlGrant  *sl_grant_copy (const SlGrant *grant);
void      sl_grant_free (SlGrant *grant);
SlSecret *sl_grant_to_secret (const SlGrant *grant);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlGrant, sl_grant_free)
