/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "diagnosis.h"

/* Whatever the file, it is refused with one line or gives a verdict; and what was read can be written
 * and read again. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autofree char *copy = g_strndup ((const char *) data, length);
  g_autoptr (SlEvidence) evidence = sl_evidence_new_from_json (copy, (gssize) length, NULL);
  g_autoptr (SlEvidence) again = NULL;
  g_autoptr (SlVerdict) verdict = NULL;
  g_autoptr (SlVerdict) verdict_again = NULL;
  g_autofree char *text = NULL;

  if (evidence == NULL)
    return 0;

  verdict = sl_diagnose (evidence);
  if (*verdict->headline == '\0' || !g_utf8_validate (verdict->headline, -1, NULL))
    FUZZ_FAIL ("a verdict without a headline");
  text = sl_evidence_to_json (evidence);
  again = sl_evidence_new_from_json (text, -1, NULL);
  if (again == NULL)
    FUZZ_FAIL ("evidence that was written cannot be read");
  verdict_again = sl_diagnose (again);
  if (verdict->row != verdict_again->row || verdict->state != verdict_again->state)
    FUZZ_FAIL ("evidence that was written gives another verdict");
  return 0;
}
