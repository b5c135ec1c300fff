/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check-result.h"
#include "secret.h"

#include <gio/gio.h>

#define SL_BUDGET_DAY_LIMIT 3                  /* refusals of one account in 24 hours, all protocols together */
#define SL_BUDGET_REST_SECONDS (6 * 60 * 60)   /* how long a secret of unknown fate rests */

/* Why a secret may, or may not, be presented now. */
typedef enum
{
  SL_BUDGET_ALLOWED,
  SL_BUDGET_REFUSED,   /* this very secret was refused before: only the user may try it again, once */
  SL_BUDGET_RESTING,   /* an earlier attempt with it, or the record of attempts, was lost within six hours */
  SL_BUDGET_EXHAUSTED, /* three refusals within a day: not even the user may try again */
  SL_BUDGET_NO_RECORD, /* the attempt could not be written down, so it must not be made */
} SlBudgetAnswer;

/**
 * SlBudget:
 *
 * Keeps the user from being locked out: before a secret is presented it is written to disk that it
 * will be, and what was refused is remembered by a keyed hash. It promises that a refused secret is
 * not presented again by itself until it changes, also after the process was killed between the
 * attempt and its result: an attempt without a result counts as one refusal, and the secret rests
 * for six hours. The same holds for every account when the file on disk cannot be read.
 * Owned by the watcher; main thread only.
 */
#define SL_TYPE_BUDGET (sl_budget_get_type ())
G_DECLARE_FINAL_TYPE (SlBudget, sl_budget, SL, BUDGET, GObject)

SlBudget      *sl_budget_new (const char *state_dir, gint64 now);
SlBudgetAnswer sl_budget_ask (SlBudget       *self,
                              const char     *account_id,
                              const SlSecret *secret,
                              gboolean        force,
                              gint64          now);
SlBudgetAnswer sl_budget_begin (SlBudget       *self,
                                const char     *account_id,
                                const SlSecret *secret,
                                gboolean        force,
                                gint64          now);
void           sl_budget_finish (SlBudget *self, const char *account_id, const SlCheckResult *result, gint64 now);
void           sl_budget_secret_changed (SlBudget *self, const char *account_id);
gboolean       sl_budget_is_changed (SlBudget *self, const char *account_id, const SlSecret *secret);
gint64         sl_budget_get_allowed_at (SlBudget *self, const char *account_id, gint64 now);
const char    *sl_budget_get_problem (SlBudget *self);
