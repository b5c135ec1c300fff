/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine.h"
#include "watch-dbus.h"

void sl_service_status_begin (SlDBusWatch *skeleton, SlEngine *engine);
void sl_service_status_update (SlDBusWatch *skeleton, SlEngine *engine);
void sl_service_status_update_drill (SlDBusWatch *skeleton, SlEngine *engine);
