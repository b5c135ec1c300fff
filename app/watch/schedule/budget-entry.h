/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* What is remembered of one secret that was presented. Times are Unix seconds, 0: never. */
typedef struct
{
  char    *fingerprint; /* keyed hash, 64 hexadecimal digits */
  gint64   begun;       /* an attempt is written down whose result is not known yet */
  gint64   lost;        /* when an attempt was begun that never had a result */
  gint64   refused;     /* when it was last refused */
  gboolean blocked;     /* never again by itself, until the secret changes */
} SlBudgetSecret;

/**
 * SlBudgetEntry:
 * @secrets: (element-type SlBudgetSecret): those that were not accepted, oldest first
 * @refusals: (element-type gint64): when refusals, or attempts of unknown fate, happened within a day
 * @accepted: (nullable): keyed hash of the secret that worked last
 * @rearmed: the user gave a new secret since the record of attempts was lost
 *
 * One account's part of the budget. Owned by the budget.
 */
typedef struct
{
  GPtrArray *secrets;
  GArray    *refusals;
  char      *accepted;
  gboolean   rearmed;
} SlBudgetEntry;

SlBudgetEntry  *sl_budget_entry_new (void);
SlBudgetEntry  *sl_budget_entry_new_from_json (JsonObject *object);
void            sl_budget_entry_free (SlBudgetEntry *entry);
JsonObject     *sl_budget_entry_to_json (const SlBudgetEntry *entry);
SlBudgetSecret *sl_budget_entry_find (SlBudgetEntry *entry, const char *fingerprint);
SlBudgetSecret *sl_budget_entry_find_begun (SlBudgetEntry *entry);
SlBudgetSecret *sl_budget_entry_add (SlBudgetEntry *entry, const char *fingerprint);
void            sl_budget_entry_accept (SlBudgetEntry *entry, SlBudgetSecret *secret);
void            sl_budget_entry_refuse (SlBudgetEntry *entry, gint64 time);
gboolean        sl_budget_entry_lose_attempt (SlBudgetEntry *entry);
void            sl_budget_entry_end_attempt (SlBudgetEntry *entry);
void            sl_budget_entry_expire (SlBudgetEntry *entry, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlBudgetEntry, sl_budget_entry_free)
