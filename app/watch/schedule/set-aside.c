/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "set-aside.h"

#include <glib/gstdio.h>

/* Two broken files in one second are possible; more than these are not worth keeping. */
#define MAX_TRIES 100

/**
 * sl_set_aside:
 * @path: a file that cannot be used as it is
 * @now: Unix seconds, for the new name
 *
 * Renames a broken file to "PATH.corrupt-YYYYMMDD-HHMMSS" beside it, so that somebody may look at
 * it and a new one can be begun. An earlier one is not overwritten.
 *
 * Returns: (transfer full) (nullable): the new path, or %NULL if it could not be renamed
 */
char *
sl_set_aside (const char *path, gint64 now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (now);
  g_autofree char *stamp
      = time != NULL ? g_date_time_format (time, "%Y%m%d-%H%M%S") : g_strdup ("0");

  for (int try = 1; try <= MAX_TRIES; try++)
    {
      g_autofree char *kept = try == 1 ? g_strdup_printf ("%s.corrupt-%s", path, stamp)
                                       : g_strdup_printf ("%s.corrupt-%s-%d", path, stamp, try);

      if (g_file_test (kept, G_FILE_TEST_EXISTS))
        continue;
      return g_rename (path, kept) == 0 ? g_steal_pointer (&kept) : NULL;
    }
  return NULL;
}
