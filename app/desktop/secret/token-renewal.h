/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "online-accounts.h"
#include "server.h"

#define SL_TYPE_TOKEN_RENEWAL (sl_token_renewal_get_type ())

G_DECLARE_FINAL_TYPE (SlTokenRenewal, sl_token_renewal, SL, TOKEN_RENEWAL, GObject)

SlTokenRenewal *sl_token_renewal_new (SlOnlineAccounts *online_accounts);
void            sl_token_renewal_begin (SlTokenRenewal *self,
                                        const char     *account_id,
                                        const char     *online_account,
                                        const SlServer *server,
                                        const SlSecret *refused);
