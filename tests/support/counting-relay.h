/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loopback-thread.h"

/**
 * SlCountingRelay:
 * @port: where it listens on 127.0.0.1
 * @n_waits: how often the client had to wait for the server, from the connection to the server's
 * end; to be read atomically while the relay works
 * @sent: what the client sent; read it after sl_counting_relay_stop()
 *
 * Stands between a client and a server, passes everything on, and counts. A wait is a turn of the
 * conversation from the client to the server and back: on a real line each costs one round trip.
 */
typedef struct
{
  guint16  port;
  guint    n_waits;
  GString *sent;

  guint16          target_port;
  char            *from;
  SlLoopbackThread server;
} SlCountingRelay;

SlCountingRelay *sl_counting_relay_new (guint16 target_port, const char *from);
void             sl_counting_relay_stop (SlCountingRelay *self);
void             sl_counting_relay_free (SlCountingRelay *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlCountingRelay, sl_counting_relay_free)
