/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

gint64 sl_feed_time_from_text (const char *text);
gint64 sl_feed_time_from_milliseconds (gint64 milliseconds);
