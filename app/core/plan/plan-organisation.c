/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "plan.h"

#include "plan-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a plan says of the organisation: who wrote it, or where the organisation's own plan is, and
 * when the user practised with what only that one holds. */

/**
 * sl_plan_get_organisation:
 * @self: a plan
 *
 * Returns: (transfer none) (nullable): who wrote this plan for others, or in a merged plan whose
 * plan lies below the user's own
 */
const SlOrganisation *
sl_plan_get_organisation (SlPlan *self)
{
  g_return_val_if_fail (SL_IS_PLAN (self), NULL);

  return self->organisation;
}

/**
 * sl_plan_set_organisation:
 * @self: a plan
 * @organisation: (nullable) (transfer none): an organisation; a copy of it is kept
 * @error: set to %SL_PLAN_ERROR_VALUE
 *
 * Returns: whether it was accepted
 */
gboolean
sl_plan_set_organisation (SlPlan *self, const SlOrganisation *organisation, GError **error)
{
  const char *fault = organisation != NULL ? sl_organisation_find_fault (organisation) : NULL;

  g_return_val_if_fail (SL_IS_PLAN (self), FALSE);

  if (fault != NULL)
    return sl_plan_fail_with_fault (organisation->name, fault, error);
  g_clear_pointer (&self->organisation, sl_organisation_free);
  self->organisation = organisation != NULL ? sl_organisation_copy (organisation) : NULL;
  return TRUE;
}

/**
 * sl_plan_get_organisation_address:
 * @self: a plan
 *
 * Returns: (transfer none) (nullable): the https address of the organisation's plan
 */
const char *
sl_plan_get_organisation_address (SlPlan *self)
{
  g_return_val_if_fail (SL_IS_PLAN (self), NULL);

  return self->organisation_address;
}

/**
 * sl_plan_get_organisation_key:
 * @self: a plan
 *
 * Returns: (transfer none) (nullable): the Ed25519 public key, in base64, that must have signed
 * what is fetched; %NULL: the one that is met first
 */
const char *
sl_plan_get_organisation_key (SlPlan *self)
{
  g_return_val_if_fail (SL_IS_PLAN (self), NULL);

  return self->organisation_key;
}

/**
 * sl_plan_set_organisation_source:
 * @self: a plan
 * @address: (nullable): the https address of the organisation's plan; %NULL: none is fetched
 * @key: (nullable): the Ed25519 public key, in base64, that must have signed it
 * @error: set to %SL_PLAN_ERROR_VALUE
 *
 * Returns: whether it was accepted
 */
gboolean
sl_plan_set_organisation_source (SlPlan *self, const char *address, const char *key, GError **error)
{
  char *new_address;
  char *new_key;

  g_return_val_if_fail (SL_IS_PLAN (self), FALSE);

  if (address != NULL && !sl_organisation_address_is_valid (address))
    return sl_plan_fail_with_fault (
        address, _ ("is not a secure web address; it must begin with https://"), error);
  if (key != NULL && !sl_organisation_key_is_valid (key))
    return sl_plan_fail_with_fault (key, _ ("is not an Ed25519 public key, 32 bytes in base64"),
                                    error);
  /* They may be the plan's own. */
  new_address = g_strdup (address);
  new_key = g_strdup (key);
  g_free (self->organisation_address);
  g_free (self->organisation_key);
  self->organisation_address = new_address;
  self->organisation_key = new_key;
  return TRUE;
}

/**
 * sl_plan_get_practised:
 * @self: the user's own plan
 * @channel_id: a managed channel's id
 *
 * Returns: when the user last reached somebody there, in Unix seconds; 0: never
 */
gint64
sl_plan_get_practised (SlPlan *self, const char *channel_id)
{
  const gint64 *time;

  g_return_val_if_fail (SL_IS_PLAN (self), 0);

  time = g_hash_table_lookup (self->practised, channel_id);
  return time != NULL ? *time : 0;
}

/**
 * sl_plan_set_practised:
 * @self: the user's own plan
 * @channel_id: a channel's id: one of this plan, or of the organisation's, which cannot be changed
 * @time: Unix seconds
 *
 * Remembers that somebody was reached there: with the channel if it is the user's own, else beside.
 *
 * Returns: %FALSE if @channel_id is no id, or too many are remembered
 */
gboolean
sl_plan_set_practised (SlPlan *self, const char *channel_id, gint64 time)
{
  SlChannel *channel;

  g_return_val_if_fail (SL_IS_PLAN (self), FALSE);

  channel = sl_plan_get_channel (self, channel_id);
  if (channel == NULL)
    return sl_plan_remember_practised (self, channel_id, time);
  channel->last_practised = time;
  return TRUE;
}

/**
 * sl_plan_remember_practised:
 * @self: the user's own plan
 * @channel_id: a managed channel's id
 * @time: Unix seconds
 *
 * Returns: %FALSE if @channel_id is no id, or too many are remembered
 */
gboolean
sl_plan_remember_practised (SlPlan *self, const char *channel_id, gint64 time)
{
  g_return_val_if_fail (SL_IS_PLAN (self), FALSE);

  if (!sl_account_id_is_valid (channel_id)
      || g_hash_table_size (self->practised) >= SL_PLAN_MAX_PRACTISED)
    return FALSE;
  g_hash_table_insert (self->practised, g_strdup (channel_id), g_memdup2 (&time, sizeof time));
  return TRUE;
}

/**
 * sl_plan_list_practised:
 * @self: the user's own plan
 *
 * Returns: (transfer container) (element-type utf8): the ids that sl_plan_get_practised() knows,
 *   sorted
 */
GList *
sl_plan_list_practised (SlPlan *self)
{
  g_return_val_if_fail (SL_IS_PLAN (self), NULL);

  return g_list_sort (g_hash_table_get_keys (self->practised), (GCompareFunc) strcmp);
}
