/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drill-reminder.h"

#define DAY (24 * 60 * 60)
#define NOW (G_GINT64_CONSTANT (20000) * DAY + DAY / 3)

static const struct
{
  const char *name;
  gint64      practised;
  gint64      reminded;
  gboolean    is_due;
} rows[] = {
  { "never-practised", 0, 0, FALSE },
  { "yesterday", NOW - DAY, 0, FALSE },
  { "in-89-days", NOW - 89 * DAY, 0, FALSE },
  { "in-90-days", NOW - 90 * DAY, 0, TRUE },
  { "long-ago", NOW - 900 * DAY, 0, TRUE },
  { "reminded-already", NOW - 100 * DAY, NOW - 10 * DAY, FALSE },
  { "reminded-of-an-earlier-one", NOW - 100 * DAY, NOW - 150 * DAY, TRUE },
  { "clock-was-ahead", NOW + 30 * DAY, 0, FALSE },
};

static void
test_is_due (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);

  g_assert_cmpint (sl_drill_reminder_is_due (rows[row].practised, rows[row].reminded, NOW), ==,
                   rows[row].is_due);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/service/drill-reminder/%s", rows[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_is_due);
    }
  return g_test_run ();
}
