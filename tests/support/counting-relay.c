/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "counting-relay.h"

#include <poll.h>
#include <sys/socket.h>

#define LONGEST_WAIT_MS 20000

typedef struct
{
  SlCountingRelay *relay;
  int              client;
  int              server;
  gboolean         client_spoke; /* since the server last did */
} Passage;

static gboolean
pass_on (Passage *passage, int from, int to)
{
  char    data[16384];
  ssize_t n_read = recv (from, data, sizeof data, 0);

  if (n_read <= 0)
    {
      shutdown (to, SHUT_WR);
      return FALSE;
    }
  if (from == passage->client)
    {
      g_string_append_len (passage->relay->sent, data, n_read);
      passage->client_spoke = TRUE;
    }
  else
    {
      g_atomic_int_add (&passage->relay->n_waits, passage->client_spoke ? 1 : 0);
      passage->client_spoke = FALSE;
    }
  return send (to, data, (size_t) n_read, MSG_NOSIGNAL) == n_read;
}

/* Until the server ends; what the client says to a server that has gone is no wait any more. */
static void
relay (Passage *passage)
{
  struct pollfd ends[] = { { passage->client, POLLIN, 0 }, { passage->server, POLLIN, 0 } };

  while (poll (ends, G_N_ELEMENTS (ends), LONGEST_WAIT_MS) > 0)
    {
      if (ends[1].revents != 0 && !pass_on (passage, passage->server, passage->client))
        return;
      if (ends[0].revents != 0 && !pass_on (passage, passage->client, passage->server))
        ends[0].fd = -1;
    }
}

static GSocketConnection *
connect_to_target (const SlCountingRelay *self)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  if (self->from != NULL)
    {
      g_autoptr (GSocketAddress) local = g_inet_socket_address_new_from_string (self->from, 0);

      g_socket_client_set_local_address (client, local);
    }
  return g_socket_client_connect_to_host (client, "127.0.0.1", self->target_port, NULL, NULL);
}

static void
serve (SlCountingRelay *self, GSocketConnection *incoming)
{
  g_autoptr (GSocketConnection) outgoing = connect_to_target (self);
  /* To connect is to speak: a server that greets is waited for. */
  Passage passage = { self, -1, -1, TRUE };

  if (outgoing == NULL)
    return;
  g_socket_set_blocking (g_socket_connection_get_socket (incoming), TRUE);
  g_socket_set_blocking (g_socket_connection_get_socket (outgoing), TRUE);
  passage.client = g_socket_get_fd (g_socket_connection_get_socket (incoming));
  passage.server = g_socket_get_fd (g_socket_connection_get_socket (outgoing));
  relay (&passage);
}

static gpointer
run (gpointer data)
{
  SlCountingRelay *self = data;

  while (TRUE)
    {
      g_autoptr (GSocketConnection) incoming
          = g_socket_listener_accept (self->server.listener, NULL, self->server.stopping, NULL);

      if (incoming == NULL)
        return NULL;
      serve (self, incoming);
    }
}

/**
 * sl_counting_relay_new:
 * @target_port: where the server listens on 127.0.0.1
 * @from: (nullable): the loopback address from which the server shall see us come
 *
 * Returns: (transfer full): a relay that listens
 */
SlCountingRelay *
sl_counting_relay_new (guint16 target_port, const char *from)
{
  SlCountingRelay *self = g_new0 (SlCountingRelay, 1);

  self->target_port = target_port;
  self->from = g_strdup (from);
  self->sent = g_string_new (NULL);
  sl_loopback_thread_start (&self->server, "counting-relay", run, self);
  self->port = self->server.port;
  return self;
}

/**
 * sl_counting_relay_stop:
 * @self: a relay
 *
 * Waits until the present conversation has ended.
 */
void
sl_counting_relay_stop (SlCountingRelay *self)
{
  sl_loopback_thread_stop (&self->server);
}

/**
 * sl_counting_relay_free:
 * @self: (transfer full) (nullable): a relay
 */
void
sl_counting_relay_free (SlCountingRelay *self)
{
  if (self == NULL)
    return;
  sl_loopback_thread_clear (&self->server);
  g_string_free (self->sent, TRUE);
  g_free (self->from);
  g_free (self);
}
