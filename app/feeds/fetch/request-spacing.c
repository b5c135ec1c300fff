/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "request-spacing.h"

struct _SlRequestSpacing
{
  GHashTable *next; /* server: gint64 *, when it may be asked next, milliseconds */
};

/**
 * sl_request_spacing_new:
 *
 * Returns: (transfer full): spacing that has seen no request
 */
SlRequestSpacing *
sl_request_spacing_new (void)
{
  SlRequestSpacing *spacing = g_new0 (SlRequestSpacing, 1);

  spacing->next = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return spacing;
}

/**
 * sl_request_spacing_free:
 * @spacing: (transfer full) (nullable): spacing
 */
void
sl_request_spacing_free (SlRequestSpacing *spacing)
{
  if (spacing == NULL)
    return;
  g_hash_table_unref (spacing->next);
  g_free (spacing);
}

static gboolean
is_past (gpointer key, gpointer value, gpointer user_data)
{
  return *(gint64 *) value <= *(gint64 *) user_data;
}

/**
 * sl_request_spacing_reserve:
 * @spacing: spacing
 * @server: a server, see sl_feed_address_get_server()
 * @now_ms: milliseconds of a clock that never goes back
 *
 * Takes the server's next free moment.
 *
 * Returns: how many milliseconds the request must wait for it
 */
guint
sl_request_spacing_reserve (SlRequestSpacing *spacing, const char *server, gint64 now_ms)
{
  gint64 *next;
  gint64  moment;

  g_hash_table_foreach_remove (spacing->next, is_past, &now_ms);
  next = g_hash_table_lookup (spacing->next, server);
  moment = next != NULL ? *next : now_ms;
  next = g_new (gint64, 1);
  *next = moment + SL_REQUEST_SPACING_MS;
  g_hash_table_replace (spacing->next, g_strdup (server), next);
  return (guint) (moment - now_ms);
}
