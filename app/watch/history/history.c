/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "history.h"

#include "check-row.h"
#include "history-database.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define DAY_SECONDS (24 * 60 * 60)
#define MAX_LISTED_CHECKS 1000

typedef enum
{
  ADD_CHECK,
  ADD_TRANSITION,
  ADD_FEED,
  ADD_INCIDENT,
  CHANGE_INCIDENT,
  KEEP,
  LIST_CHECKS,
  LAST_SIGNIN,
  LAST_SUCCESS,
  OPEN_INCIDENT,
  RECALL,
  EXPIRE_CHECKS,
  EXPIRE_TRANSITIONS,
  EXPIRE_INCIDENTS,
  EXPIRE_FEEDS,
  N_STATEMENTS,
} Statement;

static const char *const statements[N_STATEMENTS] = {
  [ADD_CHECK] = "INSERT INTO checks (" SL_CHECK_ROW_COLUMNS ")"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
  [ADD_TRANSITION]
  = "INSERT INTO transitions (account, time, from_state, to_state, cause, headline,"
    " trouble_since) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
  [ADD_FEED] = "INSERT INTO feeds (provider, url, time, state, posted, title)"
               " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
  [ADD_INCIDENT] = "INSERT INTO incidents (account, provider, started, ended, state, cause,"
                   " headline, provider_posted, told) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
  [CHANGE_INCIDENT]
  = "UPDATE incidents SET account=?1, provider=?2, started=?3, ended=?4, state=?5,"
    " cause=?6, headline=?7, provider_posted=?8, told=?9 WHERE id=?10",
  [KEEP] = "REPLACE INTO keep (name, value) VALUES (?1, ?2)",
  [LIST_CHECKS] = "SELECT " SL_CHECK_ROW_COLUMNS " FROM checks WHERE account=?1 AND time>=?2"
                  " ORDER BY id DESC LIMIT ?3",
  [LAST_SIGNIN] = "SELECT " SL_CHECK_ROW_COLUMNS " FROM checks WHERE account=?1 AND kind='signin'"
                  " ORDER BY id DESC LIMIT 1",
  [LAST_SUCCESS] = "SELECT max (time) FROM checks WHERE account=?1 AND kind='signin'"
                   " AND outcome IN ('ok', 'slow')",
  [OPEN_INCIDENT] = "SELECT account, provider, started, ended, state, cause, headline,"
                    " provider_posted, told, id FROM incidents WHERE account=?1 AND ended=0"
                    " ORDER BY id DESC LIMIT 1",
  [RECALL] = "SELECT value FROM keep WHERE name=?1",
  [EXPIRE_CHECKS] = "DELETE FROM checks WHERE time<?1",
  [EXPIRE_TRANSITIONS] = "DELETE FROM transitions WHERE time<?1",
  [EXPIRE_INCIDENTS] = "DELETE FROM incidents WHERE ended>0 AND ended<?1",
  [EXPIRE_FEEDS] = "DELETE FROM feeds WHERE time<?1",
};

struct _SlHistory
{
  GObject parent_instance;

  char          *path;
  sqlite3       *database; /* nullable: then nothing is kept at all */
  sqlite3_stmt  *prepared[N_STATEMENTS];
  SlHistoryPlace place;
  char          *opening_problem;
  char          *writing_problem;
  gint64         expired; /* when old rows were last deleted, Unix seconds */
  gint64         now;     /* newest time seen, to name a broken file by */
};

G_DEFINE_FINAL_TYPE (SlHistory, sl_history, G_TYPE_OBJECT)

static void
close_database (SlHistory *self)
{
  for (int i = 0; i < N_STATEMENTS; i++)
    g_clear_pointer (&self->prepared[i], sqlite3_finalize);
  g_clear_pointer (&self->database, sqlite3_close);
}

static void
open_database (SlHistory *self)
{
  g_clear_pointer (&self->opening_problem, g_free);
  self->database
      = sl_history_database_open (self->path, self->now, &self->place, &self->opening_problem);
  if (self->opening_problem != NULL)
    g_message ("%s", self->opening_problem);
}

static void
sl_history_finalize (GObject *object)
{
  SlHistory *self = SL_HISTORY (object);

  close_database (self);
  g_free (self->path);
  g_free (self->opening_problem);
  g_free (self->writing_problem);
  G_OBJECT_CLASS (sl_history_parent_class)->finalize (object);
}

static void
sl_history_class_init (SlHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_history_finalize;
}

static void
sl_history_init (SlHistory *self)
{
}

/**
 * sl_history_new:
 * @state_dir: folder of the file; made if it is missing
 * @now: Unix seconds
 *
 * Opens the history, or begins one. It works in any case; sl_history_get_problem() says how far.
 *
 * Returns: (transfer full): the history
 */
SlHistory *
sl_history_new (const char *state_dir, gint64 now)
{
  SlHistory *self = g_object_new (SL_TYPE_HISTORY, NULL);

  g_mkdir_with_parents (state_dir, 0700);
  self->path = g_build_filename (state_dir, "history.db", NULL);
  self->now = now;
  open_database (self);
  return self;
}

/**
 * sl_history_get_problem:
 * @self: a history
 *
 * Returns: (transfer none) (nullable): one sentence if the record cannot be kept, or was damaged
 * and begun anew
 */
const char *
sl_history_get_problem (SlHistory *self)
{
  g_return_val_if_fail (SL_IS_HISTORY (self), NULL);

  return self->writing_problem != NULL ? self->writing_problem : self->opening_problem;
}

/* Statements */

static void
note_failure (SlHistory *self, int result)
{
  if (sl_history_database_is_broken (result) && self->place != SL_HISTORY_IN_MEMORY)
    {
      close_database (self);
      open_database (self);
      return;
    }
  g_free (self->writing_problem);
  self->writing_problem = g_strdup_printf (
      /* Translators: the first %s is a file name, the second the reason in English. */
      _ ("The history “%s” cannot be written at the moment: %s."), self->path,
      sqlite3_errstr (result));
}

/* Returns the statement, ready to be bound; NULL if it cannot be had. */
static sqlite3_stmt *
get_statement (SlHistory *self, Statement which)
{
  int result;

  if (self->database == NULL)
    return NULL;
  if (self->prepared[which] == NULL)
    {
      result = sqlite3_prepare_v3 (self->database, statements[which], -1, SQLITE_PREPARE_PERSISTENT,
                                   &self->prepared[which], NULL);
      if (result != SQLITE_OK)
        {
          note_failure (self, result);
          return NULL;
        }
    }
  return self->prepared[which];
}

static void
bind_text (sqlite3_stmt *statement, int parameter, const char *text)
{
  sqlite3_bind_text (statement, parameter, text, -1, SQLITE_TRANSIENT);
}

/* Runs a statement that changes something and returns no row. */
static gboolean
run_change (SlHistory *self, sqlite3_stmt *statement)
{
  int result = sqlite3_step (statement);

  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  if (result != SQLITE_DONE)
    {
      note_failure (self, result);
      return FALSE;
    }
  g_clear_pointer (&self->writing_problem, g_free);
  return TRUE;
}

/* Whether a row was read; end_query() must follow either way. */
static gboolean
step_query (sqlite3_stmt *statement, int *result)
{
  *result = sqlite3_step (statement);
  return *result == SQLITE_ROW;
}

static void
end_query (SlHistory *self, sqlite3_stmt *statement, int result)
{
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  if (result != SQLITE_ROW && result != SQLITE_DONE)
    note_failure (self, result);
}

/* Adding */

/**
 * sl_history_add_check:
 * @self: a history
 * @account_id: whose check
 * @result: the check
 */
void
sl_history_add_check (SlHistory *self, const char *account_id, const SlCheckResult *result)
{
  sqlite3_stmt *statement;

  g_return_if_fail (SL_IS_HISTORY (self));

  sl_history_expire (self, result->time);
  statement = get_statement (self, ADD_CHECK);
  if (statement == NULL)
    return;
  sl_check_row_bind (statement, account_id, result);
  run_change (self, statement);
}

/**
 * sl_history_add_transition:
 * @self: a history
 * @transition: a confirmed change of state
 */
void
sl_history_add_transition (SlHistory *self, const SlTransition *transition)
{
  sqlite3_stmt *statement;

  g_return_if_fail (SL_IS_HISTORY (self));

  statement = get_statement (self, ADD_TRANSITION);
  if (statement == NULL)
    return;
  bind_text (statement, 1, transition->account_id);
  sqlite3_bind_int64 (statement, 2, transition->time);
  bind_text (statement, 3, sl_state_to_nick (transition->from));
  bind_text (statement, 4, sl_state_to_nick (transition->to));
  bind_text (statement, 5, sl_cause_to_nick (transition->verdict->cause));
  bind_text (statement, 6, transition->verdict->headline);
  sqlite3_bind_int64 (statement, 7, transition->trouble_since);
  run_change (self, statement);
}

/**
 * sl_history_add_feed:
 * @self: a history
 * @provider: provider id
 * @url: the feed's address
 * @health: what it says
 * @time: when it was read, Unix seconds
 *
 * Keeps what a feed said; call it when that changed.
 */
void
sl_history_add_feed (
    SlHistory *self, const char *provider, const char *url, const SlHealth *health, gint64 time)
{
  const SlHealthIncident *incident
      = health->incidents->len > 0 ? health->incidents->pdata[0] : NULL;
  sqlite3_stmt *statement;

  g_return_if_fail (SL_IS_HISTORY (self));

  statement = get_statement (self, ADD_FEED);
  if (statement == NULL)
    return;
  bind_text (statement, 1, provider);
  bind_text (statement, 2, url);
  sqlite3_bind_int64 (statement, 3, time);
  bind_text (statement, 4, sl_health_state_to_nick (health->state));
  sqlite3_bind_int64 (statement, 5, health->posted);
  bind_text (statement, 6, incident != NULL ? incident->title : NULL);
  run_change (self, statement);
}

/**
 * sl_history_save_incident:
 * @self: a history
 * @incident: an incident; it gets its number when it is kept for the first time
 *
 * Keeps an incident as it is now.
 */
void
sl_history_save_incident (SlHistory *self, SlIncident *incident)
{
  sqlite3_stmt *statement;

  g_return_if_fail (SL_IS_HISTORY (self));

  statement = get_statement (self, incident->id == 0 ? ADD_INCIDENT : CHANGE_INCIDENT);
  if (statement == NULL)
    return;
  bind_text (statement, 1, incident->account_id);
  bind_text (statement, 2, incident->provider);
  sqlite3_bind_int64 (statement, 3, incident->started);
  sqlite3_bind_int64 (statement, 4, incident->ended);
  bind_text (statement, 5, sl_state_to_nick (incident->state));
  bind_text (statement, 6, sl_cause_to_nick (incident->cause));
  bind_text (statement, 7, incident->headline);
  sqlite3_bind_int64 (statement, 8, incident->provider_posted);
  sqlite3_bind_int (statement, 9, incident->told);
  if (incident->id != 0)
    sqlite3_bind_int64 (statement, 10, incident->id);
  if (!run_change (self, statement))
    return;
  if (incident->id == 0)
    {
      incident->id = sqlite3_last_insert_rowid (self->database);
    }
  else if (sqlite3_changes (self->database) == 0)
    {
      /* A new file was begun in between. */
      incident->id = 0;
      sl_history_save_incident (self, incident);
    }
}

/**
 * sl_history_keep:
 * @self: a history
 * @name: what, such as "mute:work"
 * @value: a number
 *
 * Keeps a number over a restart.
 */
void
sl_history_keep (SlHistory *self, const char *name, gint64 value)
{
  sqlite3_stmt *statement;

  g_return_if_fail (SL_IS_HISTORY (self));

  statement = get_statement (self, KEEP);
  if (statement == NULL)
    return;
  bind_text (statement, 1, name);
  sqlite3_bind_int64 (statement, 2, value);
  run_change (self, statement);
}

/**
 * sl_history_expire:
 * @self: a history
 * @now: Unix seconds
 *
 * Forgets what is older than 90 days; what is only in memory, after one day. Does its work once a
 * day and is cheap otherwise.
 */
void
sl_history_expire (SlHistory *self, gint64 now)
{
  gint64 keep_seconds;

  g_return_if_fail (SL_IS_HISTORY (self));

  self->now = now;
  if (ABS (now - self->expired) < DAY_SECONDS)
    return;
  self->expired = now;
  keep_seconds = self->place == SL_HISTORY_IN_MEMORY ? DAY_SECONDS : SL_HISTORY_DAYS * DAY_SECONDS;
  for (Statement which = EXPIRE_CHECKS; which <= EXPIRE_FEEDS; which++)
    {
      sqlite3_stmt *statement = get_statement (self, which);

      if (statement == NULL)
        continue;
      sqlite3_bind_int64 (statement, 1, now - keep_seconds);
      run_change (self, statement);
    }
}

/* Looking up */

/**
 * sl_history_list_checks:
 * @self: a history
 * @account_id: whose
 * @since: not older than this, Unix seconds
 * @limit: at most so many, up to 1000
 *
 * Returns: (transfer full) (element-type SlCheckResult): the newest checks, newest last
 */
GPtrArray *
sl_history_list_checks (SlHistory *self, const char *account_id, gint64 since, guint limit)
{
  g_autoptr (GPtrArray) results
      = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_check_result_unref);
  sqlite3_stmt *statement;
  int           result;

  g_return_val_if_fail (SL_IS_HISTORY (self), NULL);

  statement = get_statement (self, LIST_CHECKS);
  if (statement == NULL)
    return g_steal_pointer (&results);
  bind_text (statement, 1, account_id);
  sqlite3_bind_int64 (statement, 2, since);
  sqlite3_bind_int64 (statement, 3, MIN (limit, MAX_LISTED_CHECKS));
  while (step_query (statement, &result))
    {
      SlCheckResult *check = sl_check_row_read (statement);

      if (check != NULL)
        g_ptr_array_insert (results, 0, check);
    }
  end_query (self, statement, result);
  return g_steal_pointer (&results);
}

/**
 * sl_history_find_last_signin:
 * @self: a history
 * @account_id: whose
 *
 * Returns: (transfer full) (nullable): the newest sign-in check, however old
 */
SlCheckResult *
sl_history_find_last_signin (SlHistory *self, const char *account_id)
{
  SlCheckResult *check = NULL;
  sqlite3_stmt  *statement;
  int            result;

  g_return_val_if_fail (SL_IS_HISTORY (self), NULL);

  statement = get_statement (self, LAST_SIGNIN);
  if (statement == NULL)
    return NULL;
  bind_text (statement, 1, account_id);
  if (step_query (statement, &result))
    check = sl_check_row_read (statement);
  end_query (self, statement, result);
  return check;
}

static gint64
query_number (SlHistory *self, Statement which, const char *text)
{
  sqlite3_stmt *statement = get_statement (self, which);
  gint64        number = 0;
  int           result;

  if (statement == NULL)
    return 0;
  bind_text (statement, 1, text);
  if (step_query (statement, &result))
    number = sqlite3_column_int64 (statement, 0);
  end_query (self, statement, result);
  return number;
}

/**
 * sl_history_get_last_success:
 * @self: a history
 * @account_id: whose
 *
 * Returns: when a sign-in last worked, Unix seconds, 0 if it is not known
 */
gint64
sl_history_get_last_success (SlHistory *self, const char *account_id)
{
  g_return_val_if_fail (SL_IS_HISTORY (self), 0);

  return query_number (self, LAST_SUCCESS, account_id);
}

/**
 * sl_history_recall:
 * @self: a history
 * @name: what
 *
 * Returns: the number that was kept, 0 if none was
 */
gint64
sl_history_recall (SlHistory *self, const char *name)
{
  g_return_val_if_fail (SL_IS_HISTORY (self), 0);

  return query_number (self, RECALL, name);
}

static SlIncident *
read_incident (sqlite3_stmt *statement)
{
  SlIncident *incident = sl_incident_new ((const char *) sqlite3_column_text (statement, 0),
                                          sqlite3_column_int64 (statement, 2));

  incident->provider = g_strdup ((const char *) sqlite3_column_text (statement, 1));
  incident->ended = sqlite3_column_int64 (statement, 3);
  incident->state = SL_STATE_OUTAGE;
  sl_state_from_nick ((const char *) sqlite3_column_text (statement, 4), &incident->state);
  sl_cause_from_nick ((const char *) sqlite3_column_text (statement, 5), &incident->cause);
  sl_incident_set_headline (incident, (const char *) sqlite3_column_text (statement, 6));
  incident->provider_posted = sqlite3_column_int64 (statement, 7);
  incident->told = sqlite3_column_int (statement, 8) != 0;
  incident->id = sqlite3_column_int64 (statement, 9);
  return incident;
}

/**
 * sl_history_find_open_incident:
 * @self: a history
 * @account_id: whose
 *
 * Returns: (transfer full) (nullable): the incident that was not over when the process ended
 */
SlIncident *
sl_history_find_open_incident (SlHistory *self, const char *account_id)
{
  SlIncident   *incident = NULL;
  sqlite3_stmt *statement;
  int           result;

  g_return_val_if_fail (SL_IS_HISTORY (self), NULL);

  statement = get_statement (self, OPEN_INCIDENT);
  if (statement == NULL)
    return NULL;
  bind_text (statement, 1, account_id);
  if (step_query (statement, &result))
    incident = read_incident (statement);
  end_query (self, statement, result);
  return incident;
}
