/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "morning.h"

static void
test_until_tomorrow (void)
{
  static const struct
  {
    const char *now;
    guint       hours;
  } rows[] = {
    { "2026-03-10T22:00:00", 8 },  { "2026-03-10T00:00:00", 30 },
    { "2026-12-31T12:00:00", 18 }, { "2026-03-28T12:00:00", 17 }, /* the night that loses an hour */
    { "2026-10-24T12:00:00", 19 },                                /* the night that gains one */
  };
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");

  if (berlin == NULL)
    {
      g_test_skip ("the time zone database is not installed");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (rows[i].now, berlin);

      g_assert_cmpuint (sl_morning_seconds_until (now), ==, rows[i].hours * 3600);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/morning/until", test_until_tomorrow);
  return g_test_run ();
}
