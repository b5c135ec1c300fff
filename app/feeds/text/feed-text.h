/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

char *sl_feed_text_clean (const char *text);
char *sl_feed_text_section (const char *text, const char *heading);
char *sl_feed_text_link (const char *text);
