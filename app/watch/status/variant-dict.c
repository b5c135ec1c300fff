/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-watch"

#include "variant-dict.h"

/**
 * sl_variant_dict_add_text:
 * @dict: a dictionary that will travel over D-Bus
 * @key: a member
 * @text: (nullable): its text; may come from a server or a page, so it need not be valid UTF-8
 *
 * Adds @text, with what is not UTF-8 replaced; adds nothing if it is %NULL.
 */
void
sl_variant_dict_add_text (GVariantDict *dict, const char *key, const char *text)
{
  if (text == NULL)
    return;

  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_variant_dict_insert (dict, key, "s", valid);
}

/**
 * sl_variant_dict_add_time:
 * @dict: a dictionary that will travel over D-Bus
 * @key: a member
 * @time: Unix seconds, 0 if unknown
 *
 * Adds @time unless it is unknown.
 */
void
sl_variant_dict_add_time (GVariantDict *dict, const char *key, gint64 time)
{
  if (time != 0)
    g_variant_dict_insert (dict, key, "x", time);
}
