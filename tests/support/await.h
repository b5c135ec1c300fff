/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#define SL_AWAIT_DEADLINE_SECONDS 60

/* Runs the main context until an expression is true; after a minute the test fails and names it. */
#define sl_await(expression)                                                                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint sl_deadline                                                                              \
        = g_timeout_add_seconds (SL_AWAIT_DEADLINE_SECONDS, sl_await_in_vain, (gpointer) #expression); \
    while (!(expression))                                                                          \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (sl_deadline);                                                                 \
  }                                                                                                \
  G_STMT_END

gboolean sl_await_in_vain (gpointer expression);
void     sl_await_result (GObject *source, GAsyncResult *result, gpointer user_data);
