/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cause.h"
#include "stage.h"
#include "state.h"

static void
test_every_state_survives_its_word (void)
{
  for (int value = SL_STATE_PAUSED; value <= SL_STATE_OUTAGE; value++)
    {
      SlState back;

      g_assert_true (sl_state_from_nick (sl_state_to_nick (value), &back));
      g_assert_cmpint (back, ==, value);
      g_assert_cmpstr (sl_state_get_label (value), !=, "");
    }
}

static void
test_unknown_words_are_refused (void)
{
  SlState state = SL_STATE_OUTAGE;
  SlCause cause = SL_CAUSE_BLOCKED;
  SlStage stage = SL_STAGE_TLS;

  g_assert_false (sl_state_from_nick ("OK", &state));
  g_assert_false (sl_state_from_nick (NULL, &state));
  g_assert_false (sl_cause_from_nick ("", &cause));
  g_assert_false (sl_stage_from_nick ("finished", &stage));
  g_assert_cmpint (state, ==, SL_STATE_OUTAGE);
  g_assert_cmpint (cause, ==, SL_CAUSE_BLOCKED);
  g_assert_cmpint (stage, ==, SL_STAGE_TLS);
}

static void
test_outage_is_the_worst (void)
{
  g_assert_cmpint (SL_STATE_OUTAGE, >, SL_STATE_ACTION_NEEDED);
  g_assert_cmpint (SL_STATE_ACTION_NEEDED, >, SL_STATE_DEGRADED);
  g_assert_cmpint (SL_STATE_DEGRADED, >, SL_STATE_OFFLINE);
  g_assert_cmpint (SL_STATE_UNKNOWN, >, SL_STATE_OK);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/enums/state-words", test_every_state_survives_its_word);
  g_test_add_func ("/core/enums/unknown-words", test_unknown_words_are_refused);
  g_test_add_func ("/core/enums/order", test_outage_is_the_worst);
  return g_test_run ();
}
