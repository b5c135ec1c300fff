/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "byte-counter.h"

#define MOMENT G_GINT64_CONSTANT (1789549200) /* a full hour */
#define HOUR 3600

static void
test_a_day_is_summed (void)
{
  SlByteCounter counter = { 0 };

  g_assert_cmpuint (sl_byte_counter_get_day (&counter, MOMENT), ==, 0);
  sl_byte_counter_add (&counter, 1000, MOMENT);
  sl_byte_counter_add (&counter, 200, MOMENT + HOUR - 1);
  sl_byte_counter_add (&counter, 30, MOMENT + 23 * HOUR);
  g_assert_cmpuint (sl_byte_counter_get_day (&counter, MOMENT + 23 * HOUR), ==, 1230);
  g_assert_cmpuint (sl_byte_counter_get_day (&counter, MOMENT + 24 * HOUR), ==, 30);
  g_assert_cmpuint (sl_byte_counter_get_day (&counter, MOMENT + 48 * HOUR), ==, 0);
}

static void
test_a_clock_may_jump (void)
{
  SlByteCounter counter = { 0 };

  sl_byte_counter_add (&counter, 1000, MOMENT);
  sl_byte_counter_add (&counter, 1000, MOMENT - 100 * HOUR);
  g_assert_cmpuint (sl_byte_counter_get_day (&counter, MOMENT), ==, 2000);
  g_assert_cmpuint (sl_byte_counter_get_day (&counter, MOMENT + 100000 * HOUR), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feeds/byte-counter/a-day-is-summed", test_a_day_is_summed);
  g_test_add_func ("/feeds/byte-counter/a-clock-may-jump", test_a_clock_may_jump);
  return g_test_run ();
}
