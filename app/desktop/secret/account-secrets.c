/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "account-secrets.h"

#include "token-renewal.h"

struct _SlAccountSecrets
{
  GObject           parent_instance;
  SlKeyring        *keyring;
  SlTokenKeeper    *keeper;
  SlOnlineAccounts *online_accounts;
  SlTokenRenewal   *renewal; /* nullable: after dispose */
  SlPlan           *plan;    /* nullable */
  GHashTable       *states;  /* online account's id -> what was last seen of it */
  GCancellable     *cancellable;
  char             *problem; /* nullable */
};

static void sl_account_secrets_source_init (SlSecretSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlAccountSecrets,
                               sl_account_secrets,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SL_TYPE_SECRET_SOURCE,
                                                      sl_account_secrets_source_init))

enum
{
  RENEWED,
  PROBLEM_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sl_account_secrets_dispose (GObject *object)
{
  SlAccountSecrets *self = SL_ACCOUNT_SECRETS (object);

  g_cancellable_cancel (self->cancellable);
  if (self->renewal != NULL)
    g_object_run_dispose (G_OBJECT (self->renewal));
  g_clear_object (&self->renewal);
  if (self->online_accounts != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->online_accounts, self);
      sl_online_accounts_follow (self->online_accounts, FALSE);
    }
  g_clear_object (&self->online_accounts);
  G_OBJECT_CLASS (sl_account_secrets_parent_class)->dispose (object);
}

static void
sl_account_secrets_finalize (GObject *object)
{
  SlAccountSecrets *self = SL_ACCOUNT_SECRETS (object);

  g_clear_object (&self->keyring);
  g_clear_object (&self->keeper);
  g_clear_object (&self->plan);
  g_clear_object (&self->cancellable);
  g_hash_table_unref (self->states);
  g_free (self->problem);
  G_OBJECT_CLASS (sl_account_secrets_parent_class)->finalize (object);
}

static void
sl_account_secrets_class_init (SlAccountSecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_account_secrets_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_account_secrets_finalize;
  signals[RENEWED] = g_signal_new ("renewed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PROBLEM_CHANGED] = g_signal_new ("problem-changed", G_TYPE_FROM_CLASS (klass),
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_account_secrets_init (SlAccountSecrets *self)
{
  self->cancellable = g_cancellable_new ();
  self->states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
set_problem (SlAccountSecrets *self, const char *problem)
{
  if (g_strcmp0 (self->problem, problem) == 0)
    return;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_signal_emit (self, signals[PROBLEM_CHANGED], 0);
}

static void
emit_renewed (SlAccountSecrets *self, const char *account_id)
{
  g_signal_emit (self, signals[RENEWED], 0, account_id);
}

/* Following Online Accounts */

static const char *
get_online_account (const SlAccount *account)
{
  return sl_account_get_sign_in_kind (account) == SL_SIGN_IN_ONLINE_ACCOUNT
             ? account->sign_in->online_account
             : NULL;
}

/* Whatever decides whether, and with what, one can sign in. */
static char *
describe (GPtrArray *online, const char *id)
{
  for (guint i = 0; i < online->len; i++)
    {
      const SlOnlineAccount *account = online->pdata[i];

      if (g_str_equal (account->id, id))
        return g_strdup_printf ("%s %d %d %d %d", account->path, account->attention,
                                account->mail_disabled, account->takes_token,
                                account->takes_password);
    }
  return g_strdup ("absent");
}

static void
compare (SlAccountSecrets *self, const SlAccount *account, GPtrArray *online)
{
  const char      *id = get_online_account (account);
  g_autofree char *state = id != NULL ? describe (online, id) : NULL;
  const char      *before = id != NULL ? g_hash_table_lookup (self->states, id) : NULL;
  gboolean         renewed = before != NULL && !g_str_equal (before, state);

  if (id == NULL)
    return;
  g_hash_table_replace (self->states, g_strdup (id), g_steal_pointer (&state));
  if (renewed)
    emit_renewed (self, account->id);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) online
      = sl_online_accounts_list_finish (SL_ONLINE_ACCOUNTS (source), result, &error);
  SlAccountSecrets *self = user_data;
  g_autoptr (SlPlan) plan = NULL;
  GPtrArray *accounts;

  /* Cancelled means that the object is gone. A service that cannot be read changes nothing. */
  if (online == NULL)
    return;
  plan = self->plan != NULL ? g_object_ref (self->plan) : NULL;
  accounts = plan != NULL ? sl_plan_get_accounts (plan) : NULL;
  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    compare (self, accounts->pdata[i], online);
}

static void
on_online_accounts_changed (SlAccountSecrets *self)
{
  sl_online_accounts_list_async (self->online_accounts, FALSE, self->cancellable, on_listed, self);
}

/* Whoever waited for the keyring need not wait for the next round. */
static void
on_keyring_unlocked (SlAccountSecrets *self)
{
  g_autoptr (SlPlan) plan = self->plan != NULL ? g_object_ref (self->plan) : NULL;
  GPtrArray *accounts = plan != NULL ? sl_plan_get_accounts (plan) : NULL;

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const SlAccount *account = accounts->pdata[i];

      if (get_online_account (account) == NULL && sl_account_get_signin_server (account) != NULL)
        emit_renewed (self, account->id);
    }
}

/**
 * sl_account_secrets_new:
 * @keyring: passwords
 * @keeper: the user's own grants
 * @online_accounts: GNOME's
 *
 * Returns: (transfer full): a source that knows no plan yet, so that everything is a password
 */
SlAccountSecrets *
sl_account_secrets_new (SlKeyring        *keyring,
                        SlTokenKeeper    *keeper,
                        SlOnlineAccounts *online_accounts)
{
  SlAccountSecrets *self = g_object_new (SL_TYPE_ACCOUNT_SECRETS, NULL);

  self->keyring = g_object_ref (keyring);
  self->keeper = g_object_ref (keeper);
  self->online_accounts = g_object_ref (online_accounts);
  self->renewal = sl_token_renewal_new (online_accounts);
  g_signal_connect_swapped (self->renewal, "renewed", G_CALLBACK (emit_renewed), self);
  g_signal_connect_object (keyring, "unlocked", G_CALLBACK (on_keyring_unlocked), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (online_accounts, "changed", G_CALLBACK (on_online_accounts_changed),
                            self);
  return self;
}

/**
 * sl_account_secrets_set_plan:
 * @self: account secrets
 * @plan: says where each account's sign-in comes from
 */
void
sl_account_secrets_set_plan (SlAccountSecrets *self, SlPlan *plan)
{
  GPtrArray *accounts = sl_plan_get_accounts (plan);
  gboolean   wanted = FALSE;

  g_return_if_fail (SL_IS_ACCOUNT_SECRETS (self));

  g_set_object (&self->plan, plan);
  for (guint i = 0; i < accounts->len; i++)
    wanted |= get_online_account (accounts->pdata[i]) != NULL;
  sl_online_accounts_follow (self->online_accounts, wanted);
  if (wanted)
    {
      on_online_accounts_changed (self);
      return;
    }
  g_hash_table_remove_all (self->states);
  set_problem (self, NULL);
}

/**
 * sl_account_secrets_get_problem:
 * @self: account secrets
 *
 * Returns: (transfer none) (nullable): why GNOME Online Accounts cannot be had although the plan
 *   needs them, one sentence
 */
const char *
sl_account_secrets_get_problem (SlAccountSecrets *self)
{
  g_return_val_if_fail (SL_IS_ACCOUNT_SECRETS (self), NULL);

  return self->problem;
}

/* Looking Up */

static void
return_found (GTask *task, SlCredential *credential, GError *error)
{
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, credential, (GDestroyNotify) sl_credential_free);
}

static void
on_password (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError       *error = NULL;
  SlCredential *credential
      = sl_secret_source_lookup_finish (SL_SECRET_SOURCE (source), result, &error);

  return_found (task, credential, error);
}

static void
on_token (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError       *error = NULL;
  SlCredential *credential
      = sl_token_keeper_lookup_finish (SL_TOKEN_KEEPER (source), result, &error);

  return_found (task, credential, error);
}

/* Nothing could be had: whatever happens there next may mend it, even if it is over before the list
 * is read again. */
static void
expect_change (SlAccountSecrets *self, const char *online_account)
{
  g_hash_table_replace (self->states, g_strdup (online_account), g_strdup ("nothing to be had"));
}

static void
on_online (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SlAccountSecrets *self = g_task_get_source_object (task);
  GError           *error = NULL;
  SlCredential     *credential
      = sl_online_accounts_lookup_finish (SL_ONLINE_ACCOUNTS (source), result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_problem (self, error != NULL ? error->message : NULL);
  if (credential == NULL || credential->secret == NULL)
    expect_change (self, g_task_get_task_data (task));
  return_found (task, credential, error);
}

static void
lookup_async (SlSecretSource     *source,
              const char         *account_id,
              GCancellable       *cancellable,
              GAsyncReadyCallback callback,
              gpointer            user_data)
{
  SlAccountSecrets *self = SL_ACCOUNT_SECRETS (source);
  GTask            *task = g_task_new (self, cancellable, callback, user_data);
  const SlAccount  *account
      = self->plan != NULL ? sl_plan_get_account (self->plan, account_id) : NULL;
  SlServer    *server = account != NULL ? sl_account_get_signin_server (account) : NULL;
  SlSignInKind kind = server != NULL ? sl_account_get_sign_in_kind (account) : SL_SIGN_IN_PASSWORD;

  g_task_set_source_tag (task, lookup_async);
  if (kind == SL_SIGN_IN_OAUTH2)
    sl_token_keeper_lookup_async (self->keeper, account_id, server->host, cancellable, on_token,
                                  task);
  else if (kind == SL_SIGN_IN_ONLINE_ACCOUNT)
    {
      g_task_set_task_data (task, g_strdup (account->sign_in->online_account), g_free);
      sl_online_accounts_lookup_async (self->online_accounts, account->sign_in->online_account,
                                       server, cancellable, on_online, task);
    }
  else
    sl_secret_source_lookup_async (SL_SECRET_SOURCE (self->keyring), account_id, cancellable,
                                   on_password, task);
}

static SlCredential *
lookup_finish (SlSecretSource *source, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* One that lay in memory for a while may have been withdrawn: a new one is worth one more attempt.
 */
static void
report_refused (SlSecretSource *source, const char *account_id, const SlSecret *secret)
{
  SlAccountSecrets *self = SL_ACCOUNT_SECRETS (source);
  const SlAccount  *account
      = self->plan != NULL ? sl_plan_get_account (self->plan, account_id) : NULL;
  const char *online_account = account != NULL ? get_online_account (account) : NULL;
  SlServer   *server = account != NULL ? sl_account_get_signin_server (account) : NULL;

  if (online_account != NULL && server != NULL)
    sl_token_renewal_begin (self->renewal, account_id, online_account, server, secret);
  else if (sl_token_keeper_drop (self->keeper, account_id, secret))
    emit_renewed (self, account_id);
}

static void
sl_account_secrets_source_init (SlSecretSourceInterface *iface)
{
  iface->lookup_async = lookup_async;
  iface->lookup_finish = lookup_finish;
  iface->report_refused = report_refused;
}
