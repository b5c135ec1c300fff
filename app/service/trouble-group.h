/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account-status.h"
#include "plan.h"
#include "transition.h"

/* One account's part in a notice. */
typedef struct
{
  SlTransition    *transition;
  SlAccountStatus *status; /* nullable */
} SlTroubleMember;

/**
 * SlTroubleGroup:
 * @id: the notice's id
 * @members: (element-type SlTroubleMember): the accounts that have the trouble now
 * @recovered: (element-type SlTroubleMember): those that had it and are well again
 *
 * The accounts that one notice is about, each list in the order of failure until it is sorted.
 */
typedef struct
{
  char      *id;
  GPtrArray *members;
  GPtrArray *recovered;
} SlTroubleGroup;

SlTroubleGroup  *sl_trouble_group_new (const char *id);
void             sl_trouble_group_free (SlTroubleGroup *group);
SlTroubleMember *sl_trouble_group_find (SlTroubleGroup *group, const char *account_id);
SlTroubleMember *sl_trouble_group_find_worst (SlTroubleGroup *group);
void             sl_trouble_group_put (SlTroubleGroup *group, SlTransition *transition, SlAccountStatus *status);
gboolean         sl_trouble_group_remove (SlTroubleGroup *group, const char *account_id);
void             sl_trouble_group_recover (SlTroubleGroup *group, const char *account_id);
void             sl_trouble_group_sort (SlTroubleGroup *group, SlPlan *plan);
gboolean         sl_trouble_group_is_urgent (SlTroubleGroup *group);
char           **sl_trouble_group_list_names (SlTroubleGroup *group);
