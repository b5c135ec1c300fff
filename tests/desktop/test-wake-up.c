/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wake-up.h"

/* More than any computer has slept before a test. */
#define YEARS_MS (G_GINT64_CONSTANT (1) << 45)

static void
on_woke_up (SlWakeUp *wake_up, guint *count)
{
  (*count)++;
}

static void
test_a_sleep_is_told_once (void)
{
  g_autoptr (SlWakeUp) wake_up = sl_wake_up_new ();
  guint count = 0;

  g_signal_connect (wake_up, "woke-up", G_CALLBACK (on_woke_up), &count);
  sl_wake_up_look (wake_up, YEARS_MS);
  g_assert_cmpuint (count, ==, 1);
  /* The wall clock is set, and read a moment later. */
  sl_wake_up_look (wake_up, YEARS_MS);
  sl_wake_up_look (wake_up, YEARS_MS + 1);
  sl_wake_up_look (wake_up, YEARS_MS - 1);
  g_assert_cmpuint (count, ==, 1);
  sl_wake_up_look (wake_up, YEARS_MS + 60 * 1000);
  g_assert_cmpuint (count, ==, 2);
}

static void
test_the_system_can_tell (void)
{
  g_autoptr (SlWakeUp) wake_up = sl_wake_up_new ();

  g_assert_true (sl_wake_up_is_working (wake_up));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desktop/wake-up/once", test_a_sleep_is_told_once);
  g_test_add_func ("/desktop/wake-up/works", test_the_system_can_tell);
  return g_test_run ();
}
