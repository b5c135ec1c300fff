/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "credential.h"
#include "online-account.h"

#define SL_ONLINE_ACCOUNTS_MAX 64 /* as many accounts as a plan may have */

/**
 * SlOnlineAccounts:
 *
 * GNOME Online Accounts over plain D-Bus: which mail accounts the desktop has, and their passwords or
 * tokens. It starts that service only for who asks, never to look around, and never makes it check an
 * account: its check is a real sign-in that counts towards a lock-out. While it follows, every change
 * there is told, coalesced so that a noisy service costs little.
 *
 * Signals: changed (): accounts came, went or changed; list them anew
 */
#define SL_TYPE_ONLINE_ACCOUNTS (sl_online_accounts_get_type ())
G_DECLARE_FINAL_TYPE (SlOnlineAccounts, sl_online_accounts, SL, ONLINE_ACCOUNTS, GObject)

SlOnlineAccounts *sl_online_accounts_new (GDBusConnection *connection);
void              sl_online_accounts_follow (SlOnlineAccounts *self, gboolean follow);
void              sl_online_accounts_list_async (SlOnlineAccounts   *self,
                                                 gboolean            may_start,
                                                 GCancellable       *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer            user_data);
GPtrArray        *sl_online_accounts_list_finish (SlOnlineAccounts *self, GAsyncResult *result, GError **error);
void              sl_online_accounts_lookup_async (SlOnlineAccounts   *self,
                                                   const char         *id,
                                                   const SlServer     *server,
                                                   GCancellable       *cancellable,
                                                   GAsyncReadyCallback callback,
                                                   gpointer            user_data);
SlCredential     *sl_online_accounts_lookup_finish (SlOnlineAccounts *self, GAsyncResult *result, GError **error);
