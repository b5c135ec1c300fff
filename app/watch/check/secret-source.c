/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "secret-source.h"

G_DEFINE_INTERFACE (SlSecretSource, sl_secret_source, G_TYPE_OBJECT)

static void
sl_secret_source_default_init (SlSecretSourceInterface *iface)
{
}

/**
 * sl_secret_source_lookup_async:
 * @self: a source of secrets
 * @account_id: whose credential
 * @cancellable: (nullable): ends the lookup early
 * @callback: called once on the calling thread's main context
 * @user_data: for @callback
 *
 * Begins to look up an account's credential.
 */
void
sl_secret_source_lookup_async (SlSecretSource     *self,
                               const char         *account_id,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_return_if_fail (SL_IS_SECRET_SOURCE (self));
  g_return_if_fail (account_id != NULL);

  SL_SECRET_SOURCE_GET_IFACE (self)->lookup_async (self, account_id, cancellable, callback,
                                                   user_data);
}

/**
 * sl_secret_source_lookup_finish:
 * @self: a source of secrets
 * @result: what the callback was given
 * @error: set if the store itself failed (locked, absent), or the lookup was cancelled;
 *   %G_IO_ERROR_TIMED_OUT: it did not answer, and asking again soon may help
 *
 * Returns: (transfer full) (nullable): the credential, or why there is none; %NULL without @error set
 *   if none is stored
 */
SlCredential *
sl_secret_source_lookup_finish (SlSecretSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SL_IS_SECRET_SOURCE (self), NULL);

  return SL_SECRET_SOURCE_GET_IFACE (self)->lookup_finish (self, result, error);
}

/**
 * sl_secret_source_report_refused:
 * @self: a source of secrets
 * @account_id: whose credential
 * @secret: what the source gave for it, and what a server has just refused
 *
 * Tells a source that may have a fresher token; the account's secret is then announced as changed.
 */
void
sl_secret_source_report_refused (SlSecretSource *self,
                                 const char     *account_id,
                                 const SlSecret *secret)
{
  SlSecretSourceInterface *iface;

  g_return_if_fail (SL_IS_SECRET_SOURCE (self));

  iface = SL_SECRET_SOURCE_GET_IFACE (self);
  if (iface->report_refused != NULL)
    iface->report_refused (self, account_id, secret);
}
