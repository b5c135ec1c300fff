/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "watch-dbus.h"

/**
 * SlFakeWatchService:
 *
 * Serves the service's interface on the session bus with whatever a test says, and remembers what
 * it was asked: one line per call, such as "CheckNow work force".
 */
#define SL_TYPE_FAKE_WATCH_SERVICE (sl_fake_watch_service_get_type ())
G_DECLARE_FINAL_TYPE (SlFakeWatchService, sl_fake_watch_service, SL, FAKE_WATCH_SERVICE, GObject)

SlFakeWatchService *sl_fake_watch_service_new (const char *bus_name);
SlDBusWatch        *sl_fake_watch_service_get_skeleton (SlFakeWatchService *self);
void                sl_fake_watch_service_refuse (SlFakeWatchService *self,
                                                  const char         *error_name,
                                                  const char         *message);
gboolean            sl_fake_watch_service_was_asked (SlFakeWatchService *self, const char *line);
const char         *sl_fake_watch_service_get_secret (SlFakeWatchService *self);
void                sl_fake_watch_service_set_page (SlFakeWatchService *self, const char *page);
void                sl_fake_watch_service_set_plan (SlFakeWatchService *self, const char *plan);
void                sl_fake_watch_service_set_online_accounts (SlFakeWatchService *self,
                                                               const char         *accounts);
