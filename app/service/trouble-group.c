/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "trouble-group.h"

static void
member_free (gpointer data)
{
  SlTroubleMember *member = data;

  sl_transition_unref (member->transition);
  g_clear_pointer (&member->status, sl_account_status_unref);
  g_free (member);
}

/**
 * sl_trouble_group_new:
 * @id: the notice's id
 *
 * Returns: (transfer full): a group without accounts
 */
SlTroubleGroup *
sl_trouble_group_new (const char *id)
{
  SlTroubleGroup *group = g_new0 (SlTroubleGroup, 1);

  group->id = g_strdup (id);
  group->members = g_ptr_array_new_with_free_func (member_free);
  group->recovered = g_ptr_array_new_with_free_func (member_free);
  return group;
}

/**
 * sl_trouble_group_free:
 * @group: (transfer full): a group
 */
void
sl_trouble_group_free (SlTroubleGroup *group)
{
  g_free (group->id);
  g_ptr_array_unref (group->members);
  g_ptr_array_unref (group->recovered);
  g_free (group);
}

static SlTroubleMember *
find_member (GPtrArray *members, const char *account_id)
{
  for (guint i = 0; i < members->len; i++)
    {
      SlTroubleMember *member = g_ptr_array_index (members, i);

      if (g_str_equal (member->transition->account_id, account_id))
        return member;
    }
  return NULL;
}

/**
 * sl_trouble_group_find:
 * @group: a group
 * @account_id: an account
 *
 * Returns: (transfer none) (nullable): the account's part, %NULL if it has none
 */
SlTroubleMember *
sl_trouble_group_find (SlTroubleGroup *group, const char *account_id)
{
  return find_member (group->members, account_id);
}

/**
 * sl_trouble_group_find_worst:
 * @group: a group
 *
 * Returns: (transfer none) (nullable): the account in the worst state, of equal ones the first;
 *   %NULL if there is none
 */
SlTroubleMember *
sl_trouble_group_find_worst (SlTroubleGroup *group)
{
  SlTroubleMember *worst = NULL;

  for (guint i = 0; i < group->members->len; i++)
    {
      SlTroubleMember *member = g_ptr_array_index (group->members, i);

      if (worst == NULL || member->transition->to > worst->transition->to)
        worst = member;
    }
  return worst;
}

/**
 * sl_trouble_group_put:
 * @group: a group
 * @transition: into trouble
 * @status: (nullable): the account's status
 *
 * Adds the account, or brings its part up to date.
 */
void
sl_trouble_group_put (SlTroubleGroup *group, SlTransition *transition, SlAccountStatus *status)
{
  SlTroubleMember *member = sl_trouble_group_find (group, transition->account_id);

  if (member == NULL)
    {
      member = g_new0 (SlTroubleMember, 1);
      g_ptr_array_add (group->members, member);
    }
  sl_transition_ref (transition);
  g_clear_pointer (&member->transition, sl_transition_unref);
  member->transition = transition;
  g_clear_pointer (&member->status, sl_account_status_unref);
  member->status = status != NULL ? sl_account_status_ref (status) : NULL;
  g_ptr_array_remove (group->recovered, find_member (group->recovered, transition->account_id));
}

/**
 * sl_trouble_group_remove:
 * @group: a group
 * @account_id: an account that has the trouble no more
 *
 * Returns: whether it was there
 */
gboolean
sl_trouble_group_remove (SlTroubleGroup *group, const char *account_id)
{
  SlTroubleMember *member = sl_trouble_group_find (group, account_id);

  return member != NULL && g_ptr_array_remove (group->members, member);
}

/**
 * sl_trouble_group_recover:
 * @group: a group
 * @account_id: an account that is well again, and that the group still speaks of
 */
void
sl_trouble_group_recover (SlTroubleGroup *group, const char *account_id)
{
  guint position;

  if (g_ptr_array_find (group->members, sl_trouble_group_find (group, account_id), &position))
    g_ptr_array_add (group->recovered, g_ptr_array_steal_index (group->members, position));
}

static guint
find_place (SlPlan *plan, const SlTroubleMember *member)
{
  GPtrArray *accounts = sl_plan_get_accounts (plan);

  for (guint i = 0; i < accounts->len; i++)
    {
      const SlAccount *account = g_ptr_array_index (accounts, i);

      if (g_str_equal (account->id, member->transition->account_id))
        return i;
    }
  return G_MAXUINT;
}

static int
compare_places (gconstpointer one, gconstpointer other, gpointer plan)
{
  guint place = find_place (plan, *(SlTroubleMember *const *) one);
  guint other_place = find_place (plan, *(SlTroubleMember *const *) other);

  return (place > other_place) - (place < other_place);
}

/**
 * sl_trouble_group_sort:
 * @group: a group
 * @plan: has the accounts in the user's order
 *
 * Puts the accounts in the user's order, and those that the plan does not know last.
 */
void
sl_trouble_group_sort (SlTroubleGroup *group, SlPlan *plan)
{
  g_ptr_array_sort_with_data (group->members, compare_places, plan);
  g_ptr_array_sort_with_data (group->recovered, compare_places, plan);
}

/**
 * sl_trouble_group_is_urgent:
 * @group: a group
 *
 * Returns: whether an account marked important is among them, and out
 */
gboolean
sl_trouble_group_is_urgent (SlTroubleGroup *group)
{
  for (guint i = 0; i < group->members->len; i++)
    {
      const SlTroubleMember *member = g_ptr_array_index (group->members, i);

      if (member->transition->urgent)
        return TRUE;
    }
  return FALSE;
}

/**
 * sl_trouble_group_list_names:
 * @group: a group
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): the names of the accounts that
 * have the trouble, or of those that are well again if none has; %NULL if it is one account only
 */
char **
sl_trouble_group_list_names (SlTroubleGroup *group)
{
  GPtrArray *names = g_ptr_array_new ();
  GPtrArray *wanted = group->members->len > 0 ? group->members : group->recovered;

  for (guint i = 0; i < wanted->len && wanted->len > 1; i++)
    {
      const SlTroubleMember *member = g_ptr_array_index (wanted, i);

      g_ptr_array_add (names, g_strdup (member->transition->account_name));
    }
  if (names->len == 0)
    return (char **) g_ptr_array_free (names, TRUE);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}
