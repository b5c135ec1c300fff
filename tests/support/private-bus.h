/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/**
 * SlPrivateBus:
 *
 * A session bus of the test's own, with nobody on it and nothing to be started by it. One for a whole
 * program, because libraries keep their connection to it.
 */
typedef struct
{
  GTestDBus       *daemon;
  GDBusConnection *connection; /* the code under test */
} SlPrivateBus;

SlPrivateBus    *sl_private_bus_start (void);
void             sl_private_bus_stop (SlPrivateBus *bus);
GDBusConnection *sl_private_bus_connect (SlPrivateBus *bus);
void             sl_private_bus_own_name (GDBusConnection *connection, const char *name);
void             sl_private_bus_give_up_name (GDBusConnection *connection, const char *name);
GVariant        *sl_private_bus_call (GDBusConnection *caller,
                                      const char      *name,
                                      const char      *path,
                                      const char      *method,
                                      GVariant        *parameters,
                                      GError         **error);
