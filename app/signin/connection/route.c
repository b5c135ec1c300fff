/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "route.h"

/* Addresses that belong to nobody. Source: RFC 5737, 3 and RFC 3849. */
static const char *const far_addresses[] = { "192.0.2.1", "2001:db8::1" };

#define ANY_PORT 9

/**
 * sl_route_leads_to:
 * @address: where to
 *
 * Asks the system whether it knows a way there. Connecting a UDP socket sends nothing. Any thread;
 * takes no time.
 *
 * Returns: whether it does
 */
gboolean
sl_route_leads_to (GInetAddress *address)
{
  g_autoptr (GSocketAddress) target = g_inet_socket_address_new (address, ANY_PORT);
  g_autoptr (GSocket) socket = g_socket_new (g_socket_address_get_family (target),
                                             G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);

  return socket != NULL && g_socket_connect (socket, target, NULL, NULL);
}

/**
 * sl_route_exists:
 *
 * Tells a computer without a network from a name server that is at fault: asks the system whether
 * it knows a way to far-away addresses. Connecting a UDP socket sends nothing. Any thread; takes no
 * time.
 *
 * Returns: whether there is a way into the internet, over IPv4 or IPv6
 */
gboolean
sl_route_exists (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (far_addresses); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (far_addresses[i]);

      if (sl_route_leads_to (address))
        return TRUE;
    }
  return FALSE;
}
