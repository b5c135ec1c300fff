/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan.h"

/* For the files that make up the plan. */
struct _SlPlan
{
  GObject parent_instance;

  GPtrArray  *accounts;
  GPtrArray  *channels;
  GPtrArray  *templates;

  SlOrganisation *organisation;         /* nullable; who wrote this plan for others */
  char           *organisation_address; /* nullable; where the plan of the user's organisation is */
  char           *organisation_key;     /* nullable; who must have signed it */
  GHashTable     *practised;            /* (element-type utf8 gint64) managed channels by id */

  JsonObject *unknown; /* nullable; members of the top level that this version does not know */
};

gboolean sl_plan_fail_with_fault (const char *name, const char *fault, GError **error);
void     sl_plan_take_account (SlPlan *self, SlAccount *account);
void     sl_plan_take_channel (SlPlan *self, SlChannel *channel);
