/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "token-renewal.h"

#include <string.h>

/* A token that is said to live shorter or longer is looked at again all the same. */
#define MIN_WAIT_SECONDS 60
#define MAX_WAIT_SECONDS (24 * 60 * 60)

/**
 * SlTokenRenewal:
 *
 * Says when GNOME Online Accounts may have another token in place of one that a mail server
 * refused. It is asked once, at once; while it still gives the same one, the next moment that is
 * worth a look is when that one ends, because then it fetches another by itself. It is never made
 * to sign in.
 */
struct _SlTokenRenewal
{
  GObject           parent_instance;
  SlOnlineAccounts *online_accounts;
  GHashTable       *waits; /* account id -> GUINT_TO_POINTER (source id) */
  GCancellable     *cancellable;
};

G_DEFINE_FINAL_TYPE (SlTokenRenewal, sl_token_renewal, G_TYPE_OBJECT)

static guint renewed_signal;

static void
remove_source (gpointer source_id)
{
  g_source_remove (GPOINTER_TO_UINT (source_id));
}

static void
sl_token_renewal_dispose (GObject *object)
{
  SlTokenRenewal *self = SL_TOKEN_RENEWAL (object);

  g_cancellable_cancel (self->cancellable);
  g_hash_table_remove_all (self->waits);
  g_clear_object (&self->online_accounts);
  G_OBJECT_CLASS (sl_token_renewal_parent_class)->dispose (object);
}

static void
sl_token_renewal_finalize (GObject *object)
{
  SlTokenRenewal *self = SL_TOKEN_RENEWAL (object);

  g_hash_table_unref (self->waits);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sl_token_renewal_parent_class)->finalize (object);
}

static void
sl_token_renewal_class_init (SlTokenRenewalClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_token_renewal_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_token_renewal_finalize;
  renewed_signal = g_signal_new ("renewed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sl_token_renewal_init (SlTokenRenewal *self)
{
  self->waits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, remove_source);
  self->cancellable = g_cancellable_new ();
}

/**
 * sl_token_renewal_new:
 * @online_accounts: GNOME's
 *
 * "renewed" is emitted with an account's id when another look is worth it.
 *
 * Returns: (transfer full): one that waits for nothing
 */
SlTokenRenewal *
sl_token_renewal_new (SlOnlineAccounts *online_accounts)
{
  SlTokenRenewal *self = g_object_new (SL_TYPE_TOKEN_RENEWAL, NULL);

  self->online_accounts = g_object_ref (online_accounts);
  return self;
}

/* One question, or one wait for a token's end. */
typedef struct
{
  SlTokenRenewal *renewal; /* not owned; outlives the wait, and cancels the question */
  char           *account_id;
  SlSecret       *refused;
} Wait;

static void
wait_free (gpointer data)
{
  Wait *wait = data;

  g_free (wait->account_id);
  g_clear_pointer (&wait->refused, sl_secret_unref);
  g_free (wait);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wait, wait_free)

static gboolean
on_token_ended (gpointer user_data)
{
  Wait            *wait = user_data;
  SlTokenRenewal  *renewal = wait->renewal;
  g_autofree char *account_id = g_strdup (wait->account_id);
  g_autofree char *key = NULL;

  /* The source is removed by what this returns. */
  g_hash_table_steal_extended (renewal->waits, account_id, (gpointer *) &key, NULL);
  g_signal_emit (renewal, renewed_signal, 0, account_id);
  return G_SOURCE_REMOVE;
}

static void
await_end (Wait *wait, guint good_for_seconds)
{
  guint seconds = CLAMP (good_for_seconds, MIN_WAIT_SECONDS, MAX_WAIT_SECONDS);
  guint source_id
      = g_timeout_add_seconds_full (G_PRIORITY_LOW, seconds, on_token_ended, wait, wait_free);

  g_hash_table_replace (wait->renewal->waits, g_strdup (wait->account_id),
                        GUINT_TO_POINTER (source_id));
}

static gboolean
is_same (const SlSecret *first, const SlSecret *second)
{
  gsize       first_length, second_length;
  const char *first_bytes = sl_secret_peek (first, &first_length);
  const char *second_bytes = sl_secret_peek (second, &second_length);

  return first_length == second_length && memcmp (first_bytes, second_bytes, first_length) == 0;
}

static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wait) wait = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlCredential) now
      = sl_online_accounts_lookup_finish (SL_ONLINE_ACCOUNTS (source), result, &error);

  /* Cancelled means that the object is gone; whoever comes back later is noticed elsewhere. */
  if (now == NULL)
    return;
  if (now->secret != NULL && is_same (now->secret, wait->refused))
    {
      /* A password does not end; its owner changes it. */
      if (now->is_token)
        await_end (g_steal_pointer (&wait), now->good_for_seconds);
      return;
    }
  /* Another token, or the reason why there is none, which says more than a refusal. */
  g_signal_emit (wait->renewal, renewed_signal, 0, wait->account_id);
}

/**
 * sl_token_renewal_begin:
 * @self: a renewal
 * @account_id: whose token was refused
 * @online_account: the Id that GNOME Online Accounts gives it
 * @server: who refused it
 * @refused: the token
 *
 * Asks for another one. A former wait of the account ends.
 */
void
sl_token_renewal_begin (SlTokenRenewal *self,
                        const char     *account_id,
                        const char     *online_account,
                        const SlServer *server,
                        const SlSecret *refused)
{
  Wait *wait = g_new0 (Wait, 1);

  wait->renewal = self;
  wait->account_id = g_strdup (account_id);
  wait->refused = sl_secret_ref ((SlSecret *) refused);
  g_hash_table_remove (self->waits, account_id);
  sl_online_accounts_lookup_async (self->online_accounts, online_account, server, self->cancellable,
                                   on_asked, wait);
}
