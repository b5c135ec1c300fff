/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "plan-store.h"

#include "file-watch.h"
#include "plan-rebase.h"

#include <glib/gi18n-lib.h>

struct _SlPlanStore
{
  GObject              parent_instance;
  SlPlanLayers        *layers;
  SlProviderCatalogue *catalogue;
  SlFileWatch         *exchangers; /* nullable: who takes the mail of which domain */
  SlPlan              *replaced;   /* nullable: what stood in the file before the newest change */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlPlanStore, sl_plan_store, G_TYPE_OBJECT)

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

/* The service has asked the name servers. */
static void
on_exchangers_changed (SlPlanStore *self)
{
  sl_mail_exchangers_reload (sl_provider_catalogue_get_exchangers (self->catalogue));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
follow_exchangers (SlPlanStore *self)
{
  g_autofree char *path = sl_mail_exchangers_default_path ();

  self->exchangers = sl_file_watch_new (path);
  g_signal_connect_object (self->exchangers, "changed", G_CALLBACK (on_exchangers_changed), self,
                           G_CONNECT_SWAPPED);
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
sl_plan_store_finalize (GObject *object)
{
  SlPlanStore *self = SL_PLAN_STORE (object);

  g_clear_object (&self->replaced);
  g_clear_object (&self->layers);
  g_clear_object (&self->exchangers);
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
  SlPlanStore *self = create (sl_plan_layers_new (path));

  sl_plan_layers_follow (self->layers);
  follow_exchangers (self);
  return self;
}

/**
 * sl_plan_store_new_alone:
 * @path: a plan that nothing lies below, such as the practice's
 *
 * It stays as it is now, also when its file goes with the practice.
 *
 * Returns: (transfer full): a store that has read the file
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
 * sl_plan_store_get_replaced_plan:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): what stood in the file before the newest change; to take
 * that change back, call sl_plan_store_commit() with the plan after it as the base and this one as
 * mine
 */
SlPlan *
sl_plan_store_get_replaced_plan (SlPlanStore *self)
{
  return self->replaced;
}

/**
 * sl_plan_store_get_own_plan:
 * @self: a store
 *
 * Returns: (transfer none): what the user's own file holds, to be changed by a copy and
 *   sl_plan_store_commit(); it stays as it is while somebody holds it
 */
SlPlan *
sl_plan_store_get_own_plan (SlPlanStore *self)
{
  return sl_plan_layers_get_own (self->layers);
}

/**
 * sl_plan_store_commit:
 * @self: a store
 * @base: the plan that the change was made from, as sl_plan_store_get_own_plan() once returned it
 * @mine: @base with the change
 * @conflict: (out) (nullable) (optional): one sentence about what was left out of the change
 * because somebody else changed the same in the file meanwhile
 * @error: set to a %SL_PLAN_ERROR if the file cannot be read or written
 *
 * Puts the change onto what stands in the file now, three ways; nothing that somebody else wrote
 * there is lost.
 *
 * Returns: whether the result is on disk
 */
gboolean
sl_plan_store_commit (
    SlPlanStore *self, SlPlan *base, SlPlan *mine, char **conflict, GError **error)
{
  g_autoptr (SlPlan) theirs = sl_plan_file_load (get_file (self), error);
  g_autoptr (SlPlan) merged = NULL;
  g_autofree char *sentence = NULL;

  if (conflict != NULL)
    *conflict = NULL;
  if (theirs == NULL)
    return FALSE;
  merged = sl_plan_rebase (base, mine, theirs, &sentence, error);
  if (merged == NULL || !save (self, merged, error))
    return FALSE;
  g_set_object (&self->replaced, theirs);
  if (conflict != NULL)
    *conflict = g_steal_pointer (&sentence);
  return TRUE;
}

/* For changes of one click: what is left out is an error then. */
static gboolean
commit_or_fail (SlPlanStore *self, SlPlan *base, SlPlan *mine, GError **error)
{
  g_autofree char *conflict = NULL;

  if (!sl_plan_store_commit (self, base, mine, &conflict, error))
    return FALSE;
  if (conflict == NULL)
    return TRUE;
  g_set_error_literal (error, SL_PLAN_ERROR, SL_PLAN_ERROR_CHANGED, conflict);
  return FALSE;
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
  g_autoptr (SlPlan) base = g_object_ref (sl_plan_store_get_own_plan (self));
  g_autoptr (SlPlan) mine = sl_plan_copy (base);

  return account_is_own (self, account->id, error) && sl_plan_set_account (mine, account, error)
         && commit_or_fail (self, base, mine, error);
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
  g_autoptr (SlPlan) base = g_object_ref (sl_plan_store_get_own_plan (self));
  g_autoptr (SlPlan) mine = sl_plan_copy (base);

  return channel_is_own (self, channel->id, error) && sl_plan_set_channel (mine, channel, error)
         && commit_or_fail (self, base, mine, error);
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
  g_autoptr (SlPlan) base = g_object_ref (sl_plan_store_get_own_plan (self));
  g_autoptr (SlPlan) mine = sl_plan_copy (base);

  return !sl_plan_set_practised (mine, channel_id, time)
         || commit_or_fail (self, base, mine, error);
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
  g_autoptr (SlPlan) base = g_object_ref (sl_plan_store_get_own_plan (self));
  g_autoptr (SlPlan) mine = sl_plan_copy (base);

  return sl_plan_set_organisation_source (mine, address, key, error)
         && commit_or_fail (self, base, mine, error);
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
  g_autoptr (SlPlan) base = g_object_ref (sl_plan_store_get_own_plan (self));
  g_autoptr (SlPlan) mine = sl_plan_copy (base);

  if (!account_is_own (self, id, error))
    return FALSE;
  sl_plan_remove_account (mine, id);
  return commit_or_fail (self, base, mine, error);
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
  g_autoptr (SlPlan) base = g_object_ref (sl_plan_store_get_own_plan (self));
  g_autoptr (SlPlan) mine = sl_plan_copy (base);

  if (!channel_is_own (self, id, error))
    return FALSE;
  sl_plan_remove_channel (mine, id);
  return commit_or_fail (self, base, mine, error);
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
  g_autoptr (SlPlan) base = g_object_ref (sl_plan_store_get_own_plan (self));
  g_autoptr (SlPlan) mine = sl_plan_copy (base);
  SlAccount *account = sl_plan_get_account (mine, account_id);

  if (!account_is_own (self, account_id, error))
    return FALSE;
  if (account != NULL)
    sl_account_remove_pin (account, host);
  return commit_or_fail (self, base, mine, error);
}
