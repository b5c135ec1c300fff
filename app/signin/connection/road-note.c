/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-signin"

#include "road-note.h"

#include "route.h"

/**
 * sl_road_note_init:
 * @self: (out): a note with nothing in it
 */
void
sl_road_note_init (SlRoadNote *self)
{
  *self = (SlRoadNote){ .tried = g_ptr_array_new_with_free_func (g_free) };
}

/**
 * sl_road_note_clear:
 * @self: a note
 */
void
sl_road_note_clear (SlRoadNote *self)
{
  g_clear_pointer (&self->tried, g_ptr_array_unref);
  g_clear_object (&self->first);
  g_clear_pointer (&self->proxy, g_free);
}

static void
note_proxy (SlRoadNote *self, GProxyAddress *address)
{
  GInetSocketAddress *socket_address = G_INET_SOCKET_ADDRESS (address);
  g_autofree char    *host
      = g_inet_address_to_string (g_inet_socket_address_get_address (socket_address));

  g_free (self->proxy);
  self->proxy = g_uri_join (G_URI_FLAGS_NONE, g_proxy_address_get_protocol (address), NULL, host,
                            g_inet_socket_address_get_port (socket_address), "", NULL, NULL);
}

static void
note_attempt (SlRoadNote *self, GIOStream *stream)
{
  g_autoptr (GSocketAddress) address = NULL;
  GInetAddress *inet_address;

  if (G_IS_SOCKET_CONNECTION (stream))
    address = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (stream), NULL);
  if (G_IS_PROXY_ADDRESS (address))
    {
      note_proxy (self, G_PROXY_ADDRESS (address));
      return;
    }
  if (!G_IS_INET_SOCKET_ADDRESS (address) || self->tried->len >= SL_MAX_TRIED)
    return;
  inet_address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  g_ptr_array_add (self->tried, g_inet_address_to_string (inet_address));
  if (self->first == NULL)
    self->first = g_object_ref (inet_address);
}

/**
 * sl_road_note_on_event:
 * @self: a note
 * @event: what GSocketClient tells
 * @stream: (nullable): of which connection
 *
 * Notes an attempt or a proxy. While it connects, a connection names the address it is meant for.
 */
void
sl_road_note_on_event (SlRoadNote *self, GSocketClientEvent event, GIOStream *stream)
{
  if (event == G_SOCKET_CLIENT_CONNECTING)
    note_attempt (self, stream);
  else if (event == G_SOCKET_CLIENT_CONNECTED && self->proxy != NULL)
    self->talked_to_proxy = TRUE;
}

/**
 * sl_road_note_explain:
 * @self: a note
 * @error: (inout): why there is no connection
 *
 * A proxy that cannot be reached itself is no failure of the server.
 */
void
sl_road_note_explain (const SlRoadNote *self, GError **error)
{
  if (self->proxy == NULL || self->talked_to_proxy
      || g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_error (error);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_PROXY_FAILED, "The proxy %s does not answer",
               self->proxy);
}

static const char *
name_family (GInetAddress *address)
{
  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 ? "IPv6" : "IPv4";
}

/* Whoever is tried first has a quarter of a second's start (RFC 8305, 5): if the other family
 * answers all the same, this one failed or is far slower. A family that this computer has no way
 * into is not broken, it is not there. */
static const char *
find_failed_family (const SlRoadNote *self, const char *answered)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (answered);

  if (address == NULL || self->first == NULL || self->proxy != NULL
      || g_inet_address_get_family (address) == g_inet_address_get_family (self->first)
      || !sl_route_leads_to (self->first))
    return NULL;
  return name_family (self->first);
}

/**
 * sl_road_note_write:
 * @self: a note
 * @result: a check's result; its address is set if there is a connection
 *
 * Writes into the result what was noted.
 */
void
sl_road_note_write (const SlRoadNote *self, SlCheckResult *result)
{
  g_autoptr (GStrvBuilder) tried = g_strv_builder_new ();

  for (guint i = 0; i < self->tried->len; i++)
    g_strv_builder_add (tried, self->tried->pdata[i]);
  g_strfreev (result->tried);
  result->tried = g_strv_builder_end (tried);
  g_free (result->proxy);
  result->proxy = g_strdup (self->proxy);
  g_free (result->failed_family);
  result->failed_family
      = result->address != NULL ? g_strdup (find_failed_family (self, result->address)) : NULL;
}
