/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "watch-client.h"

/* Nobody was reached (yet). */
#define SL_DRILL_CLIENT_NOT_REACHED (-1.0)

/* The practice, as the service tells of it. */

gboolean  sl_drill_client_get_progress (SlWatchClient *client,
                                        double        *elapsed_seconds,
                                        double        *length_seconds,
                                        const char   **phase);
void      sl_drill_client_get_stopwatch (SlWatchClient *client,
                                         gint64        *noticed_ms,
                                         double        *reach_seconds);
GVariant *sl_drill_client_dup_results (SlWatchClient *client);
void      sl_drill_client_start (SlWatchClient *client, const char *scenario);
void      sl_drill_client_reached (SlWatchClient *client, const char *channel_id);
void      sl_drill_client_stop (SlWatchClient *client);

/* What can be practised: each an a{sv} of id s, title s, summary s,
 * seconds d, or of id s, title s, problem s; see ListScenarios in the D-Bus interface. */

void      sl_drill_client_list_scenarios_async (SlWatchClient      *client,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
void      sl_drill_client_describe_scenario_async (SlWatchClient      *client,
                                             const char         *path,
                                             GCancellable       *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer            user_data);
GVariant *sl_drill_client_answer_finish (GAsyncResult *result, GError **error);
