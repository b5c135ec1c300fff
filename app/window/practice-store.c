/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "practice-store.h"

/**
 * sl_practice_store_open:
 * @client: a service
 * @own: the user's plan
 *
 * A practice has a plan of its own, made up for it; the window reads it like any other.
 *
 * Returns: (transfer full) (nullable): the practice's plan, %NULL if @client is no practice or has
 *   none yet
 */
SlPlanStore *
sl_practice_store_open (SlWatchClient *client, SlPlanStore *own)
{
  const char *path = sl_watch_client_get_plan_path (client);

  if (!sl_watch_client_is_practice (client) || *path == '\0'
      || g_str_equal (path, sl_plan_store_get_path (own))
      || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return NULL;
  return sl_plan_store_new_alone (path);
}
