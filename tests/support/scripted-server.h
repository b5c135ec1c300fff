/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loopback-thread.h"

/**
 * SlScriptedServer:
 * @port: where it listens on 127.0.0.1
 * @clear: every byte it received before encryption; read it after sl_scripted_server_stop()
 * @encrypted: every byte it received over TLS
 * @n_connections: how often a client came
 * @surprise: (nullable): the first line that was not what the script expects
 *
 * A server that says what its script says, whatever it is told. One step a line:
 *
 *   S: text      sends the text and CRLF          s: text      sends the text alone
 *   C: pattern   reads a line; * and ? as in file names
 *   TLS          becomes the server's side of TLS
 *   ANY          waits until something comes      STALL        waits until the client goes
 *   CLOSE        ends the connection              RESET        cuts it
 *   FLOOD text   sends the text without end       LINES text   the same, as lines
 *   NUL          sends a zero byte                # comment
 *
 * As a web server, with a body and its length in each answer:
 *
 *   REQUEST pattern              reads a whole request, whose first line must match
 *   HEADER name: value           goes into the next answer
 *   REPLY status type body       answers; "-" for no body
 *
 * Text that is sent may hold \r, \n, \" and octal numbers such as \001.
 * Behind the last step it listens until the client goes. Each connection begins the script anew.
 */
typedef struct
{
  guint16  port;
  GString *clear;
  GString *encrypted;
  guint    n_connections;
  char    *surprise;

  char           **steps;
  GTlsCertificate *certificate;
  SlLoopbackThread server;
} SlScriptedServer;

SlScriptedServer *sl_scripted_server_new (const char *script, GTlsCertificate *certificate);
void              sl_scripted_server_stop (SlScriptedServer *self);
void              sl_scripted_server_free (SlScriptedServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SlScriptedServer, sl_scripted_server_free)
