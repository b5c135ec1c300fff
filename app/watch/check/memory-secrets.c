/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "memory-secrets.h"

struct _SlMemorySecrets
{
  GObject parent_instance;

  GHashTable *secrets; /* account id -> SlSecret */
};

static void sl_memory_secrets_source_init (SlSecretSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlMemorySecrets,
                               sl_memory_secrets,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SL_TYPE_SECRET_SOURCE,
                                                      sl_memory_secrets_source_init))

static void
sl_memory_secrets_finalize (GObject *object)
{
  SlMemorySecrets *self = SL_MEMORY_SECRETS (object);

  g_hash_table_unref (self->secrets);
  G_OBJECT_CLASS (sl_memory_secrets_parent_class)->finalize (object);
}

static void
lookup_async (SlSecretSource     *source,
              const char         *account_id,
              GCancellable       *cancellable,
              GAsyncReadyCallback callback,
              gpointer            user_data)
{
  SlMemorySecrets *self = SL_MEMORY_SECRETS (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  SlSecret *secret = g_hash_table_lookup (self->secrets, account_id);

  g_task_set_source_tag (task, lookup_async);
  if (secret != NULL)
    g_task_return_pointer (task, sl_credential_new_password (secret),
                           (GDestroyNotify) sl_credential_free);
  else
    g_task_return_pointer (task, NULL, NULL);
}

static SlCredential *
lookup_finish (SlSecretSource *source, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sl_memory_secrets_source_init (SlSecretSourceInterface *iface)
{
  iface->lookup_async = lookup_async;
  iface->lookup_finish = lookup_finish;
}

static void
sl_memory_secrets_class_init (SlMemorySecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_memory_secrets_finalize;
}

static void
sl_memory_secrets_init (SlMemorySecrets *self)
{
  self->secrets
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sl_secret_unref);
}

/**
 * sl_memory_secrets_new:
 *
 * Returns: (transfer full): a source that holds no secret yet
 */
SlMemorySecrets *
sl_memory_secrets_new (void)
{
  return g_object_new (SL_TYPE_MEMORY_SECRETS, NULL);
}

/**
 * sl_memory_secrets_set:
 * @self: memory secrets
 * @account_id: whose secret
 * @secret: (nullable): the secret; %NULL forgets it
 *
 * Keeps a secret until the process ends, in place of the account's former one.
 */
void
sl_memory_secrets_set (SlMemorySecrets *self, const char *account_id, SlSecret *secret)
{
  g_return_if_fail (SL_IS_MEMORY_SECRETS (self));
  g_return_if_fail (account_id != NULL);

  if (secret != NULL)
    g_hash_table_replace (self->secrets, g_strdup (account_id), sl_secret_ref (secret));
  else
    g_hash_table_remove (self->secrets, account_id);
}

/**
 * sl_memory_secrets_is_empty:
 * @self: the secrets
 *
 * Returns: whether nothing would be lost with them
 */
gboolean
sl_memory_secrets_is_empty (SlMemorySecrets *self)
{
  g_return_val_if_fail (SL_IS_MEMORY_SECRETS (self), TRUE);

  return g_hash_table_size (self->secrets) == 0;
}
