/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "retry-after.h"

#include <libsoup/soup.h>

/* A page that asks for more than a day has a wrong clock. */
#define MAX_SECONDS (24 * 60 * 60)

/* Far more servers than one user has; a list of redirects must not fill the memory. */
#define MAX_SERVERS 64

struct _SlRetryAfter
{
  GHashTable *until; /* server -> gint64 of monotonic microseconds */
};

/**
 * sl_retry_after_parse:
 * @text: (nullable): value of a Retry-After header: seconds or a date
 * @now: Unix seconds
 *
 * Source: RFC 9110, 10.2.3.
 *
 * Returns: seconds to wait, at most a day, 0 if @text is neither or already over
 */
guint
sl_retry_after_parse (const char *text, gint64 now)
{
  g_autoptr (GDateTime) date = NULL;
  guint64 seconds;
  gint64  wait;

  if (text == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &seconds, NULL))
    return MIN (seconds, MAX_SECONDS);
  date = soup_date_time_new_from_http_string (text);
  if (date == NULL)
    return 0;
  wait = g_date_time_to_unix (date) - now;
  return CLAMP (wait, 0, MAX_SECONDS);
}

/**
 * sl_retry_after_new:
 *
 * Returns: (transfer full): an empty list
 */
SlRetryAfter *
sl_retry_after_new (void)
{
  SlRetryAfter *waits = g_new0 (SlRetryAfter, 1);

  waits->until = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return waits;
}

/**
 * sl_retry_after_free:
 * @waits: (transfer full) (nullable): a list
 */
void
sl_retry_after_free (SlRetryAfter *waits)
{
  if (waits == NULL)
    return;
  g_hash_table_unref (waits->until);
  g_free (waits);
}

static gboolean
is_over (gpointer server, gpointer until, gpointer now)
{
  return *(gint64 *) until <= *(gint64 *) now;
}

/**
 * sl_retry_after_remember:
 * @waits: a list
 * @server: as sl_feed_address_get_server()
 * @seconds: how long to leave it alone, 0: not at all
 */
void
sl_retry_after_remember (SlRetryAfter *waits, const char *server, guint seconds)
{
  gint64 now = g_get_monotonic_time ();
  gint64 until = now + seconds * G_TIME_SPAN_SECOND;

  g_hash_table_foreach_remove (waits->until, is_over, &now);
  if (seconds > 0 && g_hash_table_size (waits->until) < MAX_SERVERS)
    g_hash_table_insert (waits->until, g_strdup (server), g_memdup2 (&until, sizeof until));
}

/**
 * sl_retry_after_get_seconds:
 * @waits: a list
 * @server: as sl_feed_address_get_server()
 *
 * Returns: for how many seconds, rounded up, the server wants to be left alone
 */
guint
sl_retry_after_get_seconds (SlRetryAfter *waits, const char *server)
{
  gint64 *until = g_hash_table_lookup (waits->until, server);
  gint64  left = until != NULL ? *until - g_get_monotonic_time () : 0;

  return left > 0 ? (left + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND : 0;
}
