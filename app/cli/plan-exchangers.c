/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "plan-exchangers.h"

#include "exchanger-lookup.h"

#define MAX_SECONDS 15

typedef struct
{
  GMainLoop *loop;
  gboolean   is_over;
} Wait;

static void
on_over (Wait *wait)
{
  wait->is_over = TRUE;
  g_main_loop_quit (wait->loop);
}

static gboolean
on_timeout (gpointer user_data)
{
  g_main_loop_quit (((Wait *) user_data)->loop);
  return G_SOURCE_CONTINUE;
}

/**
 * sl_plan_exchangers_ask:
 * @catalogue: learns what is found
 * @plan: whose domains
 *
 * Asks the name servers who takes the mail of the plan's domains, and waits for it, at most 15
 * seconds.
 *
 * Returns: whether all were asked in that time
 */
gboolean
sl_plan_exchangers_ask (SlProviderCatalogue *catalogue, SlPlan *plan)
{
  g_autoptr (SlExchangerLookup) lookup = sl_exchanger_lookup_new (catalogue);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Wait  wait = { loop, FALSE };
  guint timeout_id = g_timeout_add_seconds (MAX_SECONDS, on_timeout, &wait);

  g_signal_connect_swapped (lookup, "over", G_CALLBACK (on_over), &wait);
  sl_exchanger_lookup_start (lookup, plan);
  if (!wait.is_over)
    g_main_loop_run (loop);
  g_signal_handlers_disconnect_by_data (lookup, &wait);
  sl_exchanger_lookup_cancel (lookup);
  g_source_remove (timeout_id);
  return wait.is_over;
}
