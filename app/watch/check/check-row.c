/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "check-row.h"

#include "enums.h"

enum
{
  COLUMN_ACCOUNT,
  COLUMN_TIME,
  COLUMN_KIND,
  COLUMN_PROTOCOL,
  COLUMN_OUTCOME,
  COLUMN_STAGE,
  COLUMN_RESPONSE_CODE,
  COLUMN_SERVER_TEXT,
  COLUMN_SERVER_NAME,
  COLUMN_MECHANISM,
  COLUMN_ADDRESS,
  COLUMN_TLS_VERSION,
  COLUMN_TIMINGS,
};

/* Parameters are counted from 1, columns from 0. */
static void
bind_text (sqlite3_stmt *statement, int column, const char *text)
{
  sqlite3_bind_text (statement, column + 1, text, -1, SQLITE_TRANSIENT);
}

static char *
write_timings (const SlCheckResult *result)
{
  GString *text = g_string_new (NULL);

  for (int stage = 0; stage < SL_N_STAGES; stage++)
    g_string_append_printf (text, "%s%d", stage > 0 ? "," : "", result->timings_ms[stage]);
  return g_string_free (text, FALSE);
}

static void
read_timings (SlCheckResult *result, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ",", SL_N_STAGES);

  for (int stage = 0; stage < SL_N_STAGES; stage++)
    result->timings_ms[stage] = -1;
  for (int stage = 0; stage < SL_N_STAGES && parts[stage] != NULL; stage++)
    result->timings_ms[stage] = CLAMP (g_ascii_strtoll (parts[stage], NULL, 10), -1, G_MAXINT);
}

/**
 * sl_check_row_bind:
 * @statement: a prepared statement with one parameter per column
 * @account_id: whose check
 * @result: the check
 *
 * Puts a check into a statement.
 */
void
sl_check_row_bind (sqlite3_stmt *statement, const char *account_id, const SlCheckResult *result)
{
  g_autofree char *timings = write_timings (result);

  bind_text (statement, COLUMN_ACCOUNT, account_id);
  sqlite3_bind_int64 (statement, COLUMN_TIME + 1, result->time);
  bind_text (statement, COLUMN_KIND, sl_enum_to_nick (SL_TYPE_CHECK_KIND, result->kind));
  bind_text (statement, COLUMN_PROTOCOL, sl_enum_to_nick (SL_TYPE_PROTOCOL, result->protocol));
  bind_text (statement, COLUMN_OUTCOME, sl_outcome_to_nick (result->outcome));
  bind_text (statement, COLUMN_STAGE, sl_stage_to_nick (result->stage));
  bind_text (statement, COLUMN_RESPONSE_CODE, result->response_code);
  bind_text (statement, COLUMN_SERVER_TEXT, result->server_text);
  bind_text (statement, COLUMN_SERVER_NAME, result->server_name);
  bind_text (statement, COLUMN_MECHANISM, result->mechanism);
  bind_text (statement, COLUMN_ADDRESS, result->address);
  bind_text (statement, COLUMN_TLS_VERSION, result->tls_version);
  bind_text (statement, COLUMN_TIMINGS, timings);
}

static const char *
peek_text (sqlite3_stmt *statement, int column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

/* The file may have been edited: only valid UTF-8 goes on to D-Bus and the window. */
static char *
read_text (sqlite3_stmt *statement, int column)
{
  const char *text = peek_text (statement, column);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

/**
 * sl_check_row_read:
 * @statement: a statement that stands on a row of %SL_CHECK_ROW_COLUMNS
 *
 * Returns: (transfer full) (nullable): the check, or %NULL if the row holds a word that this
 * version does not know
 */
SlCheckResult *
sl_check_row_read (sqlite3_stmt *statement)
{
  SlCheckResult *result;
  SlOutcome      outcome;
  SlStage        stage;
  int            kind;
  int            protocol;

  if (!sl_enum_from_nick (SL_TYPE_CHECK_KIND, peek_text (statement, COLUMN_KIND), &kind)
      || !sl_enum_from_nick (SL_TYPE_PROTOCOL, peek_text (statement, COLUMN_PROTOCOL), &protocol)
      || !sl_outcome_from_nick (peek_text (statement, COLUMN_OUTCOME), &outcome)
      || !sl_stage_from_nick (peek_text (statement, COLUMN_STAGE), &stage))
    return NULL;

  result = sl_check_result_new (kind, protocol, outcome, stage);
  result->time = sqlite3_column_int64 (statement, COLUMN_TIME);
  result->response_code = read_text (statement, COLUMN_RESPONSE_CODE);
  result->server_text = read_text (statement, COLUMN_SERVER_TEXT);
  result->server_name = read_text (statement, COLUMN_SERVER_NAME);
  result->mechanism = read_text (statement, COLUMN_MECHANISM);
  result->address = read_text (statement, COLUMN_ADDRESS);
  result->tls_version = read_text (statement, COLUMN_TLS_VERSION);
  read_timings (result, peek_text (statement, COLUMN_TIMINGS));
  return result;
}
