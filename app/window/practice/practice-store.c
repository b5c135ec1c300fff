/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "practice-store.h"

/**
 * sl_practice_store_follow:
 * @store: (inout) (nullable): the plan of the practice that was shown, %NULL if none was
 * @client: a service
 * @own: the user's plan
 *
 * A practice has a plan of its own, made up for it; the window reads it like any other. It is kept
 * when the practice has ended, until another one begins.
 *
 * Returns: whether another practice has begun, whose plan is in @store now
 */
gboolean
sl_practice_store_follow (SlPlanStore **store, SlWatchClient *client, SlPlanStore *own)
{
  const char *path = sl_watch_client_get_plan_path (client);

  if (!sl_watch_client_is_practice (client) || *path == '\0'
      || g_str_equal (path, sl_plan_store_get_path (own))
      || (*store != NULL && g_str_equal (path, sl_plan_store_get_path (*store)))
      || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return FALSE;
  g_clear_object (store);
  *store = sl_plan_store_new_alone (path);
  return TRUE;
}

/**
 * sl_practice_store_is_awaited:
 * @store: (nullable): the plan of the practice that is shown
 * @client: a service
 *
 * Returns: whether a practice was asked for that has not said yet what is practised
 */
gboolean
sl_practice_store_is_awaited (SlPlanStore *store, SlWatchClient *client)
{
  return store == NULL && sl_watch_client_is_practice (client)
         && sl_watch_client_get_presence (client) != SL_WATCH_CLIENT_PRESENT;
}
