/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account.h"
#include "provider.h"
#include "watch-client.h"

#include <adwaita.h>

/**
 * SlSigninMethod:
 *
 * How the user signs in: here, the password. Promises that what was typed goes to the service and
 * to nobody else. Part of the account editor, which calls it in this order: set_account or
 * set_provider whenever the address changes, find_mistake and dup_advice for the sentence below the
 * address, apply to the account before it is saved, hand_over once it stands in the plan.
 *
 * Signals: changed (): the user changed something; activated (): the user pressed Enter
 */
#define SL_TYPE_SIGNIN_METHOD (sl_signin_method_get_type ())
G_DECLARE_FINAL_TYPE (SlSigninMethod, sl_signin_method, SL, SIGNIN_METHOD, AdwPreferencesGroup)

void        sl_signin_method_set_account (SlSigninMethod *self, const SlAccount *account);
void        sl_signin_method_set_provider (SlSigninMethod *self, SlProvider *provider);
const char *sl_signin_method_find_mistake (SlSigninMethod *self, gboolean asked);
char       *sl_signin_method_dup_advice (SlSigninMethod *self);
void        sl_signin_method_apply (SlSigninMethod *self, SlAccount *account);
void        sl_signin_method_hand_over (SlSigninMethod *self,
                                        SlWatchClient  *client,
                                        const char     *account_id);
