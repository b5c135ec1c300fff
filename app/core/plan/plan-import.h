/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan.h"

typedef enum
{
  SL_PLAN_ENTRY_ACCOUNT,
  SL_PLAN_ENTRY_CHANNEL,
  SL_PLAN_ENTRY_TEMPLATE,
} SlPlanEntryKind;

/**
 * SlPlanChange:
 * @kind: what it is
 * @is_new: it is added; else an entry of the user's is changed
 * @id: its id in the user's plan
 * @name: its name
 * @address: (nullable): its address
 * @members: (nullable): if it is changed: the members that get another value, such as "instructions"
 * @before: (nullable): their values so far, each on one short line; empty if there was none
 * @after: (nullable): their values then
 *
 * One line of the difference that importing a plan makes.
 */
typedef struct
{
  SlPlanEntryKind kind;
  gboolean is_new;
  char    *id;
  char    *name;
  char    *address;
  char   **members;
  char   **before;
  char   **after;
} SlPlanChange;

/**
 * SlPlanImport:
 * @result: the user's plan with all changes applied
 * @changes: (element-type SlPlanChange): what differs from the user's plan, in the imported order
 * @n_same: how many entries the user has already, just so
 *
 * What importing a plan would do. Nothing of the user's is removed.
 */
typedef struct
{
  SlPlan    *result;
  GPtrArray *changes;
  guint      n_same;
} SlPlanImport;

SlPlanImport *sl_plan_import_new (SlPlan *own, const char *data, gssize length, GError **error);
void          sl_plan_import_free (SlPlanImport *import);
const char   *sl_plan_import_get_member_label (const char *member);
char         *sl_plan_import_describe_member (const SlPlanChange *change, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlPlanImport, sl_plan_import_free)
