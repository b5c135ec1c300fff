/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine.h"

/**
 * SlServiceBackground:
 *
 * What the desktop shows of the service besides the lantern in the panel: a sentence in its list of
 * background apps, and the number of accounts in trouble on the icon in a dock. Owned by the service.
 */
#define SL_TYPE_SERVICE_BACKGROUND (sl_service_background_get_type ())
G_DECLARE_FINAL_TYPE (SlServiceBackground, sl_service_background, SL, SERVICE_BACKGROUND, GObject)

SlServiceBackground *sl_service_background_new (GDBusConnection *connection, SlEngine *engine, gboolean is_sandboxed);
void                 sl_service_background_update (SlServiceBackground *self);
