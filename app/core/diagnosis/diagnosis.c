/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "diagnosis.h"

#include "diagnosis-reading.h"
#include "diagnosis-rows.h"
#include "diagnosis-words.h"

/* The table, first match wins. The numbers are stable: tests and bug reports name them. */
static const struct
{
  guint          number;
  SlDiagnosisRow function;
} rows[] = {
  { 1, sl_diagnosis_row_portal },
  { 1, sl_diagnosis_row_portal_signs },
  { 2, sl_diagnosis_row_offline },
  { 2, sl_diagnosis_row_proxy },
  { 3, sl_diagnosis_row_ok },
  { 4, sl_diagnosis_row_reported },
  { 5, sl_diagnosis_row_slow },
  { 6, sl_diagnosis_row_unavailable },
  { 7, sl_diagnosis_row_refused_by_outage },
  { 8, sl_diagnosis_row_refused },
  { 9, sl_diagnosis_row_account },
  { 10, sl_diagnosis_row_certificate },
  { 11, sl_diagnosis_row_own_computer },
  { 11, sl_diagnosis_row_blocked },
  { 12, sl_diagnosis_row_unreachable },
  { 13, sl_diagnosis_row_throttled },
  { 14, sl_diagnosis_row_without_signin },
  { 15, sl_diagnosis_row_pending },
  { 0, sl_diagnosis_row_unknown },
};

/* Only what can be opened safely from a notice. */
static char *
find_incident_url (const SlReading *reading)
{
  const char *url = reading->feed != NULL ? reading->feed->incident_url : NULL;

  if (reading->feed_word != SL_FEED_WORD_TROUBLE || url == NULL
      || !g_str_has_prefix (url, "https://"))
    return NULL;
  return g_strdup (url);
}

/**
 * sl_diagnose:
 * @evidence: everything that is known
 *
 * Says whose fault it is. Pure: the same evidence gives the same verdict, with no clock and no I/O;
 * the words are in the user's language and time zone.
 *
 * Returns: (transfer full): a verdict with a headline, never %NULL
 */
SlVerdict *
sl_diagnose (const SlEvidence *evidence)
{
  SlVerdict *verdict = NULL;
  SlReading  reading;

  g_return_val_if_fail (evidence != NULL, sl_verdict_new (SL_STATE_UNKNOWN, SL_CAUSE_UNKNOWN));

  sl_reading_init (&reading, evidence);
  for (gsize i = 0; verdict == NULL && i < G_N_ELEMENTS (rows); i++)
    {
      verdict = rows[i].function (&reading);
      if (verdict != NULL)
        verdict->row = rows[i].number;
    }

  g_strfreev (verdict->evidence);
  verdict->evidence = sl_words_list_evidence (&reading);
  verdict->incident_url = find_incident_url (&reading);
  return verdict;
}
