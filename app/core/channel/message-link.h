/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

char *sl_message_link_create (const char *address, const char *subject, const char *text, gboolean *carries_text);
