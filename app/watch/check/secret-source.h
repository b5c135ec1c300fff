/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "credential.h"

#include <gio/gio.h>

/**
 * SlSecretSource:
 *
 * Where the runner gets an account's credential just before a sign-in. Implemented by the keyring and
 * by what stands before it (desktop/), by memory in the practice and in tests. A lookup that finds
 * nothing returns %NULL without an error; an error means that the store itself failed (locked, absent).
 * report_refused may be missing: only who can get a fresh token by itself wants to know.
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
  SlCredential *(*lookup_finish) (SlSecretSource *self, GAsyncResult *result, GError **error);
  void (*report_refused) (SlSecretSource *self, const char *account_id, const SlSecret *secret);
};

void      sl_secret_source_lookup_async (SlSecretSource     *self,
                                         const char         *account_id,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
SlCredential *sl_secret_source_lookup_finish (SlSecretSource *self, GAsyncResult *result, GError **error);
void      sl_secret_source_report_refused (SlSecretSource *self, const char *account_id, const SlSecret *secret);
