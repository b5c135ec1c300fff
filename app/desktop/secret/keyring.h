/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "secret-source.h"

/**
 * SlKeyring:
 *
 * Accounts' secrets in the user's keyring (libsecret). An #SlSecretSource. When there is no
 * keyring, a stored secret is kept in memory until the service ends, and sl_keyring_get_problem()
 * says so. A keyring that does not answer ends the lookup with %G_IO_ERROR_TIMED_OUT after 20
 * seconds. A locked keyring is asked to unlock itself once per run; after that it is left in peace.
 *
 * Signals:
 * - problem-changed (): sl_keyring_get_problem() answers anew
 * - unlocked (): a lookup that failed may find its secret now
 */
#define SL_TYPE_KEYRING (sl_keyring_get_type ())
G_DECLARE_FINAL_TYPE (SlKeyring, sl_keyring, SL, KEYRING, GObject)

SlKeyring  *sl_keyring_new (void);
void        sl_keyring_store_async (SlKeyring          *self,
                                    const char         *account_id,
                                    const char         *label,
                                    SlSecret           *secret,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
gboolean    sl_keyring_store_finish (SlKeyring *self, GAsyncResult *result, GError **error);
void        sl_keyring_clear_async (SlKeyring          *self,
                                    const char         *account_id,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
gboolean    sl_keyring_clear_finish (SlKeyring *self, GAsyncResult *result, GError **error);
const char *sl_keyring_get_problem (SlKeyring *self);
gboolean    sl_keyring_is_sole_keeper (SlKeyring *self);
void        sl_keyring_set_answer_limit_ms (SlKeyring *self, guint limit_ms);
