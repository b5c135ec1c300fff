/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account.h"
#include "provider.h"
#include "watch-client.h"

#include <adwaita.h>

/**
 * SlBrowserSignin:
 *
 * A sign-in on the provider's own page in the user's browser: one row that opens it, shows how far it
 * is and can be cancelled, and one for a client of the user's own. The service holds what was granted;
 * nothing secret comes here but the own client's secret, which goes to the service and is forgotten.
 * Part of the sign-in method and of the account's page. Whoever embeds it keeps what was granted.
 *
 * Signals: changed (): sl_browser_signin_is_granted() or what was typed is new
 */
#define SL_TYPE_BROWSER_SIGNIN (sl_browser_signin_get_type ())
G_DECLARE_FINAL_TYPE (SlBrowserSignin, sl_browser_signin, SL, BROWSER_SIGNIN, AdwPreferencesGroup)

void        sl_browser_signin_set_client (SlBrowserSignin *self, SlWatchClient *client);
void        sl_browser_signin_set_provider (SlBrowserSignin *self,
                                            const SlProvider *provider,
                                            const SlOAuth2   *oauth2);
void        sl_browser_signin_set_account (SlBrowserSignin *self, const SlAccount *account);
void        sl_browser_signin_set_address (SlBrowserSignin *self, const char *address);
gboolean    sl_browser_signin_is_granted (SlBrowserSignin *self);
const char *sl_browser_signin_find_mistake (SlBrowserSignin *self);
SlSignIn   *sl_browser_signin_dup_sign_in (SlBrowserSignin *self);
void        sl_browser_signin_keep (SlBrowserSignin *self, const char *account_id);
