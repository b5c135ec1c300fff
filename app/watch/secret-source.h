/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "secret.h"

#include <gio/gio.h>

/**
 * SlSecretSource:
 *
 * Where the runner gets an account's secret just before a sign-in. Implemented by the keyring
 * (desktop/), by memory in the practice and in tests. A lookup that finds nothing returns %NULL
 * without an error; an error means that the store itself failed (locked, absent).
 */
#define SL_TYPE_SECRET_SOURCE (sl_secret_source_get_type ())
G_DECLARE_INTERFACE (SlSecretSource, sl_secret_source, SL, SECRET_SOURCE, GObject)

struct _SlSecretSourceInterface
{
  GTypeInterface parent;

  void (*lookup_async) (SlSecretSource     *self,
                        const char         *account_id,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data);
  SlSecret *(*lookup_finish) (SlSecretSource *self, GAsyncResult *result, GError **error);
};

void      sl_secret_source_lookup_async (SlSecretSource     *self,
                                         const char         *account_id,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
SlSecret *sl_secret_source_lookup_finish (SlSecretSource *self, GAsyncResult *result, GError **error);
