/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

char *sl_xml_words_get_root (const char *data, gsize length);
void
sl_xml_words_read (const char *data, gsize length, GString *code, GString *text, GString *words);
