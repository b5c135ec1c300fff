/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-error.h"

#include "feed-fetcher.h"

#include <glib/gi18n-lib.h>

/* clang-format off */
G_DEFINE_QUARK (sl-feed-error-quark, sl_feed_error)
/* clang-format on */

/* What can go wrong while a page is asked, each as one sentence that names the host. */

/**
 * sl_feed_error_new_timeout:
 * @host: who was asked
 *
 * Returns: (transfer full): %SL_FEED_ERROR_NETWORK
 */
GError *
sl_feed_error_new_timeout (const char *host)
{
  return g_error_new (SL_FEED_ERROR, SL_FEED_ERROR_NETWORK,
                      /* Translators: %s is a host name */
                      _ ("%s did not answer in time."), host);
}

/**
 * sl_feed_error_new_network:
 * @host: who was asked
 * @reason: what GIO or libsoup say
 *
 * Returns: (transfer full): %SL_FEED_ERROR_NETWORK
 */
GError *
sl_feed_error_new_network (const char *host, const GError *reason)
{
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return sl_feed_error_new_timeout (host);
  if (g_error_matches (reason, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    return g_error_new (SL_FEED_ERROR, SL_FEED_ERROR_NETWORK,
                        /* Translators: %s is a host name */
                        _ ("The certificate of %s could not be verified."), host);
  if (reason->domain == G_RESOLVER_ERROR)
    return g_error_new (SL_FEED_ERROR, SL_FEED_ERROR_NETWORK,
                        /* Translators: %s is a host name */
                        _ ("The name %s could not be looked up."), host);
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    return g_error_new (SL_FEED_ERROR, SL_FEED_ERROR_NETWORK,
                        /* Translators: %s is a host name */
                        _ ("%s broke off in the middle of its answer."), host);
  return g_error_new (SL_FEED_ERROR, SL_FEED_ERROR_NETWORK,
                      /* Translators: the first %s is a host name, the second the reason */
                      _ ("%s could not be asked: %s"), host, reason->message);
}

/**
 * sl_feed_error_new_size:
 * @host: who was asked
 *
 * Returns: (transfer full): %SL_FEED_ERROR_SIZE
 */
GError *
sl_feed_error_new_size (const char *host)
{
  return g_error_new (SL_FEED_ERROR, SL_FEED_ERROR_SIZE,
                      /* Translators: %s is a host name */
                      _ ("The answer of %s is too long to be a status page."), host);
}

/**
 * sl_feed_error_new_type:
 * @host: who was asked
 *
 * Returns: (transfer full): %SL_FEED_ERROR_TYPE
 */
GError *
sl_feed_error_new_type (const char *host)
{
  return g_error_new (SL_FEED_ERROR, SL_FEED_ERROR_TYPE,
                      /* Translators: %s is a host name */
                      _ ("%s answers with a web page, not with the data of a status page."), host);
}

/**
 * sl_feed_error_new_status:
 * @host: who was asked
 * @status: its HTTP status
 *
 * Returns: (transfer full): %SL_FEED_ERROR_SERVER for 5xx, else %SL_FEED_ERROR_STATUS
 *
 * Source: RFC 9110, 15.6 (server error).
 */
GError *
sl_feed_error_new_status (const char *host, guint status)
{
  return g_error_new (SL_FEED_ERROR,
                      status / 100 == 5 ? SL_FEED_ERROR_SERVER : SL_FEED_ERROR_STATUS,
                      /* Translators: %s is a host name, %u an HTTP status such as 404 */
                      _ ("%s answers with the HTTP status %u."), host, status);
}

/**
 * sl_feed_error_new_loop:
 * @host: who was asked last
 *
 * Returns: (transfer full): %SL_FEED_ERROR_ADDRESS
 */
GError *
sl_feed_error_new_loop (const char *host)
{
  return g_error_new (SL_FEED_ERROR, SL_FEED_ERROR_ADDRESS,
                      /* Translators: %s is a host name */
                      _ ("%s sends on from address to address without end."), host);
}

/**
 * sl_feed_error_new_busy:
 * @host: who was asked
 * @seconds: for how long it wants to be left alone, 0 if it does not say
 *
 * Returns: (transfer full): %SL_FEED_ERROR_BUSY
 */
GError *
sl_feed_error_new_busy (const char *host, guint seconds)
{
  if (seconds == 0)
    return g_error_new (SL_FEED_ERROR, SL_FEED_ERROR_BUSY,
                        /* Translators: %s is a host name */
                        _ ("%s is too busy to answer."), host);
  return g_error_new (SL_FEED_ERROR, SL_FEED_ERROR_BUSY,
                      /* Translators: %s is a host name, %u a number of seconds */
                      ngettext ("%s asks to be left alone for %u second.",
                                "%s asks to be left alone for %u seconds.", seconds),
                      host, seconds);
}
