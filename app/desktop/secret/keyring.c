/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "keyring-private.h"

#include "answer-limit.h"

#include <glib/gi18n-lib.h>

/* A sandbox's keyring waits for a portal's answer, as long as the user needs to unlock it. */
#define ANSWER_LIMIT_MS (20 * 1000)

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
const SecretSchema sl_keyring_schema = {
  "io.github.stormlantern.StormLantern.Account",
  SECRET_SCHEMA_DONT_MATCH_NAME,
  { { "application", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 } },
};

/* Returns: (transfer full): the attributes of an account's item */
GHashTable *
sl_keyring_build_attributes (const char *account_id)
{
  return secret_attributes_build (&sl_keyring_schema, "application", SL_APPLICATION_ID, "account",
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
void
sl_keyring_judge (SlKeyring *self, const GError *error)
{
  if (error == NULL)
    set_problem (self, NULL);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    set_problem (self,
                 _ ("Your keyring does not answer, so stored passwords cannot be read. If "
                    "the desktop asks you to unlock it, do so; if not, sign out and in again."));
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
  sl_keyring_judge (g_task_get_source_object (task), told);
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
  sl_keyring_judge (g_task_get_source_object (task), NULL);
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
      sl_keyring_judge (self, NULL);
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
      sl_keyring_judge (self, NULL);
      g_task_return_pointer (task, NULL, NULL);
    }
  else if (SECRET_IS_ITEM (items->data) && secret_item_get_locked (items->data))
    {
      g_autoptr (GError) error = g_error_new_literal (SECRET_ERROR, SECRET_ERROR_IS_LOCKED,
                                                      _ ("Your keyring is locked. Unlock it."));

      sl_keyring_judge (self, error);
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

/* Whoever waits longer than a lookup may is told when the answer comes after all. */
static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SlKeyring *self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean was_missed;

  sl_keyring_opener_open_finish (SL_KEYRING_OPENER (source), result, &error);
  /* Cancelled means that the keyring object is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  was_missed = self->problem != NULL;
  self->waits_for_opening = FALSE;
  sl_keyring_judge (self, error);
  if (error == NULL && was_missed)
    g_signal_emit (self, signals[UNLOCKED], 0);
}

void
sl_keyring_wait_for_opening (SlKeyring *self)
{
  if (self->waits_for_opening)
    return;
  self->waits_for_opening = TRUE;
  sl_keyring_opener_open_async (self->opener, self->cancellable, on_opened, self);
}

static void
on_open_for_lookup (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Lookup *lookup = g_task_get_task_data (task);
  g_autoptr (GHashTable) attributes = sl_keyring_build_attributes (lookup->account_id);
  g_autoptr (GError) error = NULL;

  if (sl_keyring_opener_open_finish (SL_KEYRING_OPENER (source), result, &error))
    {
      secret_password_searchv (&sl_keyring_schema, attributes, SECRET_SEARCH_NONE,
                               sl_answer_limit_get_cancellable (lookup->limit), on_search_ready,
                               g_object_ref (task));
      return;
    }
  if (sl_answer_limit_is_over (lookup->limit))
    sl_keyring_wait_for_opening (g_task_get_source_object (task));
  return_failure (task, error);
}

static void
on_memory_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (SlCredential) kept
      = sl_secret_source_lookup_finish (SL_SECRET_SOURCE (source), result, NULL);
  SlKeyring *self = g_task_get_source_object (task);
  Lookup    *lookup = g_task_get_task_data (task);

  if (kept != NULL)
    g_task_return_pointer (task, g_steal_pointer (&kept), (GDestroyNotify) sl_credential_free);
  else
    sl_keyring_opener_open_async (self->opener, sl_answer_limit_get_cancellable (lookup->limit),
                                  on_open_for_lookup, g_object_ref (task));
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

/* Life */

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
  g_clear_object (&self->opener);
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
  g_autoptr (GHashTable) nobody = sl_keyring_build_attributes ("");

  self->memory = sl_memory_secrets_new ();
  self->opener = sl_keyring_opener_new (&sl_keyring_schema, nobody);
  self->cancellable = g_cancellable_new ();
  self->answer_limit_ms = ANSWER_LIMIT_MS;
  sl_keyring_wait_for_opening (self);
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
 * @limit_ms: milliseconds within which a secret must be found, or the keyring must open to store
 *   one; 20 seconds unless set
 *
 * For tests, which cannot wait that long.
 */
void
sl_keyring_set_answer_limit_ms (SlKeyring *self, guint limit_ms)
{
  g_return_if_fail (SL_IS_KEYRING (self));

  self->answer_limit_ms = limit_ms;
}
