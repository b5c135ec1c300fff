/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "private-bus.h"

/**
 * SlFakeWatcher:
 * @connection: its own
 * @items: (element-type utf8): "sender path" of each registration
 *
 * A StatusNotifierWatcher that only writes down who registers.
 */
typedef struct
{
  GDBusConnection *connection;
  GPtrArray       *items;
  gpointer         skeleton;
} SlFakeWatcher;

SlFakeWatcher *sl_fake_watcher_start (SlPrivateBus *bus, gboolean has_host);
void           sl_fake_watcher_set_host (SlFakeWatcher *watcher, gboolean has_host);
void           sl_fake_watcher_stop (SlFakeWatcher *watcher);
