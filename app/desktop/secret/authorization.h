/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "grant.h"
#include "oauth2.h"

#include <gio/gio.h>

#define SL_AUTHORIZATION_TIMEOUT_SECONDS (10 * 60) /* for the user in the browser */

typedef enum
{
  SL_AUTHORIZATION_WAITING,    /* for the browser */
  SL_AUTHORIZATION_EXCHANGING, /* the browser's code for tokens */
  SL_AUTHORIZATION_GRANTED,
  SL_AUTHORIZATION_FAILED,
  SL_AUTHORIZATION_CANCELLED,
} SlAuthorizationState;

/**
 * SlAuthorizationRequest:
 * @oauth2: how the provider hands out tokens
 * @hosts: the mail servers that the tokens may be sent to
 * @client_id: (nullable): the user's own client; %NULL: the built-in one
 * @client_secret: (nullable): the user's own client's secret
 * @tenant: (nullable): the organisation, where the provider knows such
 * @address: (nullable): who will probably sign in; the provider's page is told
 * @trust: (nullable): certificates to trust instead of the system's
 *
 * What the user is to allow. Borrowed during the call.
 */
typedef struct
{
  const SlOAuth2    *oauth2;
  const char *const *hosts;
  const char        *client_id;
  SlSecret          *client_secret;
  const char        *tenant;
  const char        *address;
  GTlsDatabase      *trust;
} SlAuthorizationRequest;

/**
 * SlAuthorization:
 *
 * One sign-in in the user's own browser: authorization code with PKCE and a loopback redirection. The
 * program never sees the password. Ends by itself after ten minutes. Owned by who began it.
 *
 * Signals: changed (): sl_authorization_get_state() answers anew
 *
 * Source: RFC 6749, 4.1; RFC 7636; RFC 8252.
 */
#define SL_TYPE_AUTHORIZATION (sl_authorization_get_type ())
G_DECLARE_FINAL_TYPE (SlAuthorization, sl_authorization, SL, AUTHORIZATION, GObject)

SlAuthorization     *sl_authorization_new (const SlAuthorizationRequest *request, GError **error);
const char          *sl_authorization_get_url (SlAuthorization *self);
SlAuthorizationState sl_authorization_get_state (SlAuthorization *self);
const char          *sl_authorization_get_text (SlAuthorization *self);
const SlGrant       *sl_authorization_get_grant (SlAuthorization *self);
void                 sl_authorization_cancel (SlAuthorization *self);
