/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quiet-hours.h"

/* 2026-11-23 00:00 UTC; the tests run in UTC. */
#define MIDNIGHT G_GINT64_CONSTANT (1795392000)

static const struct
{
  int      from;
  int      to;
  int      minute;
  gboolean quiet;
} cases[] = {
  { 0, 0, 0, FALSE },         { 540, 540, 540, FALSE },  { 540, 600, 539, FALSE },
  { 540, 600, 540, TRUE },    { 540, 600, 599, TRUE },   { 540, 600, 600, FALSE },
  { 1320, 420, 1319, FALSE }, { 1320, 420, 1320, TRUE }, { 1320, 420, 0, TRUE },
  { 1320, 420, 419, TRUE },   { 1320, 420, 420, FALSE }, { -1, 420, 60, FALSE },
  { 0, 1440, 720, TRUE },     { 60, 9999, 120, FALSE },  { 2000, 60, 30, FALSE },
};

static void
test_quiet_hours (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (
        sl_quiet_hours_contain (cases[i].from, cases[i].to, MIDNIGHT + cases[i].minute * 60), ==,
        cases[i].quiet);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch/quiet-hours/table", test_quiet_hours);
  return g_test_run ();
}
