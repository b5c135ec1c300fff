/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fleet.h"

/* Prints what a provider sees of a million desktops on a working day.
 *
 * usage: fleet-day [DESKTOPS] */

#define N_DESKTOPS 1000000
#define N_ACCOUNTS 3

static void
print_load (const char *server, const FleetLoad *load)
{
  g_print ("%s, requests per second: mean %.0f, peak %.0f (%.2f of the mean, goal 1.2); log-on "
           "peak %.0f; "
           "outage peak %.0f (%.2f); after recovery %.0f (%.2f, goal 2)\n",
           server, load->steady_mean, load->steady_peak, load->steady_peak / load->steady_mean,
           load->log_on_peak, load->outage_peak, load->outage_peak / load->steady_mean,
           load->recovery_peak, load->recovery_peak / load->steady_mean);
}

static void
print_day (guint n_desktops, FleetOutage outage, const char *name)
{
  FleetReport report;

  fleet_run (n_desktops, outage, 1, &report);
  g_print ("%u desktops, %s\n", n_desktops, name);
  print_load ("  mail server", &report.mail);
  print_load ("  status page", &report.page);
  print_load ("  status page of a channel", &report.channel);
  g_print (
      "  each desktop: %.0f doors, %.0f sign-ins, %.0f page readings, "
      "%.0f of a channel's; pages of %d providers %.2f MB a day (goal 1), of each channel %.2f\n",
      report.doors_each, report.signins_each, report.feeds_each, report.channel_feeds_each,
      N_ACCOUNTS, fleet_page_bytes (&report, N_ACCOUNTS, 0) / 1e6,
      fleet_page_bytes (&report, 0, 1) / 1e6);
}

int
main (int argc, char **argv)
{
  guint64 n_desktops = N_DESKTOPS;

  if (argc > 1 && !g_ascii_string_to_unsigned (argv[1], 10, 1, 10 * N_DESKTOPS, &n_desktops, NULL))
    {
      g_printerr ("fleet-day: %s is not a number of desktops\n", argv[1]);
      return 2;
    }
  print_day (n_desktops, FLEET_SERVER_GONE, "the mail server is gone for an hour");
  print_day (n_desktops, FLEET_SIGNIN_FAILS, "sign-in fails for an hour");
  return 0;
}
