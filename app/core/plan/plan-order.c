/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "plan-order.h"

static gboolean
move (GPtrArray *entries, gpointer entry, guint position)
{
  guint index;

  if (entry == NULL || !g_ptr_array_find (entries, entry, &index))
    return FALSE;
  g_ptr_array_steal_index (entries, index);
  g_ptr_array_insert (entries, (int) MIN (position, entries->len), entry);
  return TRUE;
}

/**
 * sl_plan_move_account:
 * @plan: a plan
 * @id: an account's id
 * @position: where it shall stand among the accounts
 *
 * Returns: whether there is such an account
 */
gboolean
sl_plan_move_account (SlPlan *plan, const char *id, guint position)
{
  return move (sl_plan_get_accounts (plan), sl_plan_get_account (plan, id), position);
}

/**
 * sl_plan_move_channel:
 * @plan: a plan
 * @id: a channel's id
 * @position: where it shall stand among the channels
 *
 * Changes the order of all channels; accounts that name theirs keep their own.
 *
 * Returns: whether there is such a channel
 */
gboolean
sl_plan_move_channel (SlPlan *plan, const char *id, guint position)
{
  return move (sl_plan_get_channels (plan), sl_plan_get_channel (plan, id), position);
}

/* The ids of the channels that serve the account, in its order. */
static GPtrArray *
list_ids (SlPlan *plan, const SlAccount *account)
{
  g_autoptr (GPtrArray) channels = sl_plan_list_channels (plan, account);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < channels->len; i++)
    {
      const SlChannel *channel = g_ptr_array_index (channels, i);

      g_ptr_array_add (ids, g_strdup (channel->id));
    }
  return ids;
}

/* Takes the ids. */
static void
name_channels (SlAccount *account, GPtrArray *ids)
{
  g_strfreev (account->channels);
  g_ptr_array_add (ids, NULL);
  account->channels = (char **) g_ptr_array_free (ids, FALSE);
}

/**
 * sl_plan_move_channel_of_account:
 * @plan: a plan
 * @in_force: the plan whose channels serve it: @plan, or it with an organisation's below
 * @account_id: an account's id
 * @id: the id of a channel that serves it
 * @position: where it shall stand among the channels of this account
 *
 * Gives an account an order of its own: from now on it names its channels.
 *
 * Returns: whether the channel serves the account
 */
gboolean
sl_plan_move_channel_of_account (
    SlPlan *plan, SlPlan *in_force, const char *account_id, const char *id, guint position)
{
  SlAccount *account = sl_plan_get_account (plan, account_id);
  g_autoptr (GPtrArray) ids = NULL;
  guint index;

  if (account == NULL)
    return FALSE;
  ids = list_ids (in_force, account);
  if (!g_ptr_array_find_with_equal_func (ids, id, g_str_equal, &index)
      || !move (ids, g_ptr_array_index (ids, index), position))
    return FALSE;
  name_channels (account, g_steal_pointer (&ids));
  return TRUE;
}

static gboolean
are_all_in_order (SlPlan *in_force, GPtrArray *ids)
{
  GPtrArray *channels = sl_plan_get_channels (in_force);

  if (channels->len != ids->len)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!g_str_equal (((const SlChannel *) channels->pdata[i])->id, ids->pdata[i]))
      return FALSE;
  return TRUE;
}

/**
 * sl_plan_set_channel_serves:
 * @plan: a plan
 * @in_force: the plan whose channels there are: @plan, or it with an organisation's below
 * @account_id: an account's id
 * @id: a channel's id
 * @serves: whether the channel is for this account
 *
 * Says which channels an account has; a new one comes last. An account that has all of them in the
 * common order names none, and so has those that are added later too.
 *
 * Returns: whether there are such an account and such a channel
 */
gboolean
sl_plan_set_channel_serves (
    SlPlan *plan, SlPlan *in_force, const char *account_id, const char *id, gboolean serves)
{
  SlAccount *account = sl_plan_get_account (plan, account_id);
  g_autoptr (GPtrArray) ids = NULL;
  gboolean found;
  guint    index;

  if (account == NULL || sl_plan_get_channel (in_force, id) == NULL)
    return FALSE;
  ids = list_ids (in_force, account);
  found = g_ptr_array_find_with_equal_func (ids, id, g_str_equal, &index);
  if (found && !serves)
    g_ptr_array_remove_index (ids, index);
  else if (!found && serves)
    g_ptr_array_add (ids, g_strdup (id));
  if (are_all_in_order (in_force, ids))
    g_clear_pointer (&account->channels, g_strfreev);
  else
    name_channels (account, g_steal_pointer (&ids));
  return TRUE;
}
