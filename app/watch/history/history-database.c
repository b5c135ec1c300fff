/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "history-database.h"

#include "set-aside.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define SCHEMA_VERSION 1
/* Another program may read while we write; longer than this we do not hold up the main loop. */
#define BUSY_TIMEOUT_MS 200

/* WAL with NORMAL: what was committed survives a killed process; a power cut costs the newest rows,
 * never the file. The small cache keeps the service small: queries touch a handful of pages.
 * Source: https://www.sqlite.org/pragma.html#pragma_synchronous */
static const char settings[] = "PRAGMA journal_mode=WAL;"
                               "PRAGMA synchronous=NORMAL;"
                               "PRAGMA cache_size=-64;"
                               "PRAGMA wal_autocheckpoint=100;"
                               "PRAGMA journal_size_limit=524288;"
                               "PRAGMA temp_store=MEMORY;";

/* Times are Unix seconds, words the stable nicks. ended 0: the incident is open. */
static const char schema[]
    = "BEGIN IMMEDIATE;"
      "CREATE TABLE checks (id INTEGER PRIMARY KEY, account TEXT NOT NULL, time INTEGER NOT NULL,"
      " kind TEXT NOT NULL, protocol TEXT NOT NULL, outcome TEXT NOT NULL, stage TEXT NOT NULL,"
      " response_code TEXT, server_text TEXT, server_name TEXT, mechanism TEXT, address TEXT,"
      " tls_version TEXT, timings TEXT NOT NULL);"
      "CREATE INDEX checks_by_account ON checks (account, kind, time);"
      "CREATE INDEX checks_by_time ON checks (time);"
      "CREATE TABLE transitions (id INTEGER PRIMARY KEY, account TEXT NOT NULL,"
      " time INTEGER NOT NULL, from_state TEXT NOT NULL, to_state TEXT NOT NULL,"
      " cause TEXT NOT NULL, headline TEXT NOT NULL, trouble_since INTEGER NOT NULL);"
      "CREATE INDEX transitions_by_time ON transitions (time);"
      "CREATE TABLE incidents (id INTEGER PRIMARY KEY, account TEXT NOT NULL, provider TEXT,"
      " started INTEGER NOT NULL, ended INTEGER NOT NULL, state TEXT NOT NULL, cause TEXT NOT NULL,"
      " headline TEXT NOT NULL, provider_posted INTEGER NOT NULL, told INTEGER NOT NULL);"
      "CREATE INDEX incidents_by_account ON incidents (account, ended);"
      "CREATE TABLE feeds (id INTEGER PRIMARY KEY, provider TEXT NOT NULL, url TEXT NOT NULL,"
      " time INTEGER NOT NULL, state TEXT NOT NULL, posted INTEGER NOT NULL, title TEXT);"
      "CREATE INDEX feeds_by_time ON feeds (time);"
      "CREATE TABLE keep (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;"
      "PRAGMA user_version=1;"
      "COMMIT;";

/**
 * sl_history_database_is_broken:
 * @sqlite_result: what an SQLite function returned
 *
 * Returns: whether the file itself is at fault, so that only a new one helps
 */
gboolean
sl_history_database_is_broken (int sqlite_result)
{
  int primary = sqlite_result & 0xff;

  return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
}

static int
run (sqlite3 *database, const char *statements)
{
  return sqlite3_exec (database, statements, NULL, NULL, NULL);
}

static int
read_version (sqlite3 *database, int *version)
{
  sqlite3_stmt *statement = NULL;
  int           result = sqlite3_prepare_v2 (database, "PRAGMA user_version", -1, &statement, NULL);

  if (result == SQLITE_OK && (result = sqlite3_step (statement)) == SQLITE_ROW)
    {
      *version = sqlite3_column_int (statement, 0);
      result = SQLITE_OK;
    }
  sqlite3_finalize (statement);
  return result;
}

/* The tables must be there and readable, and the file writable: found out now, not in an outage. */
static int
try_tables (sqlite3 *database)
{
  return run (database, "BEGIN IMMEDIATE;"
                        "SELECT max (id) FROM checks; SELECT max (time) FROM checks;"
                        "SELECT max (id) FROM transitions; SELECT max (id) FROM incidents;"
                        "SELECT max (id) FROM feeds; SELECT count (*) FROM keep;"
                        "REPLACE INTO keep (name, value) VALUES ('opened', 0);"
                        "COMMIT;");
}

static int
prepare (sqlite3 *database)
{
  int version = 0;
  int result = read_version (database, &version);

  if (result == SQLITE_OK)
    result = run (database, settings);
  if (result == SQLITE_OK && version == 0)
    result = run (database, schema);
  if (result == SQLITE_OK && version > SCHEMA_VERSION)
    result = SQLITE_MISMATCH;
  if (result == SQLITE_OK)
    result = try_tables (database);
  /* A table that lacks, in a file that says it has them, is a broken file. */
  if (result == SQLITE_ERROR)
    result = SQLITE_CORRUPT;
  return result;
}

/* Returns the database, or NULL and in @result why not. */
static sqlite3 *
open_file (const char *path, int *result)
{
  sqlite3 *database = NULL;

  *result = sqlite3_open_v2 (
      path, &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
  if (*result == SQLITE_OK)
    {
      sqlite3_busy_timeout (database, BUSY_TIMEOUT_MS);
      *result = prepare (database);
    }
  if (*result == SQLITE_OK)
    return database;
  sqlite3_close (database);
  return NULL;
}

static char *
describe_failure (const char *path, int result)
{
  if (result == SQLITE_MISMATCH)
    return g_strdup_printf (
        /* Translators: %s is a file name. */
        _ ("The history “%s” was written by a newer version of this program. It is left alone; "
           "until the program is updated, nothing is kept."),
        path);
  return g_strdup_printf (
      /* Translators: the first %s is a file name, the second the reason in English. */
      _ ("The history “%s” cannot be written: %s. Until that is mended, nothing is kept."), path,
      sqlite3_errstr (result));
}

/* The journal belongs to the broken file: left behind it would be taken for the new one's. */
static char *
set_aside_all (const char *path, gint64 now)
{
  g_autofree char *journal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shared = g_strconcat (path, "-shm", NULL);
  char            *kept = sl_set_aside (path, now);

  if (kept == NULL)
    return NULL;

  g_autofree char *kept_journal = g_strconcat (kept, "-wal", NULL);

  g_rename (journal, kept_journal);
  g_unlink (shared);
  return kept;
}

static sqlite3 *
replace_file (const char *path, gint64 now, int *result, char **problem)
{
  g_autofree char *kept = set_aside_all (path, now);
  sqlite3         *database = kept != NULL ? open_file (path, result) : NULL;

  if (database != NULL)
    *problem = g_strdup_printf (
        /* Translators: %s is a file name. */
        _ ("The history was damaged. A new one was begun; the old one is kept as “%s”."), kept);
  return database;
}

static sqlite3 *
open_memory (void)
{
  int result;

  return open_file (":memory:", &result);
}

/**
 * sl_history_database_open:
 * @path: the file; its folder exists, or cannot be made
 * @now: Unix seconds, to name a broken file by
 * @place: (out): what came of it
 * @problem: (out): one sentence unless @place is %SL_HISTORY_ON_DISK
 *
 * Opens the history. A file that is no database, or a damaged one, is set aside as
 * "history.db.corrupt-DATE" and a new one is begun; where nothing can be written, or a newer
 * version wrote it, the history lives in memory.
 *
 * Returns: (transfer full) (nullable): the database; %NULL only if there is not even memory for one
 */
sqlite3 *
sl_history_database_open (const char *path, gint64 now, SlHistoryPlace *place, char **problem)
{
  int      result;
  sqlite3 *database = open_file (path, &result);

  *place = SL_HISTORY_ON_DISK;
  *problem = NULL;
  if (database == NULL && sl_history_database_is_broken (result))
    {
      *place = SL_HISTORY_REPLACED;
      database = replace_file (path, now, &result, problem);
    }
  if (database != NULL)
    return database;

  *place = SL_HISTORY_IN_MEMORY;
  *problem = describe_failure (path, result);
  return open_memory ();
}
