/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "private-bus.h"

/**
 * SlFakeWatcher:
 * @connection: its own
 * @items: (element-type utf8): "sender path" of each registration
 * @refuses: whether it answers each registration with an error
 * @refusals: how many it has refused
 *
 * A StatusNotifierWatcher that only writes down who registers.
 */
typedef struct
{
  GDBusConnection *connection;
  GPtrArray       *items;
  gpointer         skeleton;
  gboolean         refuses;
  guint            refusals;
} SlFakeWatcher;

SlFakeWatcher *sl_fake_watcher_start (SlPrivateBus *bus, gboolean has_host);
void           sl_fake_watcher_set_host (SlFakeWatcher *watcher, gboolean has_host);
void           sl_fake_watcher_stop (SlFakeWatcher *watcher);
