/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loopback-thread.h"

/**
 * SlTicketServer:
 * @port: where it listens on 127.0.0.1
 * @n_resumed: how many connections continued an earlier TLS session
 * @received: what clients sent; read both after sl_ticket_server_stop()
 *
 * An IMAP server that says yes to everything and, unlike GIO's own servers, gives out tickets with
 * which clients may resume their TLS sessions, and may be as old-fashioned as one likes.
 */
typedef struct
{
  guint16  port;
  guint    n_resumed;
  GString *received;

  char            *certificate_pem;
  char            *key_pem;
  char            *priority;
  SlLoopbackThread server;
} SlTicketServer;

SlTicketServer *sl_ticket_server_new (GTlsCertificate *certificate, const char *priority);
void            sl_ticket_server_stop (SlTicketServer *self);
void            sl_ticket_server_free (SlTicketServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlTicketServer, sl_ticket_server_free)
