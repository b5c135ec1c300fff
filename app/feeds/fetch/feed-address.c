/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-feeds"

#include "feed-address.h"

#include "feed-fetcher.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (host, "localhost") == 0;
}

/* Without encryption only this computer itself is asked. */
static gboolean
may_ask (GUri *address)
{
  const char *host = g_uri_get_host (address);
  const char *scheme = g_uri_get_scheme (address);

  if (host == NULL || *host == '\0' || g_uri_get_userinfo (address) != NULL)
    return FALSE;
  return g_str_equal (scheme, "https") || (g_str_equal (scheme, "http") && is_loopback (host));
}

/**
 * sl_feed_address_complete:
 * @text: what somebody typed or pasted, such as " status.example.org/" or
 * "http://status.example.org"
 *
 * Nobody types "https://"; and who pastes an address without encryption means the same page.
 *
 * Returns: (transfer full): an address for sl_feed_address_parse(), which judges it
 */
char *
sl_feed_address_complete (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_utf8_make_valid (text, -1));
  g_autoptr (GUri) address = NULL;
  const char *rest;

  if (strstr (trimmed, "://") == NULL)
    return g_strconcat ("https://", trimmed, NULL);
  if (g_ascii_strncasecmp (trimmed, "http://", strlen ("http://")) != 0)
    return g_steal_pointer (&trimmed);
  address = g_uri_parse (trimmed, G_URI_FLAGS_ENCODED, NULL);
  rest = trimmed + strlen ("http://");
  if (address == NULL || g_uri_get_host (address) == NULL || is_loopback (g_uri_get_host (address))
      || g_uri_get_port (address) != -1)
    return g_steal_pointer (&trimmed);
  return g_strconcat ("https://", rest, NULL);
}

/**
 * sl_feed_address_parse:
 * @text: (nullable): an address, as the user or a provider file gives it
 * @error: set to %SL_FEED_ERROR_ADDRESS
 *
 * Returns: (transfer full) (nullable): the address if it may be asked: https, or http on this
 *   computer, without user information
 */
GUri *
sl_feed_address_parse (const char *text, GError **error)
{
  g_autoptr (GUri) address
      = text != NULL ? g_uri_parse (text, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL)
                     : NULL;

  if (address == NULL || !may_ask (address))
    {
      g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

      g_set_error (error, SL_FEED_ERROR, SL_FEED_ERROR_ADDRESS,
                   /* Translators: %s is what should be a web address */
                   _ ("“%s” is not an address that can be asked: it must begin with https://."),
                   valid);
      return NULL;
    }
  return g_steal_pointer (&address);
}

/**
 * sl_feed_address_resolve:
 * @from: the address that was asked
 * @location: (nullable): the Location its server answers with
 * @error: set to %SL_FEED_ERROR_ADDRESS
 *
 * Source: RFC 9110, 10.2.2.
 *
 * Returns: (transfer full) (nullable): where to go on: https, or from this computer to this
 *   computer; never from an encrypted answer to one that is not
 */
GUri *
sl_feed_address_resolve (GUri *from, const char *location, GError **error)
{
  g_autoptr (GUri) to = NULL;
  gboolean secure;

  if (location != NULL)
    to = g_uri_parse_relative (from, location, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE,
                               NULL);
  secure = g_str_equal (g_uri_get_scheme (from), "https");
  if (to == NULL || !may_ask (to) || (secure && !g_str_equal (g_uri_get_scheme (to), "https")))
    {
      g_set_error (error, SL_FEED_ERROR, SL_FEED_ERROR_ADDRESS,
                   /* Translators: %s is a host name */
                   _ ("%s sends on to an address that is not secure; it was not asked."),
                   g_uri_get_host (from));
      return NULL;
    }
  return g_steal_pointer (&to);
}

/**
 * sl_feed_address_get_server:
 * @address: an address
 *
 * Returns: (transfer full): "scheme://host:port", the same for all addresses of one server
 */
char *
sl_feed_address_get_server (GUri *address)
{
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (address), -1);

  return g_strdup_printf ("%s://%s:%d", g_uri_get_scheme (address), host, g_uri_get_port (address));
}
