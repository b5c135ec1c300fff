/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsecret/secret.h>

/**
 * SlKeyringOpener:
 *
 * Makes libsecret ready for all other calls. In a sandbox libsecret keeps a file of its own and
 * gets its key from the secret portal, which may take as long as the user needs to unlock the
 * keyring. It promises that libsecret's first question is put once at a time and never cancelled,
 * and that an answer which libsecret missed is asked for again.
 */
#define SL_TYPE_KEYRING_OPENER (sl_keyring_opener_get_type ())
G_DECLARE_FINAL_TYPE (SlKeyringOpener, sl_keyring_opener, SL, KEYRING_OPENER, GObject)

SlKeyringOpener *sl_keyring_opener_new (const SecretSchema *schema, GHashTable *attributes);
void             sl_keyring_opener_open_async (SlKeyringOpener    *self,
                                               GCancellable       *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer            user_data);
gboolean
sl_keyring_opener_open_finish (SlKeyringOpener *self, GAsyncResult *result, GError **error);
