/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "plan.h"

/* What is understood is written so that it is understood again, and then stays the same. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autoptr (SlPlan) plan = sl_plan_new_from_json ((const char *) data, (gssize) length, NULL);
  g_autoptr (SlPlan) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;

  if (plan == NULL)
    return 0;
  text = sl_plan_to_json (plan);
  again = sl_plan_new_from_json (text, -1, &error);
  if (again == NULL)
    FUZZ_FAIL ("a written plan cannot be read: %s: %s", error->message, text);
  text_again = sl_plan_to_json (again);
  if (g_strcmp0 (text, text_again) != 0)
    FUZZ_FAIL ("a plan changes when it is read and written: %s: %s", text, text_again);
  return 0;
}
