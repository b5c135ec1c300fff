/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/**
 * SlLoopbackThread:
 * @port: where it listens, on 127.0.0.1
 * @listener: accepts for the thread
 * @stopping: cancelled when the thread shall end
 *
 * A listening socket on loopback and the thread that serves it: what every server of the tests
 * begins with. A member of the server, which must not move while the thread runs.
 */
typedef struct
{
  guint16          port;
  GSocketListener *listener;
  GCancellable    *stopping;
  GThread         *thread;
} SlLoopbackThread;

void
sl_loopback_thread_start (SlLoopbackThread *self, const char *name, GThreadFunc run, gpointer data);
void sl_loopback_thread_stop (SlLoopbackThread *self);
void sl_loopback_thread_clear (SlLoopbackThread *self);
