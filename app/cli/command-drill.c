/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "command.h"

#include "drill.h"

#include <glib/gi18n-lib.h>

static int
list_scenarios (void)
{
  g_auto (GStrv) names = sl_practice_list_scenarios ();

  for (guint i = 0; names[i] != NULL; i++)
    g_print ("%s\n", names[i]);
  return SL_EXIT_FINE;
}

static int
drill (const char *scenario, double speed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SlPractice) practice = sl_practice_new (scenario, speed, &error);

  if (practice != NULL)
    return sl_drill_run (practice);
  return sl_command_fail (g_error_matches (error, SL_PRACTICE_ERROR, SL_PRACTICE_ERROR_SCENARIO)
                              ? SL_EXIT_USAGE
                              : SL_EXIT_FAILED,
                          "%s.", error->message);
}

static int
run (int argc, char **argv)
{
  g_autofree char   *scenario = NULL;
  double             speed = 1;
  gboolean           list = FALSE;
  const GOptionEntry entries[] = {
    { "scenario", 0, 0, G_OPTION_ARG_STRING, &scenario, N_ ("What to act out; see --list"),
      N_ ("NAME") },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &speed, N_ ("1 is real time, 10 ten times as fast"),
      N_ ("N") },
    { "list", 0, 0, G_OPTION_ARG_NONE, &list, N_ ("List the scenarios"), NULL },
    { NULL },
  };
  int exit_code;

  if (!sl_command_parse (&sl_command_drill, entries, &argc, &argv, &exit_code))
    return exit_code;
  if (argc > 1)
    return sl_command_fail (SL_EXIT_USAGE, _ ("drill takes no operands; say “--scenario NAME”."));
  if (list)
    return list_scenarios ();
  return drill (scenario != NULL ? scenario : SL_PRACTICE_DEFAULT_SCENARIO, speed);
}

const SlCommand sl_command_drill = {
  .name = "drill",
  .usage = "",
  .summary = N_ ("Practise an outage in the terminal"),
  .run = run,
};
