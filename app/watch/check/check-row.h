/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check-result.h"

#include <sqlite3.h>

/* The columns of one check, in the order in which they are written and read. */
#define SL_CHECK_ROW_COLUMNS                                                                       \
  "account, time, kind, protocol, outcome, stage, response_code, server_text, server_name, "       \
  "mechanism, address, tls_version, timings"

void           sl_check_row_bind (sqlite3_stmt *statement, const char *account_id, const SlCheckResult *result);
SlCheckResult *sl_check_row_read (sqlite3_stmt *statement);
