/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "budget.h"
#include "check-backend.h"
#include "clock.h"
#include "pin.h"
#include "secret-source.h"

/**
 * SlCheckTools:
 *
 * What every job needs. Owned by the watcher; a job that may outlive it is detached first.
 */
typedef struct
{
  const SlCheckBackend *backend;
  SlClock              *clock;
  SlBudget             *budget;
  SlSecretSource       *secrets;
  GTlsDatabase         *trust; /* nullable */
} SlCheckTools;

/**
 * SlCheckTerms:
 * @pin: (nullable): the key that the user accepted for the server
 * @usual_ms: what each stage usually takes, 0 if unknown
 * @after_refusal: a sign-in was refused within the last minute
 *
 * On which terms a check is made.
 */
typedef struct
{
  const SlPin *pin;
  int          usual_ms[SL_N_STAGES];
  gboolean     after_refusal;
} SlCheckTerms;

/**
 * SlCheckJob:
 *
 * One account's checks of one turn, one after the other. Before a sign-in it asks for the secret and
 * the budget; where either says no it knocks at the door instead, so that the server is still watched.
 * It presents a secret at most once.
 *
 * Signals:
 * - result (SlCheckResult *result): one check is done
 * - finished: all are
 */
#define SL_TYPE_CHECK_JOB (sl_check_job_get_type ())
G_DECLARE_FINAL_TYPE (SlCheckJob, sl_check_job, SL, CHECK_JOB, GObject)

SlCheckJob    *sl_check_job_new (const SlCheckTools *tools, const char *account_id, gboolean force);
void           sl_check_job_add (SlCheckJob *self, SlServer *server, SlCheckKind kind, const SlCheckTerms *terms);
void           sl_check_job_start (SlCheckJob *self);
void           sl_check_job_cancel (SlCheckJob *self);
void           sl_check_job_conclude (SlCheckJob *self);

void           sl_check_job_detach (SlCheckJob *self);
gboolean       sl_check_job_is_cancelled (SlCheckJob *self);
gint64         sl_check_job_get_now (SlCheckJob *self);
const char    *sl_check_job_get_account_id (SlCheckJob *self);
gboolean       sl_check_job_wanted_secret (SlCheckJob *self);
gboolean       sl_check_job_lacks_secret (SlCheckJob *self);
gboolean       sl_check_job_got_no_answer (SlCheckJob *self);
gboolean       sl_check_job_has_changed_secret (SlCheckJob *self);
SlBudgetAnswer sl_check_job_get_answer (SlCheckJob *self);
GPtrArray     *sl_check_job_get_results (SlCheckJob *self);
