/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keyring's writing side: it takes and forgets accounts' secrets. */
#define G_LOG_DOMAIN "sl-desktop"

#include "keyring-private.h"

#define CONTENT_TYPE "text/plain"

/* Storing */

typedef struct
{
  char     *account_id;
  char     *label;
  SlSecret *secret;
  guint     patience; /* 0: nobody waits for the keyring to open */
  gboolean  is_told;
} Deposit;

static void
deposit_free (Deposit *deposit)
{
  g_free (deposit->account_id);
  g_free (deposit->label);
  sl_secret_unref (deposit->secret);
  g_free (deposit);
}

/* Tells the caller, who may have been told already that memory serves for the time being. */
static void
tell (GTask *task, const GError *cancelled)
{
  Deposit *deposit = g_task_get_task_data (task);

  g_clear_handle_id (&deposit->patience, g_source_remove);
  if (deposit->is_told)
    return;
  deposit->is_told = TRUE;
  if (cancelled != NULL)
    g_task_return_error (task, g_error_copy (cancelled));
  else
    g_task_return_boolean (task, TRUE);
}

static void
conclude_store (GTask *task, const GError *error)
{
  SlKeyring *self = g_task_get_source_object (task);
  Deposit   *deposit = g_task_get_task_data (task);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      tell (task, error);
      return;
    }
  sl_keyring_judge (self, error);
  sl_memory_secrets_set (self->memory, deposit->account_id, error == NULL ? NULL : deposit->secret);
  tell (task, NULL);
}

static void
on_store_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  secret_password_store_finish (result, &error);
  conclude_store (task, error);
}

static void
on_open_for_store (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Deposit *deposit = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) attributes = sl_keyring_build_attributes (deposit->account_id);
  g_autoptr (SecretValue) value = NULL;
  const char *data;
  gsize       length;

  if (!sl_keyring_opener_open_finish (SL_KEYRING_OPENER (source), result, &error))
    {
      conclude_store (task, error);
      return;
    }
  g_clear_handle_id (&deposit->patience, g_source_remove);
  data = sl_secret_peek (deposit->secret, &length);
  value = secret_value_new (data, length, CONTENT_TYPE);
  secret_password_storev_binary (&sl_keyring_schema, attributes, SECRET_COLLECTION_DEFAULT,
                                 deposit->label, value, g_task_get_cancellable (task),
                                 on_store_ready, g_object_ref (task));
}

/* The keyring takes the secret when it opens after all; until then memory has it. */
static gboolean
on_patience_over (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  SlKeyring *self = g_task_get_source_object (task);
  Deposit   *deposit = g_task_get_task_data (task);
  g_autoptr (GError) error
      = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "the keyring does not open");

  deposit->patience = 0;
  sl_keyring_wait_for_opening (self);
  sl_keyring_judge (self, error);
  sl_memory_secrets_set (self->memory, deposit->account_id, deposit->secret);
  tell (task, NULL);
  return G_SOURCE_REMOVE;
}

/**
 * sl_keyring_store_async:
 * @self: the keyring
 * @account_id: whose secret
 * @label: what the user's keyring program shows beside it
 * @secret: the secret, in place of the account's former one
 * @cancellable: (nullable): ends the waiting
 * @callback: called when it is stored
 * @user_data: for @callback
 *
 * Keeps a secret: in the keyring, or in memory where there is no keyring or it stays locked. If the
 * keyring does not open in time, memory keeps it until it does.
 */
void
sl_keyring_store_async (SlKeyring          *self,
                        const char         *account_id,
                        const char         *label,
                        SlSecret           *secret,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  GTask   *task;
  Deposit *deposit;

  g_return_if_fail (SL_IS_KEYRING (self));
  g_return_if_fail (account_id != NULL && label != NULL && secret != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sl_keyring_store_async);
  deposit = g_new0 (Deposit, 1);
  deposit->account_id = g_strdup (account_id);
  deposit->label = g_strdup (label);
  deposit->secret = sl_secret_ref (secret);
  deposit->patience = g_timeout_add (self->answer_limit_ms, on_patience_over, task);
  g_task_set_task_data (task, deposit, (GDestroyNotify) deposit_free);
  sl_keyring_opener_open_async (self->opener, cancellable, on_open_for_store, task);
}

/**
 * sl_keyring_store_finish:
 * @self: the keyring
 * @result: from the callback
 * @error: set if the waiting was cancelled
 *
 * Whether the secret is in the keyring or only in memory tells sl_keyring_get_problem().
 *
 * Returns: whether the secret can be looked up from now on
 */
gboolean
sl_keyring_store_finish (SlKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Forgetting */

/* Where there is no keyring, nothing is left to forget. */
static void
conclude_clear (GTask *task, const GError *error)
{
  sl_keyring_judge (g_task_get_source_object (task), error);
  if (error != NULL && !g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN))
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_clear_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  conclude_clear (task, error);
}

static void
on_open_for_clear (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GHashTable) attributes = sl_keyring_build_attributes (g_task_get_task_data (task));
  g_autoptr (GError) error = NULL;

  if (sl_keyring_opener_open_finish (SL_KEYRING_OPENER (source), result, &error))
    secret_password_clearv (&sl_keyring_schema, attributes, g_task_get_cancellable (task),
                            on_clear_ready, g_object_ref (task));
  else
    conclude_clear (task, error);
}

/**
 * sl_keyring_clear_async:
 * @self: the keyring
 * @account_id: whose secret to forget; none stored is fine
 * @cancellable: (nullable): ends the waiting
 * @callback: called when it is forgotten
 * @user_data: for @callback
 */
void
sl_keyring_clear_async (SlKeyring          *self,
                        const char         *account_id,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (SL_IS_KEYRING (self));
  g_return_if_fail (account_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sl_keyring_clear_async);
  g_task_set_task_data (task, g_strdup (account_id), g_free);
  sl_memory_secrets_set (self->memory, account_id, NULL);
  sl_keyring_opener_open_async (self->opener, cancellable, on_open_for_clear, task);
}

/**
 * sl_keyring_clear_finish:
 * @self: the keyring
 * @result: from the callback
 * @error: set if the keyring could not be asked; it may then still hold the secret
 *
 * Returns: whether the secret is forgotten
 */
gboolean
sl_keyring_clear_finish (SlKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
