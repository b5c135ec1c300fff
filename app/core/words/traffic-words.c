/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "traffic-words.h"

#include <glib/gi18n-lib.h>

/**
 * sl_traffic_to_words:
 * @bytes: a (tt) of bytes received by reading status pages today and yesterday
 *
 * Returns: (transfer full) (nullable): one sentence with units; %NULL if nothing was received
 */
char *
sl_traffic_to_words (GVariant *bytes)
{
  guint64          today, yesterday;
  g_autofree char *today_words = NULL;
  g_autofree char *yesterday_words = NULL;

  g_variant_get (bytes, "(tt)", &today, &yesterday);
  today_words = g_format_size (today);
  yesterday_words = g_format_size (yesterday);
  if (today == 0 && yesterday == 0)
    return NULL;
  if (yesterday == 0)
    /* Translators: %s is an amount of data such as "412.3 kB". */
    return g_strdup_printf (_ ("Reading all status pages took %s today."), today_words);
  /* Translators: both are amounts of data such as "412.3 kB"; first today's. */
  return g_strdup_printf (_ ("Reading all status pages took %s today and %s yesterday."),
                          today_words, yesterday_words);
}
