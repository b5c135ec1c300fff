/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

void sl_variant_dict_add_text (GVariantDict *dict, const char *key, const char *text);
void sl_variant_dict_add_time (GVariantDict *dict, const char *key, gint64 time);
