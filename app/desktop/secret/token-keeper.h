/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "budget.h"
#include "grant.h"
#include "keyring.h"

/**
 * SlTokenKeeper:
 *
 * Turns what the user allowed in the browser into access tokens. Refresh tokens lie in the keyring,
 * access tokens in memory only, until shortly before their end. It promises that a refused refresh
 * token is presented once and never again, that whoever asks at the same time shares one request, and
 * that a rotated refresh token is in the keyring before its access token is used. A request that has
 * begun is not broken off, or a rotated token could be lost. Owned by #SlAccountSecrets; main thread.
 */
#define SL_TYPE_TOKEN_KEEPER (sl_token_keeper_get_type ())
G_DECLARE_FINAL_TYPE (SlTokenKeeper, sl_token_keeper, SL, TOKEN_KEEPER, GObject)

SlTokenKeeper *sl_token_keeper_new (SlKeyring *keyring);
void           sl_token_keeper_set_budget (SlTokenKeeper *self, SlBudget *budget);
void           sl_token_keeper_set_trust (SlTokenKeeper *self, GTlsDatabase *trust);
void           sl_token_keeper_lookup_async (SlTokenKeeper      *self,
                                             const char         *account_id,
                                             const char         *host,
                                             GCancellable       *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer            user_data);
SlCredential  *sl_token_keeper_lookup_finish (SlTokenKeeper *self, GAsyncResult *result, GError **error);
gboolean       sl_token_keeper_drop (SlTokenKeeper *self, const char *account_id, const SlSecret *token);
void           sl_token_keeper_keep_async (SlTokenKeeper      *self,
                                           const char         *account_id,
                                           const char         *label,
                                           const SlGrant      *grant,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
gboolean       sl_token_keeper_keep_finish (SlTokenKeeper *self, GAsyncResult *result, GError **error);
void           sl_token_keeper_find_grant_async (SlTokenKeeper      *self,
                                                 const char         *account_id,
                                                 GCancellable       *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer            user_data);
SlGrant       *sl_token_keeper_find_grant_finish (SlTokenKeeper *self, GAsyncResult *result, GError **error);
void           sl_token_keeper_forget (SlTokenKeeper *self, const char *account_id);
