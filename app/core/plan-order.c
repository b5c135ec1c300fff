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
  g_strfreev (account->channels);
  g_ptr_array_add (ids, NULL);
  account->channels = (char **) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
  return TRUE;
}
