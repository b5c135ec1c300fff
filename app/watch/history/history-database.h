/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

/* What came of opening the file. */
typedef enum
{
  SL_HISTORY_ON_DISK,
  SL_HISTORY_REPLACED,  /* the old file was broken and set aside; a new one is in use */
  SL_HISTORY_IN_MEMORY, /* the file cannot be used; nothing is kept beyond this run */
} SlHistoryPlace;

sqlite3 *sl_history_database_open (const char *path, gint64 now, SlHistoryPlace *place, char **problem);
gboolean sl_history_database_is_broken (int sqlite_result);
