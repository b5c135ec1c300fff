/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "plan-store.h"

#include <glib/gi18n-lib.h>

struct _SlPlanStore
{
  GObject              parent_instance;
  SlPlanLayers        *layers;
  SlProviderCatalogue *catalogue;

  /* the newest removal, so that it can be taken back */
  char      *before_removal;
  char      *after_removal;
  SlAccount *removed_account;
  SlChannel *removed_channel;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlPlanStore, sl_plan_store, G_TYPE_OBJECT)

static void
forget_removal (SlPlanStore *self)
{
  g_clear_pointer (&self->before_removal, g_free);
  g_clear_pointer (&self->after_removal, g_free);
  g_clear_pointer (&self->removed_account, sl_account_free);
  g_clear_pointer (&self->removed_channel, sl_channel_free);
}

static SlPlanFile *
get_file (SlPlanStore *self)
{
  return sl_plan_layers_get_file (self->layers);
}

static void
on_layers_changed (SlPlanStore *self)
{
  sl_provider_catalogue_take_new_files (self->catalogue);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
save (SlPlanStore *self, SlPlan *plan, GError **error)
{
  if (!sl_plan_file_save (get_file (self), plan, error))
    return FALSE;
  sl_plan_layers_reload (self->layers);
  return TRUE;
}

static void
remember_removal (SlPlanStore     *self,
                  SlPlan          *own,
                  const SlAccount *account,
                  const SlChannel *channel)
{
  forget_removal (self);
  self->before_removal = sl_plan_to_json (own);
  self->removed_account = account != NULL ? sl_account_copy (account) : NULL;
  self->removed_channel = channel != NULL ? sl_channel_copy (channel) : NULL;
}

static gboolean
save_removal (SlPlanStore *self, SlPlan *plan, GError **error)
{
  if (!save (self, plan, error))
    {
      forget_removal (self);
      return FALSE;
    }
  self->after_removal = sl_plan_to_json (plan);
  return TRUE;
}

static void
sl_plan_store_finalize (GObject *object)
{
  SlPlanStore *self = SL_PLAN_STORE (object);

  forget_removal (self);
  g_clear_object (&self->layers);
  g_clear_object (&self->catalogue);
  G_OBJECT_CLASS (sl_plan_store_parent_class)->finalize (object);
}

static void
sl_plan_store_class_init (SlPlanStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_plan_store_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SL_TYPE_PLAN_STORE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
sl_plan_store_init (SlPlanStore *self)
{
}

static SlPlanStore *
create (SlPlanLayers *layers)
{
  SlPlanStore *self = g_object_new (SL_TYPE_PLAN_STORE, NULL);

  self->layers = layers;
  self->catalogue = sl_provider_catalogue_new_default ();
  g_signal_connect_object (self->layers, "changed", G_CALLBACK (on_layers_changed), self,
                           G_CONNECT_SWAPPED);
  sl_plan_layers_follow (self->layers);
  return self;
}

/**
 * sl_plan_store_new:
 * @path: the user's plan; it need not exist
 *
 * Returns: (transfer full): a store that has read the file, and the organisation's plan, and
 * follows them
 */
SlPlanStore *
sl_plan_store_new (const char *path)
{
  return create (sl_plan_layers_new (path));
}

/**
 * sl_plan_store_new_alone:
 * @path: a plan that nothing lies below, such as the practice's
 *
 * Returns: (transfer full): a store that has read the file and follows it
 */
SlPlanStore *
sl_plan_store_new_alone (const char *path)
{
  return create (sl_plan_layers_new_alone (path));
}

/**
 * sl_plan_store_get_plan:
 * @self: a store
 *
 * Returns: (transfer none): the newest readable plan, the organisation's entries below the user's
 * own and marked by "managed_by"; do not change it, use the store's functions
 */
SlPlan *
sl_plan_store_get_plan (SlPlanStore *self)
{
  return sl_plan_layers_get_plan (self->layers);
}

/**
 * sl_plan_store_get_layers:
 * @self: a store
 *
 * Returns: (transfer none): what the plan is made of
 */
SlPlanLayers *
sl_plan_store_get_layers (SlPlanStore *self)
{
  return self->layers;
}

/**
 * sl_plan_store_get_catalogue:
 * @self: a store
 *
 * Returns: (transfer none): the providers that are known
 */
SlProviderCatalogue *
sl_plan_store_get_catalogue (SlPlanStore *self)
{
  return self->catalogue;
}

/**
 * sl_plan_store_get_path:
 * @self: a store
 *
 * Returns: (transfer none): the plan's file
 */
const char *
sl_plan_store_get_path (SlPlanStore *self)
{
  return sl_plan_file_get_path (get_file (self));
}

/**
 * sl_plan_store_get_error:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): why the file cannot be read, one sentence that names it
 */
const char *
sl_plan_store_get_error (SlPlanStore *self)
{
  return sl_plan_layers_get_problem (self->layers);
}

static gboolean
refuse_managed (const char *name, const char *managed_by, GError **error)
{
  g_set_error (error, SL_PLAN_ERROR, SL_PLAN_ERROR_VALUE,
               /* Translators: the first %s is a channel or account, the second an organisation */
               _ ("“%s” is managed by %s and cannot be changed here"), name, managed_by);
  return FALSE;
}

static gboolean
account_is_own (SlPlanStore *self, const char *id, GError **error)
{
  const SlAccount *account = sl_plan_get_account (sl_plan_store_get_plan (self), id);

  return account == NULL || account->managed_by == NULL
         || refuse_managed (account->name, account->managed_by, error);
}

static gboolean
channel_is_own (SlPlanStore *self, const char *id, GError **error)
{
  const SlChannel *channel = sl_plan_get_channel (sl_plan_store_get_plan (self), id);

  return channel == NULL || channel->managed_by == NULL
         || refuse_managed (channel->name, channel->managed_by, error);
}

/**
 * sl_plan_store_set_account:
 * @self: a store
 * @account: added, or put in place of the one with its id
 * @error: set to a %SL_PLAN_ERROR if it is managed, does not fit the plan or cannot be written
 *
 * Returns: whether it is on disk
 */
gboolean
sl_plan_store_set_account (SlPlanStore *self, const SlAccount *account, GError **error)
{
  g_autoptr (SlPlan) plan = sl_plan_file_load (get_file (self), error);

  return plan != NULL && account_is_own (self, account->id, error)
         && sl_plan_set_account (plan, account, error) && save (self, plan, error);
}

/**
 * sl_plan_store_set_channel:
 * @self: a store
 * @channel: added, or put in place of the one with its id
 * @error: set to a %SL_PLAN_ERROR if it is managed, does not fit the plan or cannot be written
 *
 * Returns: whether it is on disk
 */
gboolean
sl_plan_store_set_channel (SlPlanStore *self, const SlChannel *channel, GError **error)
{
  g_autoptr (SlPlan) plan = sl_plan_file_load (get_file (self), error);

  return plan != NULL && channel_is_own (self, channel->id, error)
         && sl_plan_set_channel (plan, channel, error) && save (self, plan, error);
}

/**
 * sl_plan_store_set_practised:
 * @self: a store
 * @channel_id: a channel, also a managed one
 * @time: when somebody was reached there, in Unix seconds
 * @error: set to a %SL_PLAN_ERROR if the file cannot be read or written
 *
 * Returns: whether it is on disk
 */
gboolean
sl_plan_store_set_practised (SlPlanStore *self, const char *channel_id, gint64 time, GError **error)
{
  g_autoptr (SlPlan) plan = sl_plan_file_load (get_file (self), error);

  return plan != NULL
         && (!sl_plan_set_practised (plan, channel_id, time) || save (self, plan, error));
}

/**
 * sl_plan_store_set_organisation_source:
 * @self: a store
 * @address: (nullable): the https address of the organisation's plan; %NULL: none
 * @key: (nullable): the Ed25519 public key, in base64, that must have signed it
 * @error: set to a %SL_PLAN_ERROR if one is not valid, or the file cannot be read or written
 *
 * Returns: whether it is on disk
 */
gboolean
sl_plan_store_set_organisation_source (SlPlanStore *self,
                                       const char  *address,
                                       const char  *key,
                                       GError     **error)
{
  g_autoptr (SlPlan) plan = sl_plan_file_load (get_file (self), error);

  return plan != NULL && sl_plan_set_organisation_source (plan, address, key, error)
         && save (self, plan, error);
}

/**
 * sl_plan_store_remove_account:
 * @self: a store
 * @id: an account's id
 * @error: set to a %SL_PLAN_ERROR if it is managed, or the file cannot be read or written
 *
 * Returns: whether it is gone from the file
 */
gboolean
sl_plan_store_remove_account (SlPlanStore *self, const char *id, GError **error)
{
  g_autoptr (SlPlan) plan = sl_plan_file_load (get_file (self), error);

  if (plan == NULL || !account_is_own (self, id, error))
    return FALSE;
  remember_removal (self, plan, sl_plan_get_account (plan, id), NULL);
  sl_plan_remove_account (plan, id);
  return save_removal (self, plan, error);
}

/**
 * sl_plan_store_remove_channel:
 * @self: a store
 * @id: a channel's id
 * @error: set to a %SL_PLAN_ERROR if it is managed, or the file cannot be read or written
 *
 * Returns: whether it is gone from the file
 */
gboolean
sl_plan_store_remove_channel (SlPlanStore *self, const char *id, GError **error)
{
  g_autoptr (SlPlan) plan = sl_plan_file_load (get_file (self), error);

  if (plan == NULL || !channel_is_own (self, id, error))
    return FALSE;
  remember_removal (self, plan, NULL, sl_plan_get_channel (plan, id));
  sl_plan_remove_channel (plan, id);
  return save_removal (self, plan, error);
}

/**
 * sl_plan_store_remove_pin:
 * @self: a store
 * @account_id: an account's id
 * @host: the server whose key is no longer accepted
 * @error: set to a %SL_PLAN_ERROR if the file cannot be read or written
 *
 * Returns: whether it is gone from the file
 */
gboolean
sl_plan_store_remove_pin (SlPlanStore *self,
                          const char  *account_id,
                          const char  *host,
                          GError     **error)
{
  g_autoptr (SlPlan) plan = sl_plan_file_load (get_file (self), error);
  g_autoptr (SlAccount) changed = NULL;
  SlAccount *account;

  if (plan == NULL || !account_is_own (self, account_id, error))
    return FALSE;
  account = sl_plan_get_account (plan, account_id);
  if (account == NULL)
    return TRUE;
  remember_removal (self, plan, account, NULL);
  changed = sl_account_copy (account);
  sl_account_remove_pin (changed, host);
  return sl_plan_set_account (plan, changed, error) && save_removal (self, plan, error);
}

static SlPlan *
plan_without_removal (SlPlanStore *self, GError **error)
{
  g_autoptr (SlPlan) plan = sl_plan_file_load (get_file (self), error);
  g_autofree char *now = plan != NULL ? sl_plan_to_json (plan) : NULL;

  if (plan == NULL)
    return NULL;
  /* Nothing else happened since: the plan as it was, with its order. */
  if (g_strcmp0 (now, self->after_removal) == 0)
    return sl_plan_new_from_json (self->before_removal, -1, error);
  if (self->removed_account != NULL && !sl_plan_set_account (plan, self->removed_account, error))
    return NULL;
  if (self->removed_channel != NULL && !sl_plan_set_channel (plan, self->removed_channel, error))
    return NULL;
  return g_steal_pointer (&plan);
}

/**
 * sl_plan_store_undo_removal:
 * @self: a store
 * @error: set to a %SL_PLAN_ERROR if the file cannot be read or written
 *
 * Puts back what was removed last: in its old place if nothing else was changed since, else at the
 * end.
 *
 * Returns: whether it is on disk again; also %TRUE if there was nothing to put back
 */
gboolean
sl_plan_store_undo_removal (SlPlanStore *self, GError **error)
{
  g_autoptr (SlPlan) plan = NULL;

  if (self->before_removal == NULL)
    return TRUE;
  plan = plan_without_removal (self, error);
  if (plan == NULL || !save (self, plan, error))
    return FALSE;
  forget_removal (self);
  return TRUE;
}
