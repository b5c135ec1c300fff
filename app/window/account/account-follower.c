/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "account-follower.h"

struct _SlAccountFollower
{
  GObject        parent_instance;
  char          *account_id;
  SlPlanStore   *store;          /* nullable */
  SlPlanStore   *practice_store; /* nullable */
  SlWatchClient *client;
  SlAccountItem *item; /* nullable: the service does not know the account, or does not answer */
  gboolean       was_known;
};

G_DEFINE_FINAL_TYPE (SlAccountFollower, sl_account_follower, G_TYPE_OBJECT)

static guint changed_signal;

static void
emit_changed (SlAccountFollower *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
take_item (SlAccountFollower *self, SlAccountItem *item)
{
  if (item == self->item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  self->was_known |= item != NULL;
  if (item != NULL)
    g_signal_connect_swapped (item, "changed", G_CALLBACK (emit_changed), self);
}

/* A practice has a plan of its own, made up for it; it is kept when the practice has ended, until
 * another one begins. Returns: whether another one has begun */
static gboolean
follow_practice (SlAccountFollower *self)
{
  const char *path = sl_watch_client_get_plan_path (self->client);

  if (self->store == NULL || !sl_watch_client_is_practice (self->client) || *path == '\0'
      || g_str_equal (path, sl_plan_store_get_path (self->store))
      || (self->practice_store != NULL
          && g_str_equal (path, sl_plan_store_get_path (self->practice_store)))
      || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return FALSE;
  g_clear_object (&self->practice_store);
  self->practice_store = sl_plan_store_new_alone (path);
  return TRUE;
}

static void
update_item (SlAccountFollower *self)
{
  take_item (self, sl_watch_client_lookup (self->client, self->account_id));
}

static void
update_practice (SlAccountFollower *self)
{
  if (follow_practice (self))
    self->was_known = self->item != NULL;
}

static void
on_accounts_changed (SlAccountFollower *self)
{
  update_item (self);
  emit_changed (self);
}

static void
on_client_changed (SlAccountFollower *self)
{
  update_practice (self);
  emit_changed (self);
}

static void
sl_account_follower_dispose (GObject *object)
{
  SlAccountFollower *self = SL_ACCOUNT_FOLLOWER (object);

  take_item (self, NULL);
  g_clear_object (&self->practice_store);
  g_clear_object (&self->store);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (sl_account_follower_parent_class)->dispose (object);
}

static void
sl_account_follower_finalize (GObject *object)
{
  g_free (SL_ACCOUNT_FOLLOWER (object)->account_id);
  G_OBJECT_CLASS (sl_account_follower_parent_class)->finalize (object);
}

static void
sl_account_follower_class_init (SlAccountFollowerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_account_follower_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_account_follower_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_account_follower_init (SlAccountFollower *self)
{
}

/**
 * sl_account_follower_new:
 * @store: (nullable): the user's plan; %NULL if the page shows nothing of it
 * @client: the service that watches the account; it may be absent
 * @account_id: an account's id; it need not be known; "" for mail in general
 *
 * Returns: (transfer full): a follower that knows already what is known
 */
SlAccountFollower *
sl_account_follower_new (SlPlanStore *store, SlWatchClient *client, const char *account_id)
{
  SlAccountFollower *self = g_object_new (SL_TYPE_ACCOUNT_FOLLOWER, NULL);

  g_set_object (&self->store, store);
  self->client = g_object_ref (client);
  self->account_id = g_strdup (account_id);
  if (store != NULL)
    g_signal_connect_object (store, "changed", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "changed", G_CALLBACK (on_client_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "accounts-changed", G_CALLBACK (on_accounts_changed), self,
                           G_CONNECT_SWAPPED);
  update_item (self);
  update_practice (self);
  return self;
}

/**
 * sl_account_follower_get_store:
 * @self: a follower
 *
 * Returns: (transfer none) (nullable): the plan that counts: the practice's from when one begins,
 *   else the user's
 */
SlPlanStore *
sl_account_follower_get_store (SlAccountFollower *self)
{
  return self->practice_store != NULL ? self->practice_store : self->store;
}

/**
 * sl_account_follower_get_item:
 * @self: a follower
 *
 * Returns: (transfer none) (nullable): what the service says; %NULL if it does not know the
 * account, or does not answer
 */
SlAccountItem *
sl_account_follower_get_item (SlAccountFollower *self)
{
  return self->item;
}

/**
 * sl_account_follower_was_known:
 * @self: a follower
 *
 * Returns: whether the service knew the account once, since the last practice began
 */
gboolean
sl_account_follower_was_known (SlAccountFollower *self)
{
  return self->was_known;
}

/**
 * sl_account_follower_awaits_practice:
 * @self: a follower
 *
 * Returns: whether a practice was asked for that has not said yet what is practised
 */
gboolean
sl_account_follower_awaits_practice (SlAccountFollower *self)
{
  return self->practice_store == NULL && sl_watch_client_is_practice (self->client)
         && sl_watch_client_get_presence (self->client) != SL_WATCH_CLIENT_PRESENT;
}
