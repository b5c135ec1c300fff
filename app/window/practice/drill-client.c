/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "drill-client.h"

#define REAL_SPEED 1.0

/* Scenarios */

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, &error);

  if (reply != NULL)
    g_task_return_pointer (task, g_variant_get_child_value (reply, 0),
                           (GDestroyNotify) g_variant_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
ask (SlWatchClient *client, const char *method, GVariant *arguments, GTask *task)
{
  SlDBusWatch *proxy = sl_watch_client_get_proxy (client);

  if (proxy != NULL)
    {
      g_dbus_proxy_call (G_DBUS_PROXY (proxy), method, arguments, G_DBUS_CALL_FLAGS_NONE, -1,
                         g_task_get_cancellable (task), on_answered, task);
      return;
    }
  if (arguments != NULL)
    g_variant_unref (g_variant_ref_sink (arguments));
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "the service is absent");
  g_object_unref (task);
}

/**
 * sl_drill_client_list_scenarios_async:
 * @client: the user's service
 * @cancellable: (nullable): ends it early
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Asks for all scenarios, an aa{sv}.
 */
void
sl_drill_client_list_scenarios_async (SlWatchClient      *client,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);

  g_task_set_source_tag (task, sl_drill_client_list_scenarios_async);
  ask (client, "ListScenarios", NULL, task);
}

/**
 * sl_drill_client_describe_scenario_async:
 * @client: the user's service
 * @path: a file of the user's, absolute
 * @cancellable: (nullable): ends it early
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Has a file read, an a{sv}; the error says what is wrong with it.
 */
void
sl_drill_client_describe_scenario_async (SlWatchClient      *client,
                                         const char         *path,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);

  g_task_set_source_tag (task, sl_drill_client_describe_scenario_async);
  ask (client, "DescribeScenario", g_variant_new ("(s)", path), task);
}

/**
 * sl_drill_client_answer_finish:
 * @result: of one of the above
 * @error: see sl_call_error_to_sentence()
 *
 * Returns: (transfer full) (nullable): the answer
 */
GVariant *
sl_drill_client_answer_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* A Practice */

/**
 * sl_drill_client_get_progress:
 * @client: a client
 * @elapsed_seconds: (out): since the practice began
 * @length_seconds: (out): how long it takes altogether
 * @phase: (out) (transfer none): what it is doing, in words
 *
 * Returns: whether a practice is running
 */
gboolean
sl_drill_client_get_progress (SlWatchClient *client,
                              double        *elapsed_seconds,
                              double        *length_seconds,
                              const char   **phase)
{
  SlDBusWatch *proxy = sl_watch_client_get_proxy (client);
  GVariant    *drill = proxy != NULL ? sl_dbus_watch_get_drill (proxy) : NULL;

  if (drill == NULL)
    return FALSE;
  g_variant_get (drill, "(dd&s)", elapsed_seconds, length_seconds, phase);
  return *length_seconds > 0;
}

/**
 * sl_drill_client_get_stopwatch:
 * @client: a client of a practice
 * @noticed_ms: (out): when the first trouble was noticed, Unix milliseconds; 0: not yet
 * @reach_seconds: (out): from then to "I reached them"; negative: not yet
 */
void
sl_drill_client_get_stopwatch (SlWatchClient *client, gint64 *noticed_ms, double *reach_seconds)
{
  SlDBusWatch *proxy = sl_watch_client_get_proxy (client);
  GVariant    *stopwatch = proxy != NULL ? sl_dbus_watch_get_stopwatch (proxy) : NULL;

  *noticed_ms = 0;
  *reach_seconds = SL_DRILL_CLIENT_NOT_REACHED;
  if (stopwatch != NULL)
    g_variant_get (stopwatch, "(xd)", noticed_ms, reach_seconds);
}

/**
 * sl_drill_client_dup_results:
 * @client: a client of the user's service
 *
 * Returns: (transfer full) (nullable): what came of the last practices, newest first: aa{sv} as in
 *   the D-Bus interface; %NULL while the service is absent
 */
GVariant *
sl_drill_client_dup_results (SlWatchClient *client)
{
  SlDBusWatch *proxy = sl_watch_client_get_proxy (client);

  return proxy != NULL ? sl_dbus_watch_dup_drills (proxy) : NULL;
}

/**
 * sl_drill_client_start:
 * @client: a client of the user's service
 * @scenario: what sl_drill_client_list_scenarios_async() names, or the absolute path of a file
 *
 * Starts a practice outage in a process of its own, found under %SL_PRACTICE_BUS_NAME.
 */
void
sl_drill_client_start (SlWatchClient *client, const char *scenario)
{
  sl_watch_client_call (client, "StartDrill", g_variant_new ("(sd)", scenario, REAL_SPEED), NULL);
}

/**
 * sl_drill_client_reached:
 * @client: a client of a practice
 * @channel_id: the channel that reached them; "": not said
 *
 * Stops the practice's stopwatch.
 */
void
sl_drill_client_reached (SlWatchClient *client, const char *channel_id)
{
  sl_watch_client_call (client, "Reached", g_variant_new ("(s)", channel_id), NULL);
}

/**
 * sl_drill_client_stop:
 * @client: a client
 */
void
sl_drill_client_stop (SlWatchClient *client)
{
  sl_watch_client_call (client, "StopDrill", NULL, NULL);
}
