/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

GError *sl_feed_error_new_timeout (const char *host);
GError *sl_feed_error_new_network (const char *host, const GError *reason);
GError *sl_feed_error_new_size (const char *host);
GError *sl_feed_error_new_type (const char *host);
GError *sl_feed_error_new_status (const char *host, guint status);
GError *sl_feed_error_new_loop (const char *host);
GError *sl_feed_error_new_busy (const char *host, guint seconds);
