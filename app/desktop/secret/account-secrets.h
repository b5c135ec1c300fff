/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "keyring.h"
#include "online-accounts.h"
#include "plan.h"
#include "token-keeper.h"

/**
 * SlAccountSecrets:
 *
 * Where each account's credential comes from, as the plan says: the keyring, GNOME Online Accounts or
 * a grant of the user's. An #SlSecretSource. It follows Online Accounts only while the plan uses them.
 * Owned by the engine.
 *
 * Signals:
 * - renewed (char *account_id): that account's credential may be another one now
 * - problem-changed (): sl_account_secrets_get_problem() answers anew
 */
#define SL_TYPE_ACCOUNT_SECRETS (sl_account_secrets_get_type ())
G_DECLARE_FINAL_TYPE (SlAccountSecrets, sl_account_secrets, SL, ACCOUNT_SECRETS, GObject)

SlAccountSecrets *sl_account_secrets_new (SlKeyring        *keyring,
                                          SlTokenKeeper    *keeper,
                                          SlOnlineAccounts *online_accounts);
void              sl_account_secrets_set_plan (SlAccountSecrets *self, SlPlan *plan);
const char       *sl_account_secrets_get_problem (SlAccountSecrets *self);
