/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "keyring.h"

#include "answer-limit.h"
#include "memory-secrets.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#define CONTENT_TYPE "text/plain"
/* A sandbox's keyring waits for a portal's answer, for ever if need be. */
#define ANSWER_LIMIT_MS (20 * 1000)

struct _SlKeyring
{
  GObject parent_instance;

  SlMemorySecrets *memory; /* what the keyring did not take */
  GCancellable    *cancellable;
  char            *problem;
  guint            answer_limit_ms;
  gboolean         asked_to_unlock; /* the user is asked once per run, not at every check */
};

static void sl_keyring_source_init (SlSecretSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlKeyring,
                               sl_keyring,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SL_TYPE_SECRET_SOURCE,
                                                      sl_keyring_source_init))

enum
{
  PROBLEM_CHANGED,
  UNLOCKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* A locked gnome-keyring finds nothing by a schema's name, so that a stored password would look
 * like none at all. An attribute of our own tells our items from those of other programs instead.
 */
static const SecretSchema account_schema = {
  "io.github.stormlantern.StormLantern.Account",
  SECRET_SCHEMA_DONT_MATCH_NAME,
  { { "application", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 } },
};

static GHashTable *
attributes_for (const char *account_id)
{
  return secret_attributes_build (&account_schema, "application", SL_APPLICATION_ID, "account",
                                  account_id, NULL);
}

/* The Problem */

static void
set_problem (SlKeyring *self, const char *problem)
{
  if (g_strcmp0 (self->problem, problem) == 0)
    return;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_signal_emit (self, signals[PROBLEM_CHANGED], 0);
}

/* Takes what the keyring answered: no error means that it is there and open. */
static void
judge (SlKeyring *self, const GError *error)
{
  if (error == NULL)
    set_problem (self, NULL);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    set_problem (self, _ ("Your keyring does not answer, so stored passwords cannot be read. Sign "
                          "out of the desktop and in again."));
  else if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    set_problem (self,
                 _ ("Your keyring is locked, so stored passwords cannot be read. Unlock it."));
  else
    set_problem (self,
                 _ ("There is no keyring, so a password is only kept until Storm Lantern ends."));
  if (error != NULL)
    g_debug ("The keyring failed: %s", error->message);
}

/* Looking Up */

typedef struct
{
  char          *account_id;
  SlAnswerLimit *limit;
} Lookup;

static void
lookup_free (Lookup *lookup)
{
  g_free (lookup->account_id);
  sl_answer_limit_free (lookup->limit);
  g_free (lookup);
}

static void
return_failure (GTask *task, const GError *error)
{
  Lookup *lookup = g_task_get_task_data (task);
  g_autoptr (GError) told = g_error_copy (error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      && sl_answer_limit_is_over (lookup->limit))
    {
      g_clear_error (&told);
      told = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                                  _ ("The keyring does not answer."));
    }
  judge (g_task_get_source_object (task), told);
  g_task_return_error (task, g_steal_pointer (&told));
}

static void
on_secret_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretValue) value
      = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);
  g_autoptr (SlSecret) secret = NULL;
  const char *data;
  gsize       length;

  if (error != NULL)
    {
      return_failure (task, error);
      return;
    }
  judge (g_task_get_source_object (task), NULL);
  if (value == NULL)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  data = secret_value_get (value, &length);
  /* What another program put there may be larger than any secret. */
  secret = length <= SL_SECRET_MAX_BYTES ? sl_secret_new (data, length) : NULL;
  if (secret == NULL)
    g_task_return_pointer (task, NULL, NULL);
  else
    g_task_return_pointer (task, sl_credential_new_password (secret),
                           (GDestroyNotify) sl_credential_free);
}

/* Unlocking */

static void
on_unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlKeyring) self = SL_KEYRING (user_data);
  g_autoptr (GError) error = NULL;

  if (secret_service_unlock_finish (SECRET_SERVICE (source), result, NULL, &error) > 0)
    {
      judge (self, NULL);
      g_signal_emit (self, signals[UNLOCKED], 0);
    }
  else if (error != NULL)
    g_debug ("The keyring stays locked: %s", error->message);
}

/* The question may stay open for hours, so nobody waits for the answer. It is not withdrawn either:
 * libsecret 0.20 reports an unlocking that was cancelled as a failure without an error. */
static void
ask_to_unlock (SlKeyring *self, SecretItem *item)
{
  GList items = { .data = item };

  if (self->asked_to_unlock)
    return;
  self->asked_to_unlock = TRUE;
  secret_service_unlock (secret_item_get_service (item), &items, NULL, on_unlocked,
                         g_object_ref (self));
}

static void
return_first_item (GTask *task, GList *items)
{
  SlKeyring *self = g_task_get_source_object (task);
  Lookup    *lookup = g_task_get_task_data (task);

  if (items == NULL)
    {
      judge (self, NULL);
      g_task_return_pointer (task, NULL, NULL);
    }
  else if (SECRET_IS_ITEM (items->data) && secret_item_get_locked (items->data))
    {
      g_autoptr (GError) error = g_error_new_literal (SECRET_ERROR, SECRET_ERROR_IS_LOCKED,
                                                      _ ("Your keyring is locked. Unlock it."));

      judge (self, error);
      ask_to_unlock (self, SECRET_ITEM (items->data));
      g_task_return_error (task, g_steal_pointer (&error));
    }
  else
    secret_retrievable_retrieve_secret (SECRET_RETRIEVABLE (items->data),
                                        sl_answer_limit_get_cancellable (lookup->limit),
                                        on_secret_ready, g_object_ref (task));
}

static void
on_search_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  GList *items = secret_password_search_finish (result, &error);

  if (error != NULL)
    return_failure (task, error);
  else
    return_first_item (task, items);
  g_list_free_full (items, g_object_unref);
}

static void
on_memory_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (SlCredential) kept
      = sl_secret_source_lookup_finish (SL_SECRET_SOURCE (source), result, NULL);
  Lookup *lookup = g_task_get_task_data (task);
  g_autoptr (GHashTable) attributes = attributes_for (lookup->account_id);

  if (kept != NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&kept), (GDestroyNotify) sl_credential_free);
      return;
    }
  secret_password_searchv (&account_schema, attributes, SECRET_SEARCH_NONE,
                           sl_answer_limit_get_cancellable (lookup->limit), on_search_ready,
                           g_object_ref (task));
}

static void
lookup_async (SlSecretSource     *source,
              const char         *account_id,
              GCancellable       *cancellable,
              GAsyncReadyCallback callback,
              gpointer            user_data)
{
  SlKeyring *self = SL_KEYRING (source);
  GTask     *task = g_task_new (self, cancellable, callback, user_data);
  Lookup    *lookup = g_new0 (Lookup, 1);

  lookup->account_id = g_strdup (account_id);
  lookup->limit = sl_answer_limit_new (cancellable, self->answer_limit_ms);
  g_task_set_source_tag (task, lookup_async);
  g_task_set_task_data (task, lookup, (GDestroyNotify) lookup_free);
  sl_secret_source_lookup_async (SL_SECRET_SOURCE (self->memory), account_id, cancellable,
                                 on_memory_ready, task);
}

static SlCredential *
lookup_finish (SlSecretSource *source, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sl_keyring_source_init (SlSecretSourceInterface *iface)
{
  iface->lookup_async = lookup_async;
  iface->lookup_finish = lookup_finish;
}

/* The First Look */

static void
on_probe_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GList *items = secret_password_search_finish (result, &error);

  /* Cancelled means that the keyring object is gone. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    judge (user_data, error);
  g_list_free_full (items, g_object_unref);
}

static void
sl_keyring_dispose (GObject *object)
{
  g_cancellable_cancel (SL_KEYRING (object)->cancellable);
  G_OBJECT_CLASS (sl_keyring_parent_class)->dispose (object);
}

static void
sl_keyring_finalize (GObject *object)
{
  SlKeyring *self = SL_KEYRING (object);

  g_clear_object (&self->memory);
  g_clear_object (&self->cancellable);
  g_free (self->problem);
  G_OBJECT_CLASS (sl_keyring_parent_class)->finalize (object);
}

static void
sl_keyring_class_init (SlKeyringClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sl_keyring_dispose;
  object_class->finalize = sl_keyring_finalize;

  signals[PROBLEM_CHANGED] = g_signal_new ("problem-changed", G_TYPE_FROM_CLASS (klass),
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[UNLOCKED] = g_signal_new ("unlocked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_keyring_init (SlKeyring *self)
{
  g_autoptr (GHashTable) nobody = attributes_for ("");

  self->memory = sl_memory_secrets_new ();
  self->cancellable = g_cancellable_new ();
  self->answer_limit_ms = ANSWER_LIMIT_MS;
  secret_password_searchv (&account_schema, nobody, SECRET_SEARCH_NONE, self->cancellable,
                           on_probe_ready, self);
}

/**
 * sl_keyring_new:
 *
 * Asks the keyring at once whether it is there, without making it ask the user anything. A secret
 * that is looked up while the keyring is locked makes it ask once; "unlocked" is emitted when that
 * helped.
 *
 * Returns: (transfer full): the user's keyring
 */
SlKeyring *
sl_keyring_new (void)
{
  return g_object_new (SL_TYPE_KEYRING, NULL);
}

/* Storing */

typedef struct
{
  char     *account_id;
  SlSecret *secret;
} Deposit;

static void
deposit_free (Deposit *deposit)
{
  g_free (deposit->account_id);
  sl_secret_unref (deposit->secret);
  g_free (deposit);
}

static void
on_store_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  SlKeyring *self = g_task_get_source_object (task);
  Deposit   *deposit = g_task_get_task_data (task);
  gboolean   stored = secret_password_store_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  judge (self, error);
  sl_memory_secrets_set (self->memory, deposit->account_id, stored ? NULL : deposit->secret);
  g_task_return_boolean (task, TRUE);
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
 * Keeps a secret: in the keyring, or in memory where there is no keyring or it stays locked.
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
  g_autoptr (GHashTable) attributes = NULL;
  g_autoptr (SecretValue) value = NULL;
  GTask      *task;
  Deposit    *deposit;
  const char *data;
  gsize       length;

  g_return_if_fail (SL_IS_KEYRING (self));
  g_return_if_fail (account_id != NULL && label != NULL && secret != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sl_keyring_store_async);
  deposit = g_new0 (Deposit, 1);
  deposit->account_id = g_strdup (account_id);
  deposit->secret = sl_secret_ref (secret);
  g_task_set_task_data (task, deposit, (GDestroyNotify) deposit_free);

  attributes = attributes_for (account_id);
  data = sl_secret_peek (secret, &length);
  value = secret_value_new (data, length, CONTENT_TYPE);
  secret_password_storev_binary (&account_schema, attributes, SECRET_COLLECTION_DEFAULT, label,
                                 value, cancellable, on_store_ready, task);
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

static void
on_clear_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  judge (g_task_get_source_object (task), error);
  /* Where there is no keyring, nothing is left to forget. */
  if (error != NULL && !g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
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
  g_autoptr (GHashTable) attributes = NULL;
  GTask *task;

  g_return_if_fail (SL_IS_KEYRING (self));
  g_return_if_fail (account_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sl_keyring_clear_async);
  sl_memory_secrets_set (self->memory, account_id, NULL);
  attributes = attributes_for (account_id);
  secret_password_clearv (&account_schema, attributes, cancellable, on_clear_ready, task);
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

/**
 * sl_keyring_get_problem:
 * @self: the keyring
 *
 * Returns: (transfer none) (nullable): what is wrong with the keyring, a sentence for the user;
 *   "problem-changed" is emitted when it changes
 */
const char *
sl_keyring_get_problem (SlKeyring *self)
{
  g_return_val_if_fail (SL_IS_KEYRING (self), NULL);

  return self->problem;
}

/**
 * sl_keyring_is_sole_keeper:
 * @self: the keyring
 *
 * Returns: whether a password would be lost with the process, because no keyring took it
 */
gboolean
sl_keyring_is_sole_keeper (SlKeyring *self)
{
  g_return_val_if_fail (SL_IS_KEYRING (self), FALSE);

  return !sl_memory_secrets_is_empty (self->memory);
}

/**
 * sl_keyring_set_answer_limit_ms:
 * @self: the keyring
 * @limit_ms: milliseconds within which a secret must be found, 20 seconds unless set
 *
 * For tests, which cannot wait that long.
 */
void
sl_keyring_set_answer_limit_ms (SlKeyring *self, guint limit_ms)
{
  g_return_if_fail (SL_IS_KEYRING (self));

  self->answer_limit_ms = limit_ms;
}
