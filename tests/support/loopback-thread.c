/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loopback-thread.h"

/**
 * sl_loopback_thread_start:
 * @self: zeroed
 * @name: of the thread
 * @run: accepts on @self's listener until @self's stopping is cancelled
 * @data: for @run
 *
 * Listens on a free port of 127.0.0.1 and starts the thread.
 */
void
sl_loopback_thread_start (SlLoopbackThread *self, const char *name, GThreadFunc run, gpointer data)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) given = NULL;
  g_autoptr (GError) error = NULL;

  self->stopping = g_cancellable_new ();
  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, wanted, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &given, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (given));
  self->thread = g_thread_new (name, run, data);
}

/**
 * sl_loopback_thread_stop:
 * @self: a started one
 *
 * Asks the thread to end, waits until it has, and refuses connections from then on.
 */
void
sl_loopback_thread_stop (SlLoopbackThread *self)
{
  if (self->thread == NULL)
    return;
  g_cancellable_cancel (self->stopping);
  g_thread_join (g_steal_pointer (&self->thread));
  g_socket_listener_close (self->listener);
}

/**
 * sl_loopback_thread_clear:
 * @self: a started one
 *
 * Stops it and frees what it holds.
 */
void
sl_loopback_thread_clear (SlLoopbackThread *self)
{
  sl_loopback_thread_stop (self);
  g_clear_object (&self->listener);
  g_clear_object (&self->stopping);
}
