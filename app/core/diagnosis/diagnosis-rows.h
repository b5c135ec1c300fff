/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis-reading.h"
#include "verdict.h"

/* One function per row of the table in diagnosis.c. Each looks at the reading alone and returns a
 * verdict with words if the row applies, or NULL; diagnosis.c adds what all verdicts share. */
typedef SlVerdict *(*SlDiagnosisRow) (const SlReading *reading);

/* the user's own side: diagnosis-rows-network.c */
SlVerdict *sl_diagnosis_row_portal (const SlReading *reading);
SlVerdict *sl_diagnosis_row_portal_signs (const SlReading *reading);
SlVerdict *sl_diagnosis_row_offline (const SlReading *reading);
SlVerdict *sl_diagnosis_row_proxy (const SlReading *reading);
SlVerdict *sl_diagnosis_row_own_computer (const SlReading *reading);

/* mail works: diagnosis-rows-works.c */
SlVerdict *sl_diagnosis_row_ok (const SlReading *reading);
SlVerdict *sl_diagnosis_row_reported (const SlReading *reading);
SlVerdict *sl_diagnosis_row_slow (const SlReading *reading);
SlVerdict *sl_diagnosis_row_throttled (const SlReading *reading);
SlVerdict *sl_diagnosis_row_without_signin (const SlReading *reading);

/* the provider's side: diagnosis-rows-provider.c */
SlVerdict *sl_diagnosis_row_unavailable (const SlReading *reading);
SlVerdict *sl_diagnosis_row_refused_by_outage (const SlReading *reading);
SlVerdict *sl_diagnosis_row_blocked (const SlReading *reading);
SlVerdict *sl_diagnosis_row_unreachable (const SlReading *reading);

/* the user must do something: diagnosis-rows-account.c, diagnosis-rows-certificate.c */
SlVerdict *sl_diagnosis_row_refused (const SlReading *reading);
SlVerdict *sl_diagnosis_row_account (const SlReading *reading);
SlVerdict *sl_diagnosis_row_certificate (const SlReading *reading);

/* not known: diagnosis-rows-unknown.c */
SlVerdict *sl_diagnosis_row_pending (const SlReading *reading);
SlVerdict *sl_diagnosis_row_unknown (const SlReading *reading);
