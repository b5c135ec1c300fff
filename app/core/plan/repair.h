/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lint.h"

/* What a click can do about a finding. */
typedef enum
{
  SL_REPAIR_DIRECT,            /* sl_repair_apply() mends it */
  SL_REPAIR_ADD_CHANNEL,       /* the user adds a channel */
  SL_REPAIR_ADD_PHONE,         /* the user adds a phone number */
  SL_REPAIR_EDIT_ADDRESS,      /* the user changes the channel's address */
  SL_REPAIR_EDIT_PEOPLE,       /* the user writes down who is reached there */
  SL_REPAIR_EDIT_PROVIDER,     /* the user chooses what the account depends on */
  SL_REPAIR_EDIT_INSTRUCTIONS, /* the user writes the account's instructions */
  SL_REPAIR_TRY,               /* the user tries the channel and says "I reached them" */
} SlRepair;

SlRepair    sl_repair_choose (SlPlan *plan, const SlLintFinding *finding);
const char *sl_repair_get_label (SlPlan *plan, const SlLintFinding *finding);
gboolean    sl_repair_apply (SlPlan *plan, const SlLintFinding *finding, GError **error);
