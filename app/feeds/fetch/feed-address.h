/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

char    *sl_feed_address_complete (const char *text);
GUri    *sl_feed_address_parse (const char *text, GError **error);
GUri    *sl_feed_address_resolve (GUri *from, const char *location, GError **error);
char    *sl_feed_address_get_server (GUri *address);
