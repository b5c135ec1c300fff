/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "token-keeper.h"

#include "held-token.h"
#include "token-request.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* An account's id holds no colon, so its grant never meets another account's password. */
#define KEY_SUFFIX ":oauth2"

struct _SlTokenKeeper
{
  GObject       parent_instance;
  SlKeyring    *keyring;
  SlBudget     *budget; /* nullable in a program that does not watch */
  GTlsDatabase *trust;  /* nullable */
  GHashTable   *held;   /* account id -> SlHeldToken */
};

G_DEFINE_FINAL_TYPE (SlTokenKeeper, sl_token_keeper, G_TYPE_OBJECT)

/* One refresh under way. */
typedef struct
{
  SlTokenKeeper *keeper;
  SlHeldToken   *held; /* lives as long as the keeper */
  SlGrant       *grant;
  SlTokenReply  *reply;
  guint          generation;
} Refresh;

static void
refresh_free (Refresh *refresh)
{
  sl_grant_free (refresh->grant);
  sl_token_reply_free (refresh->reply);
  g_object_unref (refresh->keeper);
  g_free (refresh);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Refresh, refresh_free)

static void
sl_token_keeper_finalize (GObject *object)
{
  SlTokenKeeper *self = SL_TOKEN_KEEPER (object);

  g_hash_table_unref (self->held);
  g_clear_object (&self->keyring);
  g_clear_object (&self->budget);
  g_clear_object (&self->trust);
  G_OBJECT_CLASS (sl_token_keeper_parent_class)->finalize (object);
}

static void
sl_token_keeper_class_init (SlTokenKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_token_keeper_finalize;
}

static void
sl_token_keeper_init (SlTokenKeeper *self)
{
  self->held
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) sl_held_token_free);
}

/**
 * sl_token_keeper_new:
 * @keyring: where grants lie
 *
 * Returns: (transfer full): a keeper that holds no token yet
 */
SlTokenKeeper *
sl_token_keeper_new (SlKeyring *keyring)
{
  SlTokenKeeper *self = g_object_new (SL_TYPE_TOKEN_KEEPER, NULL);

  self->keyring = g_object_ref (keyring);
  return self;
}

/**
 * sl_token_keeper_set_budget:
 * @self: a keeper
 * @budget: the record of what was refused
 */
void
sl_token_keeper_set_budget (SlTokenKeeper *self, SlBudget *budget)
{
  g_set_object (&self->budget, budget);
}

/**
 * sl_token_keeper_set_trust:
 * @self: a keeper
 * @trust: (nullable): certificates to trust instead of the system's
 */
void
sl_token_keeper_set_trust (SlTokenKeeper *self, GTlsDatabase *trust)
{
  g_set_object (&self->trust, trust);
}

static SlHeldToken *
ensure_held (SlTokenKeeper *self, const char *account_id)
{
  SlHeldToken *held = g_hash_table_lookup (self->held, account_id);

  if (held == NULL)
    {
      held = sl_held_token_new (account_id);
      g_hash_table_insert (self->held, held->account_id, held);
    }
  return held;
}

static char *
make_key (const char *account_id)
{
  return g_strconcat (account_id, KEY_SUFFIX, NULL);
}

/* Answers */

/* A plan may be edited, or come from elsewhere; a token goes to its provider's servers only. */
static SlCredential *
fit_to_host (const SlHeldToken *held, const SlCredential *credential, const char *host)
{
  if (credential == NULL || credential->secret == NULL || sl_held_token_may_go_to (held, host))
    return sl_credential_copy (credential);
  return sl_credential_new_absent (
      SL_OUTCOME_AUTH_METHOD_DISABLED,
      _ ("You signed in for another provider’s servers than this one. Nothing was sent."));
}

/* Everybody who waits gets the same: a credential, a reason, nothing, or an error. */
static void
answer_all (SlHeldToken *held, const SlCredential *credential, const GError *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&held->waiting);

  held->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  held->busy = FALSE;
  for (guint i = 0; i < waiting->len; i++)
    {
      if (error != NULL)
        g_task_return_error (waiting->pdata[i], g_error_copy (error));
      else
        g_task_return_pointer (
            waiting->pdata[i],
            fit_to_host (held, credential, g_task_get_task_data (waiting->pdata[i])),
            (GDestroyNotify) sl_credential_free);
    }
}

static void
answer_refused (SlHeldToken *held, const char *text)
{
  g_autoptr (SlCredential) refused = sl_credential_new_absent (SL_OUTCOME_TOKEN_REJECTED, text);

  answer_all (held, refused, NULL);
}

static void begin_refresh (SlTokenKeeper *self, SlHeldToken *held);

/* The user signed in anew meanwhile: what was begun before is worth nothing. */
static gboolean
is_outdated (const Refresh *refresh)
{
  return refresh->generation != refresh->held->generation;
}

static void
hand_out (Refresh *refresh)
{
  g_autoptr (SlCredential) token = sl_credential_new_token (refresh->reply->access_token);

  sl_held_token_take (refresh->held, refresh->reply->access_token, refresh->grant->hosts,
                      refresh->reply->lifetime_seconds);
  answer_all (refresh->held, token, NULL);
}

/* The Exchange */

static void
on_rotated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Refresh) refresh = user_data;
  g_autoptr (GError) error = NULL;

  if (!sl_keyring_store_finish (SL_KEYRING (source), result, &error))
    answer_all (refresh->held, NULL, error);
  else if (is_outdated (refresh))
    begin_refresh (refresh->keeper, refresh->held);
  else
    hand_out (refresh);
}

static void
store_rotated (Refresh *refresh)
{
  g_autoptr (SlGrant) rotated = sl_grant_copy (refresh->grant);
  g_autoptr (SlSecret) secret = NULL;
  g_autofree char *key = make_key (refresh->held->account_id);
  g_autofree char *label = NULL;

  sl_secret_unref (rotated->refresh_token);
  rotated->refresh_token = sl_secret_ref (refresh->reply->refresh_token);
  secret = sl_grant_to_secret (rotated);
  if (secret == NULL)
    {
      answer_refused (refresh->held, _ ("The new permission is too long to be kept."));
      refresh_free (refresh);
      return;
    }
  /* Translators: what the keyring program shows beside a permission; %s is an account's id */
  label = g_strdup_printf (_ ("Storm Lantern: sign-in of %s"), refresh->held->account_id);
  sl_keyring_store_async (refresh->keeper->keyring, key, label, secret, NULL, on_rotated, refresh);
}

static gboolean
is_rotated (const Refresh *refresh)
{
  gsize       old_length;
  gsize       new_length;
  const char *old_token = sl_secret_peek (refresh->grant->refresh_token, &old_length);
  const char *new_token;

  if (refresh->reply->refresh_token == NULL)
    return FALSE;
  new_token = sl_secret_peek (refresh->reply->refresh_token, &new_length);
  return old_length != new_length || memcmp (old_token, new_token, old_length) != 0;
}

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
note_result (Refresh *refresh)
{
  g_autoptr (SlCheckResult) result = sl_check_result_new (
      SL_CHECK_KIND_SIGNIN, SL_PROTOCOL_HTTPS, refresh->reply->outcome, SL_STAGE_AUTHENTICATION);

  if (refresh->keeper->budget != NULL)
    sl_budget_finish (refresh->keeper->budget, refresh->held->account_id, result, get_now ());
}

static void
on_reply (GObject *source, GAsyncResult *async_result, gpointer user_data)
{
  g_autoptr (Refresh) refresh = user_data;
  g_autoptr (SlCredential) absent = NULL;

  /* Nobody can cancel it, so there is always a reply. */
  refresh->reply = sl_token_request_send_finish (async_result, NULL);
  note_result (refresh);
  if (is_outdated (refresh))
    {
      begin_refresh (refresh->keeper, refresh->held);
      return;
    }
  if (refresh->reply->outcome == SL_OUTCOME_OK)
    {
      if (is_rotated (refresh))
        store_rotated (g_steal_pointer (&refresh));
      else
        hand_out (refresh);
      return;
    }
  absent = sl_credential_new_absent (refresh->reply->outcome, refresh->reply->reason);
  absent->code = g_strdup (refresh->reply->error);
  absent->unreachable = refresh->reply->unreachable;
  absent->retry_after_seconds = refresh->reply->retry_after_seconds;
  answer_all (refresh->held, absent, NULL);
}

static void
ask_for_token (Refresh *refresh)
{
  const SlGrant *grant = refresh->grant;
  g_autoptr (SlTokenRequest) request = sl_token_request_new (grant->token_url);

  sl_token_request_add (request, "grant_type", "refresh_token");
  sl_token_request_add_secret (request, "refresh_token", grant->refresh_token);
  sl_token_request_add (request, "client_id", grant->client_id);
  sl_token_request_add_secret (request, "client_secret", grant->client_secret);
  sl_token_request_add (request, "scope", grant->scope);
  sl_token_request_send_async (request, refresh->keeper->trust, NULL, on_reply, refresh);
}

/* A token endpoint locks nobody out, so an attempt that was cut off may be made again; but what was
 * refused is not presented a second time, not even if the user asks: only a new sign-in helps. */
static gboolean
may_present (SlTokenKeeper *self, SlHeldToken *held, const SlGrant *grant)
{
  gint64         now = get_now ();
  SlBudgetAnswer answer;

  if (self->budget == NULL)
    return TRUE;
  answer = sl_budget_ask (self->budget, held->account_id, grant->refresh_token, FALSE, now);
  if (answer == SL_BUDGET_ALLOWED || answer == SL_BUDGET_RESTING)
    answer = sl_budget_begin (self->budget, held->account_id, grant->refresh_token, TRUE, now);
  if (answer == SL_BUDGET_ALLOWED)
    return TRUE;
  answer_refused (held, answer == SL_BUDGET_REFUSED
                            ? _ ("It was refused before.")
                            : _ ("It was refused too often today, or cannot be written down."));
  return FALSE;
}

static void
on_grant_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Refresh) refresh = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlCredential) found
      = sl_secret_source_lookup_finish (SL_SECRET_SOURCE (source), result, &error);

  if (is_outdated (refresh))
    {
      begin_refresh (refresh->keeper, refresh->held);
      return;
    }
  if (error == NULL && found != NULL)
    refresh->grant = sl_grant_new_from_secret (found->secret);
  if (refresh->grant == NULL)
    answer_all (refresh->held, NULL, error);
  else if (may_present (refresh->keeper, refresh->held, refresh->grant))
    ask_for_token (g_steal_pointer (&refresh));
}

static void
begin_refresh (SlTokenKeeper *self, SlHeldToken *held)
{
  g_autofree char *key = make_key (held->account_id);
  Refresh         *refresh = g_new0 (Refresh, 1);

  held->busy = TRUE;
  refresh->keeper = g_object_ref (self);
  refresh->held = held;
  refresh->generation = held->generation;
  sl_secret_source_lookup_async (SL_SECRET_SOURCE (self->keyring), key, NULL, on_grant_found,
                                 refresh);
}

/**
 * sl_token_keeper_lookup_async:
 * @self: a keeper
 * @account_id: whose token
 * @host: the mail server it will be sent to; it must be one of the grant's
 * @cancellable: (nullable): ends the waiting, not the request
 * @callback: called once
 * @user_data: for @callback
 *
 * Gets an access token: the one in memory while it is good, else a new one.
 *
 * Source: RFC 6749, 6.
 */
void
sl_token_keeper_lookup_async (SlTokenKeeper      *self,
                              const char         *account_id,
                              const char         *host,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  SlHeldToken *held = ensure_held (self, account_id);

  g_task_set_source_tag (task, sl_token_keeper_lookup_async);
  g_task_set_task_data (task, g_strdup (host), g_free);
  if (sl_held_token_is_good (held))
    {
      g_autoptr (SlCredential) token = sl_credential_new_token (held->token);

      g_task_return_pointer (task, fit_to_host (held, token, host),
                             (GDestroyNotify) sl_credential_free);
      return;
    }
  sl_held_token_drop (held);
  g_ptr_array_add (held->waiting, g_steal_pointer (&task));
  if (!held->busy)
    begin_refresh (self, held);
}

/**
 * sl_token_keeper_lookup_finish:
 * @self: a keeper
 * @result: from the callback
 * @error: set if the keyring failed, or the waiting was cancelled
 *
 * Returns: (transfer full) (nullable): the token, or why there is none; %NULL without @error set if
 *   the user never signed in
 */
SlCredential *
sl_token_keeper_lookup_finish (SlTokenKeeper *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sl_token_keeper_drop:
 * @self: a keeper
 * @account_id: whose token
 * @token: an access token that a mail server refused
 *
 * Forgets it, so that the next who asks gets another.
 *
 * Returns: whether another one may fare better: this one had been lying here for a while
 */
gboolean
sl_token_keeper_drop (SlTokenKeeper *self, const char *account_id, const SlSecret *token)
{
  SlHeldToken *held = g_hash_table_lookup (self->held, account_id);
  gboolean     fresh;

  if (held == NULL || held->token != token)
    return FALSE;
  fresh = sl_held_token_is_fresh (held);
  sl_held_token_drop (held);
  return !fresh;
}

/* Keeping and Forgetting */

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (sl_keyring_store_finish (SL_KEYRING (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * sl_token_keeper_keep_async:
 * @self: a keeper
 * @account_id: whose
 * @label: what the user's keyring program shows beside it
 * @grant: what the user allowed
 * @callback: called when it is stored
 * @user_data: for @callback
 *
 * Keeps a new grant in place of the account's former one.
 */
void
sl_token_keeper_keep_async (SlTokenKeeper      *self,
                            const char         *account_id,
                            const char         *label,
                            const SlGrant      *grant,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (SlSecret) secret = sl_grant_to_secret (grant);
  g_autofree char *key = make_key (account_id);
  SlHeldToken     *held = ensure_held (self, account_id);

  g_task_set_source_tag (task, sl_token_keeper_keep_async);
  held->generation++;
  sl_held_token_drop (held);
  if (secret == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s",
                             _ ("The new permission is too long to be kept."));
  else
    sl_keyring_store_async (self->keyring, key, label, secret, NULL, on_kept,
                            g_steal_pointer (&task));
}

/**
 * sl_token_keeper_keep_finish:
 * @self: a keeper
 * @result: from the callback
 * @error: set if it cannot be kept
 *
 * Returns: whether it can be used from now on
 */
gboolean
sl_token_keeper_keep_finish (SlTokenKeeper *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_grant_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlCredential) found
      = sl_secret_source_lookup_finish (SL_SECRET_SOURCE (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, found != NULL ? sl_grant_new_from_secret (found->secret) : NULL,
                           (GDestroyNotify) sl_grant_free);
}

/**
 * sl_token_keeper_find_grant_async:
 * @self: a keeper
 * @account_id: whose
 * @cancellable: (nullable): ends it early
 * @callback: called once
 * @user_data: for @callback
 *
 * Looks up what the user allowed, without using it.
 */
void
sl_token_keeper_find_grant_async (SlTokenKeeper      *self,
                                  const char         *account_id,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  GTask           *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *key = make_key (account_id);

  g_task_set_source_tag (task, sl_token_keeper_find_grant_async);
  sl_secret_source_lookup_async (SL_SECRET_SOURCE (self->keyring), key, cancellable,
                                 on_grant_looked_up, task);
}

/**
 * sl_token_keeper_find_grant_finish:
 * @self: a keeper
 * @result: from the callback
 * @error: set if the keyring failed
 *
 * Returns: (transfer full) (nullable): the grant; %NULL without @error set if there is none
 */
SlGrant *
sl_token_keeper_find_grant_finish (SlTokenKeeper *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sl_token_keeper_forget:
 * @self: a keeper
 * @account_id: whose grant and token to forget; none is fine
 */
void
sl_token_keeper_forget (SlTokenKeeper *self, const char *account_id)
{
  g_autofree char *key = make_key (account_id);
  SlHeldToken     *held = ensure_held (self, account_id);

  held->generation++;
  sl_held_token_drop (held);
  sl_keyring_clear_async (self->keyring, key, NULL, NULL, NULL);
}
