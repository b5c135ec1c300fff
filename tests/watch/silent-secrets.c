/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "silent-secrets.h"

struct _SilentSecrets
{
  GObject parent_instance;

  SlSecretSource *source;
  gboolean        silent;
  guint           n_lookups;
};

static void silent_secrets_source_init (SlSecretSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SilentSecrets,
                               silent_secrets,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SL_TYPE_SECRET_SOURCE,
                                                      silent_secrets_source_init))

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GError       *error = NULL;
  SlCredential *credential
      = sl_secret_source_lookup_finish (SL_SECRET_SOURCE (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, credential, (GDestroyNotify) sl_credential_free);
}

static void
lookup_async (SlSecretSource     *source,
              const char         *account_id,
              GCancellable       *cancellable,
              GAsyncReadyCallback callback,
              gpointer            user_data)
{
  SilentSecrets *self = SILENT_SECRETS (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  self->n_lookups++;
  if (self->silent)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "Nobody answers.");
  else
    sl_secret_source_lookup_async (self->source, account_id, cancellable, on_found,
                                   g_object_ref (task));
}

static SlCredential *
lookup_finish (SlSecretSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
silent_secrets_source_init (SlSecretSourceInterface *iface)
{
  iface->lookup_async = lookup_async;
  iface->lookup_finish = lookup_finish;
}

static void
silent_secrets_finalize (GObject *object)
{
  g_object_unref (SILENT_SECRETS (object)->source);
  G_OBJECT_CLASS (silent_secrets_parent_class)->finalize (object);
}

static void
silent_secrets_class_init (SilentSecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = silent_secrets_finalize;
}

static void
silent_secrets_init (SilentSecrets *self)
{
}

SilentSecrets *
silent_secrets_new (SlSecretSource *source)
{
  SilentSecrets *self = g_object_new (TYPE_SILENT_SECRETS, NULL);

  self->source = g_object_ref (source);
  return self;
}

void
silent_secrets_set_silent (SilentSecrets *self, gboolean silent)
{
  self->silent = silent;
}

guint
silent_secrets_get_n_lookups (SilentSecrets *self)
{
  return self->n_lookups;
}
