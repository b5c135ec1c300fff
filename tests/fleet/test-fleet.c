/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fleet.h"

#include <glib.h>

/* A provider with many desktops sees an even stream of requests, also after everybody logged on at
 * once and after an outage. The benchmark does the same with a million. */
#define N_DESKTOPS 20000
#define STEADY_GOAL 1.2
#define RECOVERY_GOAL 2.0
#define DAY_GOAL_BYTES 1e6     /* for three accounts */
#define CHANNEL_GOAL_BYTES 1e5 /* and so much more for each channel with a page */

static void
assert_even (const FleetLoad *load)
{
  g_assert_cmpfloat (load->steady_mean, >, 0);
  g_assert_cmpfloat (load->steady_peak / load->steady_mean, <=, STEADY_GOAL);
  g_assert_cmpfloat (load->recovery_peak / load->steady_mean, <=, RECOVERY_GOAL);
}

static void
test_day (gconstpointer outage)
{
  FleetReport report;

  fleet_run (N_DESKTOPS, GPOINTER_TO_INT (outage), 1, &report);
  assert_even (&report.mail);
  assert_even (&report.page);
  assert_even (&report.channel);
}

static void
test_day_costs_little (void)
{
  FleetReport report;

  fleet_run (N_DESKTOPS, FLEET_SIGNIN_FAILS, 1, &report);
  g_assert_cmpfloat (fleet_page_bytes (&report, 3, 0), <=, DAY_GOAL_BYTES);
  g_assert_cmpfloat (fleet_page_bytes (&report, 0, 1), <=, CHANNEL_GOAL_BYTES);
  /* Nobody signs in more often than every ten minutes, whatever happens. */
  g_assert_cmpfloat (report.signins_each, <=, 60);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/fleet/server-gone-for-an-hour", GINT_TO_POINTER (FLEET_SERVER_GONE),
                        test_day);
  g_test_add_data_func ("/fleet/signin-fails-for-an-hour", GINT_TO_POINTER (FLEET_SIGNIN_FAILS),
                        test_day);
  g_test_add_func ("/fleet/a-day-costs-little", test_day_costs_little);
  return g_test_run ();
}
