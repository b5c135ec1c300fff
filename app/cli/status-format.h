/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "watch-dbus.h"

char *sl_status_format_text (SlDBusWatch *service);
char *sl_status_format_json (SlDBusWatch *service);
char *sl_status_format_waybar (SlDBusWatch *service);
