/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "await.h"

/**
 * sl_await_in_vain:
 * @expression: what was waited for
 *
 * Ends the test: sl_await() calls it when its time is over.
 */
gboolean
sl_await_in_vain (gpointer expression)
{
  g_error ("Waited in vain for: %s", (const char *) expression);
  return G_SOURCE_REMOVE;
}

/**
 * sl_await_result:
 * @source: unused
 * @result: what came
 * @user_data: (out): a #GAsyncResult pointer
 *
 * A #GAsyncReadyCallback that keeps the result, for `sl_await (result != NULL)`.
 */
void
sl_await_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}
