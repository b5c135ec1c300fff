/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account.h"
#include "provider-catalogue.h"
#include "watch-client.h"

#include <adwaita.h>

/**
 * SlSigninMethod:
 *
 * How the user signs in: with a password, on the provider's page in the browser, with an account of
 * the desktop's Online Accounts, or not at all. Promises that what was typed goes to the service and
 * to nobody else. Part of the account editor, which calls it in this order: set_client once,
 * set_account or set_provider whenever the address changes, find_mistake and dup_advice for the
 * sentence below the address, apply to the account before it is saved, hand_over once it stands in
 * the plan.
 *
 * Signals: changed (): the user changed something; activated (): the user pressed Enter;
 * online-account-chosen (SlServer *server, char *address): the user chose an account of the desktop,
 * whose server and address (nullable) are these
 */
#define SL_TYPE_SIGNIN_METHOD (sl_signin_method_get_type ())
G_DECLARE_FINAL_TYPE (SlSigninMethod, sl_signin_method, SL, SIGNIN_METHOD, AdwPreferencesGroup)

void        sl_signin_method_set_client (SlSigninMethod      *self,
                                         SlWatchClient       *client,
                                         SlProviderCatalogue *catalogue);
void        sl_signin_method_set_account (SlSigninMethod *self, const SlAccount *account);
void        sl_signin_method_set_provider (SlSigninMethod *self, SlProvider *provider);
void        sl_signin_method_set_address (SlSigninMethod *self, const char *address);
const char *sl_signin_method_find_mistake (SlSigninMethod *self, gboolean asked);
char       *sl_signin_method_dup_advice (SlSigninMethod *self);
void        sl_signin_method_apply (SlSigninMethod *self, SlAccount *account);
void        sl_signin_method_hand_over (SlSigninMethod *self, const char *account_id);
