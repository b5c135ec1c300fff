/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

gboolean sl_web_page_begins (const char *data, gsize length);
char    *sl_web_page_find_status_io_id (GBytes *page);
char    *sl_web_page_find_news_link (GBytes *page);
