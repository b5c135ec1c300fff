/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duration.h"

static const struct
{
  const char *text;
  guint       seconds; /* 0: no duration */
} rows[] = {
  { "1s", 1 },        { "45m", 45 * 60 },
  { "2h", 2 * 3600 }, { "1h30m", 90 * 60 },
  { "1d1s", 86401 },  { "366d", 366 * 86400 },
  { "", 0 },          { "0s", 0 },
  { "0h0m", 0 },      { "1", 0 },
  { "h", 0 },         { "-1h", 0 },
  { "+1h", 0 },       { " 1h", 0 },
  { "1h ", 0 },       { "1.5h", 0 },
  { "1w", 0 },        { "367d", 0 },
  { "366d1s", 0 },    { "99999999999999999999999s", 0 },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint seconds = 0;

      g_test_message ("“%s”", rows[i].text);
      g_assert_cmpint (sl_duration_parse (rows[i].text, &seconds), ==, rows[i].seconds != 0);
      g_assert_cmpuint (seconds, ==, rows[i].seconds);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/duration/as-typed", test_rows);
  return g_test_run ();
}
