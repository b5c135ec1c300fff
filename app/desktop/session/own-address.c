/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-desktop"

#include "own-address.h"

/* Addresses that nobody has, in the documentation's own networks. Source: RFC 5737, RFC 3849. */
#define FAR_AWAY_IPV4 "192.0.2.1"
#define FAR_AWAY_IPV6 "2001:db8::1"

#define ANY_PORT 9

/**
 * sl_own_address_find:
 * @family: IPv4 or IPv6
 *
 * Asks the system which of the computer's addresses it would use to talk to the internet.
 * Connecting a UDP socket only looks up the route: nothing is sent.
 *
 * Returns: (transfer full): the address; "" if there is no route
 *
 * Source: connect(2), SOCK_DGRAM; udp(7).
 */
char *
sl_own_address_find (GSocketFamily family)
{
  g_autoptr (GSocketAddress) far_away = g_inet_socket_address_new_from_string (
      family == G_SOCKET_FAMILY_IPV6 ? FAR_AWAY_IPV6 : FAR_AWAY_IPV4, ANY_PORT);
  g_autoptr (GSocket) socket
      = g_socket_new (family, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
  g_autoptr (GSocketAddress) own = NULL;

  if (socket == NULL || !g_socket_connect (socket, far_away, NULL, NULL))
    return g_strdup ("");
  own = g_socket_get_local_address (socket, NULL);
  if (!G_IS_INET_SOCKET_ADDRESS (own))
    return g_strdup ("");
  return g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (own)));
}
