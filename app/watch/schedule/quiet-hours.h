/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

gboolean sl_quiet_hours_contain (int from_minute, int to_minute, gint64 now);
