/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "service-status.h"

static GVariant *
collect_accounts (SlWatcher *watcher)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  g_autoptr (GPtrArray) accounts = sl_watcher_list_accounts (watcher);

  for (guint i = 0; i < accounts->len; i++)
    g_variant_builder_add_value (&builder,
                                 sl_account_status_to_variant (g_ptr_array_index (accounts, i)));
  return g_variant_builder_end (&builder);
}

static GVariant *
collect_channel_feeds (SlWatcher *watcher)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  g_autoptr (GPtrArray) feeds = sl_watcher_list_channel_feeds (watcher);

  for (guint i = 0; i < feeds->len; i++)
    g_variant_builder_add_value (&builder,
                                 sl_feed_status_to_variant (g_ptr_array_index (feeds, i)));
  return g_variant_builder_end (&builder);
}

/**
 * sl_service_status_begin:
 * @skeleton: the service's face on the bus
 * @engine: the engine
 *
 * Fills in what never changes.
 */
void
sl_service_status_begin (SlDBusWatch *skeleton, SlEngine *engine)
{
  sl_dbus_watch_set_practice (skeleton, sl_engine_get_practice (engine) != NULL);
  sl_dbus_watch_set_version (skeleton, SL_VERSION);
  sl_dbus_watch_set_plan_path (skeleton, sl_engine_get_plan_path (engine));
  sl_service_status_update_drill (skeleton, engine);
  sl_service_status_update (skeleton, engine);
}

/**
 * sl_service_status_update:
 * @skeleton: the service's face on the bus
 * @engine: the engine
 *
 * Brings state, headline, pause and accounts up to date. The skeleton announces what really
 * changed.
 */
void
sl_service_status_update (SlDBusWatch *skeleton, SlEngine *engine)
{
  SlWatcher       *watcher = sl_engine_get_watcher (engine);
  g_autofree char *headline = sl_watcher_dup_headline (watcher);
  guint64          today, yesterday;

  sl_dbus_watch_set_state (skeleton, sl_state_to_nick (sl_watcher_get_state (watcher)));
  sl_dbus_watch_set_headline (skeleton, headline);
  sl_dbus_watch_set_paused_until (skeleton, sl_watcher_get_paused_until (watcher));
  sl_dbus_watch_set_accounts (skeleton, collect_accounts (watcher));
  sl_dbus_watch_set_channel_feeds (skeleton, collect_channel_feeds (watcher));
  sl_watcher_get_feed_bytes (watcher, &today, &yesterday);
  sl_dbus_watch_set_feed_bytes (skeleton, g_variant_new ("(tt)", today, yesterday));
}

/**
 * sl_service_status_update_drill:
 * @skeleton: the service's face on the bus
 * @engine: the engine
 *
 * Brings the practice's progress up to date.
 */
void
sl_service_status_update_drill (SlDBusWatch *skeleton, SlEngine *engine)
{
  SlPractice *practice = sl_engine_get_practice (engine);
  GVariant   *drill = g_variant_new ("(dds)", 0.0, 0.0, "");

  if (practice != NULL)
    {
      g_variant_unref (g_variant_ref_sink (drill));
      drill = g_variant_new ("(dds)", sl_practice_get_elapsed_seconds (practice),
                             sl_practice_get_duration_seconds (practice),
                             sl_practice_get_phase (practice));
    }
  sl_dbus_watch_set_drill (skeleton, drill);
}
