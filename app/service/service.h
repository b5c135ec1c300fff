/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "options.h"

#include <gio/gio.h>

/**
 * SlService:
 *
 * The background service: builds the objects and connects them. It decides nothing: the watcher
 * does. Owned by main().
 *
 * Signals: quit (): it wants to end · restart (): it wants to make way for a newer version of itself
 */
#define SL_TYPE_SERVICE (sl_service_get_type ())
G_DECLARE_FINAL_TYPE (SlService, sl_service, SL, SERVICE, GObject)

#define SL_SERVICE_PATH "/io/github/stormlantern/StormLantern/Watch"

SlService  *sl_service_new (GDBusConnection *connection, const SlServiceOptions *options, GError **error);
const char *sl_service_get_bus_name (SlService *self);
void        sl_service_start (SlService *self);
void        sl_service_finish (SlService *self);
